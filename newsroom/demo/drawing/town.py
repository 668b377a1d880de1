"""Drawings of towns."""

from .canvas import Canvas, Point, ridge


def _tree(canvas: Canvas, x: float, foot: float, height: float, tone: float) -> None:
    """Draw a bare tree, branch by branch."""

    def branch(start: Point, length: float, lean: float, width: float) -> None:
        end = (start[0] + length * lean, start[1] - length)
        canvas.line([start, end], tone, width)
        if length > height * 0.07:
            for turn in (-0.42, 0.38):
                spread = lean + turn * canvas.dice.uniform(0.6, 1.4)
                branch(end, length * canvas.dice.uniform(0.62, 0.8), spread, max(0.7, width * 0.62))

    branch((x, foot), height * 0.3, canvas.dice.uniform(-0.06, 0.06), height * 0.035)


def _block(
    canvas: Canvas, left: float, top: float, columns: int, rows: int, tone: float, *, unit: float, lit: float
) -> None:
    """Draw a panel building of so many windows; a unit is the width of one panel."""
    width, height = columns * unit, rows * unit * 1.16
    canvas.box(left, top, width, height + 400, tone)
    canvas.box(left - 3, top - 7, width + 6, 9, tone - 14)
    for column in range(1, columns):
        canvas.line([(left + column * unit, top), (left + column * unit, top + height)], tone - 8, 1)
    for row in range(rows):
        y = top + row * unit * 1.16
        canvas.line([(left, y), (left + width, y)], tone - 10, 1.2)
        for column in range(columns):
            x = left + column * unit + unit * 0.25
            glow = canvas.dice.random() < lit
            canvas.box(x, y + unit * 0.26, unit * 0.5, unit * 0.62, 236 if glow else tone - 44)
            canvas.line(
                [(x + unit * 0.29, y + unit * 0.26), (x + unit * 0.29, y + unit * 0.88)], tone - 20, 1.6
            )
            if glow and canvas.dice.random() < 0.4:
                canvas.box(x, y + unit * 0.26, unit * canvas.dice.choice((0.12, 0.2)), unit * 0.62, 190)
            elif column % 3 == 1:
                canvas.box(x - unit * 0.14, y + unit * 0.62, unit * 0.78, unit * 0.34, tone + 14)


def blocks(canvas: Canvas) -> None:
    """Apartment blocks at dusk, a few windows lit."""
    canvas.shade([(0, 78), (0.5, 128), (1, 182)])
    canvas.veil(176, canvas.clouds(220, flat=3).point(lambda value: max(0, value - 120)), 0.6)
    for left, top, columns in ((20, 430, 7), (440, 380, 4), (760, 450, 9), (1280, 400, 7)):
        _block(canvas, left, top, columns, 18, 146, unit=34, lit=0.14)
    canvas.fog(176, [(0, 0), (0.4, 60), (0.85, 190), (1, 120)], ragged=0.6)
    _block(canvas, -40, 300, 8, 9, 108, unit=56, lit=0.2)
    _block(canvas, 1195, 236, 8, 10, 104, unit=58, lit=0.16)
    canvas.fog(172, [(0, 0), (0.5, 20), (0.85, 120), (1, 60)], ragged=0.6)
    _block(canvas, 352, 96, 11, 9, 66, unit=76, lit=0.2)
    canvas.shade([(0, 156), (0.2, 184), (1, 170)], 912)
    canvas.polygon(ridge(canvas, 918, 24, 230, foot=960), 160)
    for x, foot, height in (
        (150, 985, 330),
        (296, 960, 240),
        (1265, 970, 270),
        (1440, 1010, 400),
        (1330, 958, 210),
    ):
        _tree(canvas, x, foot, height, 24)
    canvas.line([(700, 1000), (700, 640)], 30, 6)
    canvas.line([(700, 642), (760, 628)], 30, 5)
    canvas.haze([(730, 636), (790, 636), (900, 1010), (640, 1010)], 226, 30, 0.24)
    canvas.polygon([(742, 626), (786, 622), (786, 634), (744, 636)], 240)
    _walker(canvas, 850, 1000, 1)
    _walker(canvas, 892, 996, 0.9)


def _walker(canvas: Canvas, x: float, foot: float, size: float) -> None:
    canvas.disc(x, foot - 92 * size, 10 * size, 22)
    canvas.polygon(
        [
            (x - 13 * size, foot - 82 * size),
            (x + 13 * size, foot - 82 * size),
            (x + 19 * size, foot - 28 * size),
            (x - 19 * size, foot - 28 * size),
        ],
        22,
    )
    canvas.line([(x - 6 * size, foot - 30 * size), (x - 10 * size, foot)], 22, 8 * size)
    canvas.line([(x + 6 * size, foot - 30 * size), (x + 12 * size, foot)], 22, 8 * size)


def court(canvas: Canvas) -> None:
    """The columns of a courthouse, small people on its steps."""
    canvas.shade([(0, 96), (0.6, 160), (1, 200)])
    canvas.veil(204, canvas.clouds(240, flat=2.4).point(lambda value: max(0, value - 110)), 0.7)
    canvas.polygon([(150, 330), (800, 96), (1450, 330)], 112)
    canvas.polygon([(270, 312), (800, 124), (1330, 312)], 78)
    canvas.disc(800, 236, 46, 128)
    canvas.disc(800, 236, 36, 66)
    canvas.box(130, 326, 1340, 26, 142)
    canvas.box(160, 352, 1280, 62, 104)
    canvas.box(150, 410, 1300, 14, 132)
    canvas.box(190, 424, 1220, 390, 34)
    canvas.box(758, 520, 84, 294, 60)
    canvas.haze([(750, 520), (850, 520), (850, 814), (750, 814)], 214, 22, 0.4)
    canvas.box(766, 532, 68, 282, 216)
    canvas.line([(800, 532), (800, 814)], 120, 3)
    for column in range(8):
        _column(canvas, 215 + column * 157, 424, 814)
    for step in range(9):
        top = 814 + step * 20
        canvas.box(150 - step * 34, top, 1300 + step * 68, 9, 196 - step * 2)
        canvas.box(150 - step * 34, top + 9, 1300 + step * 68, 12, 118 - step * 2)
    canvas.shade([(0, 120), (1, 150)], 992)
    for x, foot, size in (
        (560, 892, 0.72),
        (600, 894, 0.7),
        (1010, 932, 0.86),
        (330, 1030, 1.25),
        (1240, 1006, 1.1),
    ):
        canvas.haze([(x - 10, foot), (x + 14, foot), (x + 110, foot + 16), (x + 80, foot + 18)], 40, 4, 0.5)
        _walker(canvas, x, foot, size)
    canvas.fog(190, [(0, 0), (0.7, 0), (0.9, 60), (1, 110)], ragged=0.9)


def _column(canvas: Canvas, x: float, top: float, foot: float) -> None:
    for flute in range(10):
        tone = (150, 188, 208, 200, 184, 164, 142, 118, 96, 78)[flute]
        canvas.box(x + flute * 7, top + 26, 7.5, foot - top - 48, tone)
        canvas.line([(x + flute * 7, top + 26), (x + flute * 7, foot - 22)], tone - 26, 1)
    canvas.box(x - 12, top, 94, 14, 176)
    canvas.box(x - 6, top + 14, 82, 12, 132)
    canvas.box(x - 8, foot - 24, 86, 12, 160)
    canvas.box(x - 14, foot - 12, 98, 14, 128)


def metro(canvas: Canvas) -> None:
    """The empty hall of an underground station, arch behind arch."""
    middle, level, depth = 800.0, 600.0, 15
    for step in range(depth):  # From the nearest arch to the farthest, each inside the last.
        near = 2.3 / (1 + step * 0.46)
        light = step / (depth - 1)
        half, floor, spring = 300 * near, level + 230 * near, level - 70 * near
        for grow, tone in ((46 * near, 46 + 120 * light), (0, 150 + 66 * light)):
            wide = half + grow
            canvas.disc(middle, spring, wide, tone, flat=0.92)
            canvas.box(middle - wide, spring, wide * 2, floor - spring, tone)
    _floor(canvas, middle, level, depth)
    canvas.haze([(640, 380), (960, 380), (1010, 690), (590, 690)], 226, 60, 0.75)
    canvas.haze([(770, 640), (830, 640), (1150, 1080), (450, 1080)], 214, 34, 0.5)
    for step in reversed(range(depth)):
        near = 2.3 / (1 + (step + 0.5) * 0.46)
        _lamp(canvas, middle, level - 190 * near, near)
    for x, foot, size in ((690, 760, 0.9), (985, 880, 1.55)):
        canvas.haze(
            [(x - 8, foot), (x + 8, foot), (x + 12, foot + 90 * size), (x - 12, foot + 90 * size)], 60, 6, 0.5
        )
        _walker(canvas, x, foot, size)


def _floor(canvas: Canvas, middle: float, level: float, depth: int) -> None:
    """Pave the hall with slabs, darker towards the viewer."""
    for step in range(depth * 2):
        back, front = (2.3 / (1 + at * 0.23) if at > 0 else 3.2 for at in (step, step - 1))
        slab: list[Point] = []
        for near, side in ((back, -346), (back, 346), (front, 346), (front, -346)):
            slab.append((middle + side * near, level + 230 * near))
        canvas.polygon(slab, 112 + 96 * step / depth / 2 + 9 * (step % 2))


def _lamp(canvas: Canvas, x: float, y: float, near: float) -> None:
    canvas.line([(x, y - 60 * near), (x, y)], 90, 1.6 * near)
    ring = [
        (x - 62 * near, y - 8 * near),
        (x + 62 * near, y - 8 * near),
        (x + 40 * near, y + 16 * near),
        (x - 40 * near, y + 16 * near),
    ]
    canvas.haze(ring, 240, 22 * near, 0.7)
    canvas.polygon(ring, 240)
    canvas.line([ring[0], ring[1]], 80, 3 * near)

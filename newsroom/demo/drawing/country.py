"""Drawings of landscapes."""

from .canvas import Canvas, Point, between, ridge


def birch(canvas: Canvas) -> None:
    """Birch trunks in snow, the far ones lost in haze."""
    canvas.shade([(0, 92), (0.6, 138), (1, 178)])
    for row, (count, width, tone) in enumerate(((34, 13, 124), (22, 20, 108), (14, 15, 94))):
        for _ in range(count):
            _trunk(
                canvas, canvas.dice.uniform(-20, 1620), width * canvas.dice.uniform(0.7, 1.5), tone, tone - 20
            )
        canvas.fog(152, [(0, 70), (0.5, 90), (1, 150)], cell=340, ragged=0.8)
        canvas.polygon(ridge(canvas, 900 + row * 34, 40, 150, foot=1067), 186 + row * 8)
    for x, width in (
        (60, 52),
        (196, 40),
        (262, 66),
        (470, 58),
        (548, 76),
        (905, 30),
        (1140, 74),
        (1352, 46),
        (1520, 60),
    ):
        _trunk(canvas, x, width, 206, 26)
    canvas.polygon(ridge(canvas, 1012, 46, 170, foot=1067), 214)
    for x in range(30, 1600, 57):
        _twig(
            canvas,
            x + canvas.dice.uniform(-30, 30),
            canvas.dice.uniform(1000, 1050),
            canvas.dice.uniform(20, 60),
        )


def _trunk(canvas: Canvas, x: float, width: float, tone: float, bark: float) -> None:
    lean = canvas.dice.uniform(-34, 34)
    foot = 1040
    for part in range(12):  # The light comes from the left.
        left, right = x + width * part / 12, x + width * (part + 1) / 12 + 1
        shade = tone - (abs(part - 3.5) ** 1.5) * tone * 0.016
        canvas.polygon([(left + lean, -5), (right + lean, -5), (right, foot), (left, foot)], shade)
    y = canvas.dice.uniform(0, 60)
    while y < foot - 60:
        middle = x + lean * (1 - y / foot)
        size = width * canvas.dice.uniform(0.09, 0.3)
        at = middle + canvas.dice.choice((0.04, 0.2, 0.5, 0.75, 0.94)) * width
        at = min(middle + width - size, max(middle + size, at))
        canvas.disc(at, y, size, bark, flat=canvas.dice.uniform(0.22, 0.42))
        y += canvas.dice.uniform(6, 70) * (0.5 + width / 90)


def _twig(canvas: Canvas, x: float, y: float, height: float) -> None:
    top = (x + height * 0.2, y - height)
    canvas.line([(x, y), top], 70, 1.6)
    for part in (0.4, 0.65):
        at = (x + height * 0.2 * part, y - height * part)
        canvas.line([at, (at[0] + height * 0.25, at[1] - height * 0.22)], 80, 1.1)


def field(canvas: Canvas) -> None:
    """A road through a snowed-in field, and the telegraph poles along it."""
    canvas.shade([(0, 96), (0.5, 140), (1, 190)], 0, 650)
    canvas.veil(190, canvas.clouds(240, flat=4).point(lambda value: max(0, value - 110)), 0.6)
    canvas.polygon(ridge(canvas, 640, 44, 70, foot=660), 118)
    canvas.polygon(ridge(canvas, 644, 26, 44, foot=660), 84)
    canvas.shade([(0, 196), (0.3, 220), (1, 208)], 642)
    canvas.fog(206, [(0.4, 0), (0.58, 100), (0.61, 120), (0.7, 0), (1, 0)])
    road: list[Point] = [(1066, 643), (1084, 643), (960, 1080), (210, 1080)]
    canvas.haze(road, 112, 4, 0.85)
    for left, right in ((400, 470), (700, 764)):
        track: list[Point] = [(1071, 643), (1073, 643), (right, 1080), (left, 1080)]
        canvas.haze(track, 172, 5, 0.8)
    for _ in range(260):
        depth = canvas.dice.random() ** 2
        x, y = canvas.dice.uniform(0, 1600), 660 + 400 * depth
        edge = between([(643, 1066), (1080, 210)], y)
        if x < edge - 20 or x > between([(643, 1084), (1080, 960)], y) + 20:
            canvas.line([(x, y), (x + 3, y - 4 - 16 * depth)], 150 - 60 * depth, 1 + depth)
    _poles(canvas)


def _poles(canvas: Canvas) -> None:
    far: list[tuple[float, float, float]] = []
    for step in range(11):
        near = 1 / (1 + step * 0.62)
        x, foot, height = 1110 + 520 * near, 645 + 330 * near, 880 * near
        top = foot - height
        tone = 120 - 92 * near**0.6
        canvas.line([(x, foot), (x, top)], tone, 15 * near + 1)
        for arm in (0.03, 0.09):
            canvas.line(
                [(x - 70 * near, top + height * arm), (x + 70 * near, top + height * arm)],
                tone,
                8 * near + 0.6,
            )
        if far:
            _wires(canvas, far[-1], (x, top, near), tone)
        far.append((x, top, near))


def _wires(
    canvas: Canvas, start: tuple[float, float, float], end: tuple[float, float, float], tone: float
) -> None:
    for side in (-64, -22, 22, 64):
        points = []
        for step in range(13):
            part = step / 12
            near = start[2] + (end[2] - start[2]) * part
            x = start[0] + (end[0] - start[0]) * part + side * near
            y = start[1] + (end[1] - start[1]) * part + 26 * near + 4 * 90 * near * part * (1 - part)
            points.append((x, y))
        canvas.line(points, tone, 0.8 + 1.2 * end[2])


def _fir(canvas: Canvas, x: float, foot: float, height: float, tone: float) -> None:
    for layer in range(7):
        part = layer / 7
        width = height * 0.26 * (1 - part * 0.86) * canvas.dice.uniform(0.85, 1.1)
        y = foot - height * (0.08 + part * 0.86)
        canvas.polygon(
            [(x - width, y + height * 0.05), (x + width, y + height * 0.04), (x, y - height * 0.2)], tone
        )
    canvas.box(x - height * 0.014, foot - height * 0.12, height * 0.028, height * 0.13, tone)


def taiga(canvas: Canvas) -> None:
    """Ridges of firs behind one another, fog in the valleys between them."""
    canvas.shade([(0, 150), (0.4, 214), (1, 226)])
    canvas.disc(1120, 236, 58, 236)
    canvas.fog(222, [(0, 30), (0.3, 120), (0.6, 0), (1, 0)], cell=200)
    for step, tone in enumerate((186, 160, 132, 100, 64, 30)):
        base = 400 + step * 118
        rim = ridge(canvas, base, 110 + step * 18, 260 - step * 22, foot=1100)
        canvas.polygon(rim, tone)
        gap = 7 + step * 5
        x = -20.0
        while x < 1620:
            top = between(rim[1:-1], x)
            _fir(canvas, x, top + 12, (20 + step * 26) * canvas.dice.uniform(0.55, 1.35), tone)
            x += gap * canvas.dice.uniform(0.6, 1.9)
        if step < 5:
            low = (base + 40) / 1067
            canvas.fog(224, [(0, 0), (low - 0.1, 0), (low + 0.06, 190), (1, 210)], cell=220, ragged=0.75)


def village(canvas: Canvas) -> None:
    """Wooden houses in deep snow at night, smoke above their roofs."""
    canvas.shade([(0, 20), (0.5, 52), (1, 96)], 0, 720)
    for _ in range(240):
        canvas.disc(
            canvas.dice.uniform(0, 1600), canvas.dice.uniform(0, 460), canvas.dice.uniform(0.5, 1.5), 190
        )
    canvas.soft(lambda stencil: stencil.disc(1290, 190, 74, 255), 190, 60, 0.5)
    canvas.disc(1290, 190, 44, 232)
    for foot, height, tone in ((690, 90, 58), (706, 140, 38)):
        for _ in range(70):
            _fir(canvas, canvas.dice.uniform(-20, 1620), foot, height * canvas.dice.uniform(0.5, 1.3), tone)
        canvas.fog(110, [(0, 0), (0.55, 0), (0.66, 90), (1, 0)])
    canvas.polygon(ridge(canvas, 716, 34, 210, foot=1067), 142)
    for x, foot, size in ((330, 730, 0.62), (1010, 744, 0.74), (1400, 770, 0.9), (620, 800, 1.1)):
        _house(canvas, x, foot, size)
        canvas.polygon(ridge(canvas, foot + 10, 20, 180, foot=1067), 132 + foot * 0.04)
    canvas.shade([(0, 160), (0.4, 186), (1, 168)], 838)
    canvas.soft(lambda stencil: stencil.polygon(ridge(stencil, 838, 30, 220, foot=900), 255), 160, 3)
    for step in range(34):  # Somebody came home.
        part = step / 33
        across = 1190 - 470 * part + 46 * (step % 2) * (1 - part * 0.8) + 60 * part * part
        canvas.disc(across, 1062 - 236 * part**0.7, 15 - 11 * part, 118, flat=0.4)
    for x in range(60, 560, 62):
        canvas.line([(x, 900 + x * 0.05), (x + 2, 830 + x * 0.05)], 34, 8)
    canvas.line([(40, 852), (560, 878)], 34, 5)
    canvas.line([(40, 882), (560, 908)], 34, 5)


def _house(canvas: Canvas, x: float, foot: float, size: float) -> None:
    def at(along: float, up: float) -> Point:
        return x + along * size, foot - up * size

    canvas.polygon([at(-130, 0), at(-130, 110), at(0, 222), at(130, 110), at(130, 0)], 34)
    for up in range(8, 110, 14):
        canvas.line([at(-130, up), at(130, up)], 46, 1.2)
    canvas.polygon([at(130, 0), at(130, 110), at(330, 110), at(330, 0)], 26)
    canvas.polygon(
        [at(0, 226), at(-158, 92), at(-150, 82), at(0, 206), at(150, 82), at(346, 82), at(216, 226)], 196
    )
    canvas.polygon([at(150, 226), at(150, 262), at(182, 262), at(182, 226)], 40)
    canvas.polygon([at(146, 262), at(186, 262), at(182, 272), at(150, 272)], 200)
    for left in (-92, 28, 176, 250):
        canvas.polygon([at(left - 8, 28), at(left - 8, 88), at(left + 58, 88), at(left + 58, 28)], 150)
        canvas.polygon([at(left, 34), at(left, 82), at(left + 50, 82), at(left + 50, 34)], 238)
        canvas.line([at(left + 25, 34), at(left + 25, 82)], 110, 3 * size)
    canvas.soft(lambda stencil: stencil.box(*at(-100, 10), 170 * size, 60 * size, 255), 226, 40 * size, 0.5)
    plume = [at(166, 278), at(178, 360), at(160, 450), at(200, 560)]
    canvas.soft(lambda stencil: stencil.line(plume, 255, 22 * size), 170, 16 * size, 0.6)

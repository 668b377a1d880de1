"""Drawings of work and transport."""

from PIL import Image, ImageChops, ImageFilter

from .canvas import FINE, Canvas, Point, between, lattice, ridge


def rail(canvas: Canvas) -> None:
    """Railway tracks that run together in the snow, with a goods train at the side."""
    canvas.shade([(0, 150), (0.4, 196), (1, 214)], 0, 460)
    canvas.polygon(ridge(canvas, 450, 50, 90, foot=470), 140)
    canvas.shade([(0, 206), (0.4, 200), (1, 166)], 448)
    canvas.veil(150, canvas.clouds(200, flat=2).point(lambda value: max(0, value - 128)), 0.5)
    canvas.fog(212, [(0.3, 0), (0.41, 170), (0.46, 90), (0.6, 0), (1, 0)])
    eye: Point = (930, 452)
    _train(canvas, eye)
    for left, right in ((-1090, -820), (-470, -230), (160, 370), (800, 1050)):
        _track(canvas, eye, left, right)
    for step in range(12, -1, -1):
        _gantry(canvas, eye, 1.5 / (1 + step * 0.55))
    for along in (-955, -350, 265, 925):
        canvas.line([(eye[0] + along * 0.02, eye[1] - 9), (eye[0] + along * 1.5, eye[1] - 690)], 60, 1.8)


def _track(canvas: Canvas, eye: Point, left: float, right: float) -> None:
    """Draw sleepers and rails; left and right are where they would be one screen below the eye."""
    for step in range(150, -1, -1):
        near = 1.95 / (1 + step * 0.1)
        y = eye[1] + 330 * near
        spare = (right - left) * 0.26
        canvas.polygon(
            [
                (eye[0] + (left - spare) * near * 0.6, y),
                (eye[0] + (right + spare) * near * 0.6, y),
                (eye[0] + (right + spare) * near * 0.615, y + 15 * near),
                (eye[0] + (left - spare) * near * 0.615, y + 15 * near),
            ],
            104 + 80 * (step / 150),
        )
    for side in (left, right):
        far, close = 2.0, 11.0
        foot = eye[1] + 660
        x = eye[0] + side * 1.2
        canvas.polygon(
            [(eye[0] - far / 4, eye[1]), (eye[0] + far / 4, eye[1]), (x + close, foot), (x - close, foot)], 26
        )
        canvas.line([(eye[0], eye[1]), (x - 2, foot)], 168, 1.6)


def _gantry(canvas: Canvas, eye: Point, near: float) -> None:
    tone = 130 - 90 * min(1, near)
    left, right = eye[0] - 780 * near, eye[0] + 780 * near
    top, foot = eye[1] - 440 * near, eye[1] + 190 * near
    for x in (left, right):
        canvas.line([(x, foot), (x, top - 26 * near)], tone, 13 * near)
    lattice(canvas, (left, top), (right, top), (34 * near, 34 * near), 22, tone, stroke=3.4 * near)
    for along in (-580, -210, 160, 560):
        canvas.line([(eye[0] + along * near, top), (eye[0] + along * near, top + 84 * near)], tone, 4 * near)


def _train(canvas: Canvas, eye: Point) -> None:
    for step in range(9, -1, -1):
        front, back = 1.7 / (1 + step * 0.5), 1.7 / (1 + (step + 0.92) * 0.5)
        if step == 0:
            front = 1.95
        tone = 70 + 9 * step
        near_x, far_x = eye[0] + 640 * front, eye[0] + 640 * back
        roof = [(near_x, eye[1] - 130 * front), (far_x, eye[1] - 130 * back)]
        sole = [(far_x, eye[1] + 116 * back), (near_x, eye[1] + 116 * front)]
        canvas.polygon([*roof, *sole], tone)
        canvas.polygon(
            [sole[0], sole[1], (near_x, eye[1] + 160 * front), (far_x, eye[1] + 160 * back)], tone - 34
        )
        for part in (0.12, 0.3, 0.48, 0.66, 0.84):
            x = near_x + (far_x - near_x) * part
            size = front + (back - front) * part
            canvas.line([(x, eye[1] - 128 * size), (x, eye[1] + 114 * size)], tone - 18, 5 * size)
        canvas.line(roof, 200, 5 * front)


def stacks(canvas: Canvas) -> None:
    """Cooling towers steaming above the roofs of a town."""
    canvas.shade([(0, 64), (0.5, 116), (1, 172)], 0, 900)
    for x, rim, size in ((250, 420, 0.84), (1110, 360, 0.96), (640, 318, 1.08)):
        _tower(canvas, x, rim, size)
    for x, top, width in ((1372, 250, 22), (1456, 214, 30)):
        canvas.polygon(
            [(x - width * 0.4, top), (x + width * 0.4, top), (x + width * 0.6, 900), (x - width * 0.6, 900)],
            40,
        )
        for band in range(3):
            canvas.box(x - width * 0.42, top + 24 + band * 48, width * 0.84, 20, 130)
    canvas.fog(178, [(0, 0), (0.5, 0), (0.74, 150), (1, 0)], ragged=0.7)
    for base, low, tone in ((800, 70, 62), (840, 90, 26)):
        left = -30.0
        while left < 1600:
            wide = canvas.dice.uniform(60, 170)
            roof = base - canvas.dice.uniform(0, low)
            canvas.box(left, roof, wide + 1, 400, tone + canvas.dice.uniform(-4, 6))
            if canvas.dice.random() < 0.5:
                canvas.box(left + wide * 0.3, roof - 20, 14, 22, tone)
            _windows(canvas, left, roof, wide, tone)
            left += wide
    canvas.fog(150, [(0, 0), (0.8, 0), (1, 70)], ragged=0.9)


def _windows(canvas: Canvas, left: float, top: float, width: float, tone: float) -> None:
    for row in range(int((1067 - top) / 34)):
        for column in range(int(width / 26)):
            if canvas.dice.random() < 0.13:
                canvas.box(left + 10 + column * 26, top + 18 + row * 34, 11, 14, 214 if tone < 50 else 170)


def _tower(canvas: Canvas, x: float, rim: float, size: float) -> None:
    waist: list[Point] = [(0, 122), (0.34, 104), (0.6, 122), (1, 190)]
    height = 620
    for strip in range(26):
        part = strip / 26 * 2 - 1
        tone = 150 - 96 * ((part + 1.1) / 2.1) ** 0.8
        left, right = [], []
        for level in range(25):
            half = between(waist, level / 24) * size
            y = rim + height * size * level / 24
            left.append((x + half * part, y))
            right.append((x + half * (part + 2 / 26) + 0.7, y))
        canvas.polygon([*left, *reversed(right)], tone)
    canvas.disc(x, rim, 122 * size, 58, flat=0.09)
    _steam(canvas, x, rim + 4, size)


def _steam(canvas: Canvas, x: float, rim: float, size: float) -> None:
    """Let steam rise and drift to the right: many puffs, torn by noise."""
    stencil = Image.new("L", (canvas.width // 4, canvas.height // 4))
    puffs = Canvas(canvas.width // 4, canvas.height // 4, seed=round(x))
    puffs.image.paste(0, (0, 0, *puffs.image.size))
    for step in range(46):
        part = step / 45
        spread = (100 + 150 * part) * size
        at = (x + 300 * part**1.4 * size + puffs.dice.uniform(-0.3, 0.3) * spread, rim - 420 * part * size)
        radius = spread * puffs.dice.uniform(0.3, 0.62)
        puffs.disc(at[0] / 4, min(at[1], rim - radius * 0.16) / 4, radius / 4, 245 - 120 * part)
    stencil.paste(puffs.image.reduce(FINE))
    stencil.paste(0, (0, round(rim / 4), *stencil.size))
    torn = canvas.clouds(150).point(lambda value: min(255, 70 + value))
    canvas.veil(226, ImageChops.multiply(stencil.filter(ImageFilter.GaussianBlur(9)), torn), 0.9)


def silos(canvas: Canvas) -> None:
    """Grain silos beyond a stubble field, hopper wagons waiting below them."""
    canvas.shade([(0, 120), (0.5, 180), (1, 222)], 0, 720)
    canvas.veil(226, canvas.clouds(260, flat=2.6).point(lambda value: max(0, value - 118)), 0.8)
    canvas.polygon(ridge(canvas, 716, 30, 120, foot=740), 150)
    canvas.fog(222, [(0.4, 0), (0.64, 120), (0.68, 60), (0.7, 0)])
    canvas.box(930, 150, 120, 560, 70)
    canvas.polygon([(918, 150), (990, 96), (1062, 150)], 48)
    for y in range(200, 640, 74):
        canvas.box(962, y, 20, 30, 36)
        canvas.box(1000, y, 20, 30, 36)
    for column in range(7):
        _silo(canvas, 260 + column * 95, 300, 716)
    for column in range(3):
        _silo(canvas, 1056 + column * 112, 400, 716)
    canvas.box(250, 262, 690, 30, 62)
    lattice(canvas, (930, 190), (1400, 372), (26, 26), 18, 56, stroke=3)
    lattice(canvas, (1050, 130), (1330, 372), (16, 16), 12, 66, stroke=2.4)
    for wagon in range(8):
        _hopper(canvas, -60 + wagon * 218, 752)
    canvas.box(0, 752, 1600, 8, 40)
    canvas.shade([(0, 110), (0.3, 150), (1, 124)], 760)
    _stubble(canvas)
    canvas.fog(214, [(0.6, 0), (0.7, 60), (0.8, 0), (1, 0)])


def _silo(canvas: Canvas, left: float, top: float, foot: float) -> None:
    width = 94 if top < 350 else 110
    for strip in range(12):
        tone = (158, 178, 190, 186, 176, 162, 146, 130, 114, 100, 88, 78)[strip]
        canvas.box(left + strip * width / 12, top, width / 12 + 0.6, foot - top, tone)
    if top > 350:
        canvas.polygon([(left - 4, top), (left + width / 2, top - 44), (left + width + 4, top)], 96)
        for y in range(round(top), round(foot), 22):
            canvas.line([(left, y), (left + width, y)], 104, 1)
    else:
        canvas.box(left, top - 10, width, 12, 84)


def _hopper(canvas: Canvas, left: float, foot: float) -> None:
    canvas.polygon(
        [
            (left, foot - 110),
            (left + 206, foot - 110),
            (left + 206, foot - 66),
            (left + 176, foot - 26),
            (left + 30, foot - 26),
            (left, foot - 66),
        ],
        44,
    )
    canvas.box(left - 2, foot - 118, 210, 10, 92)
    for rib in range(1, 8):
        canvas.line([(left + rib * 26, foot - 108), (left + rib * 26, foot - 44)], 62, 3)
    canvas.line([(left - 8, foot - 24), (left + 216, foot - 24)], 26, 7)
    for along in (26, 58, 150, 182):
        canvas.disc(left + along, foot - 12, 12, 22)


def _stubble(canvas: Canvas) -> None:
    for _ in range(5200):
        depth = canvas.dice.random() ** 1.6
        row = round(canvas.dice.uniform(-46, 46))
        x = 800 + row * (26 + 120 * depth) + canvas.dice.uniform(-8, 8) * (0.3 + depth)
        y = 764 + 310 * depth
        tall = 4 + 26 * depth * canvas.dice.uniform(0.5, 1.2)
        canvas.line(
            [(x, y), (x + canvas.dice.uniform(-3, 3), y - tall)],
            canvas.dice.choice((70, 96, 186, 206)),
            0.5 + depth * 1.6,
        )

"""Drawings with water in them."""

import math

from PIL import Image, ImageChops, ImageFilter, ImageOps

from .canvas import FINE, Canvas, lattice, ridge

MARGIN = 60


def water(canvas: Canvas, shore: float, *, tone: float, calm: float = 1, mirror: float = 0.8) -> None:
    """Fill everything below the shore with water that mirrors what stands above it.

    ``calm`` above 1 makes flatter waves, ``mirror`` says how much of the water is reflection.
    """
    above = canvas.image.reduce(FINE).crop((0, 0, canvas.width, round(shore)))
    depth = canvas.height - round(shore)
    upside = ImageOps.flip(above).crop((0, 0, canvas.width, depth))
    surface = Image.new("L", (canvas.width, depth), int(tone))
    rippled = _ripple(canvas, upside, calm)
    surface = Image.blend(surface, rippled.filter(ImageFilter.BoxBlur((2, 1))), mirror)
    streaks = canvas.noise((canvas.width // 70, depth // 2)).resize(surface.size, Image.Resampling.BICUBIC)
    fine = canvas.noise((canvas.width // 16, depth)).resize(surface.size, Image.Resampling.BICUBIC)
    both = Image.blend(streaks, fine, 0.3).point(lambda value: 128 + (value - 128) * 0.2)
    surface = ImageChops.add(surface, both, offset=-128)
    bigger = surface.resize((canvas.width * FINE, depth * FINE), Image.Resampling.BICUBIC)
    canvas.image.paste(bigger, (0, round(shore) * FINE))


def _ripple(canvas: Canvas, image: Image.Image, calm: float) -> Image.Image:
    """Push each row of pixels sideways, more with distance from the shore, as waves do."""
    wide = Image.new("L", (image.width + 2 * MARGIN, image.height))
    wide.paste(ImageOps.mirror(image.crop((0, 0, MARGIN, image.height))), (0, 0))
    wide.paste(
        ImageOps.mirror(image.crop((image.width - MARGIN, 0, image.width, image.height))),
        (image.width + MARGIN, 0),
    )
    wide.paste(image, (MARGIN, 0))
    moved = Image.new("L", image.size)
    phase, drift = 0.0, 0.0
    for row in range(image.height):
        reach = (2 + 13 * row / image.height) / calm
        phase += 2 * math.pi / (9 + 26 * row / image.height) * canvas.dice.uniform(0.8, 1.2)
        drift = drift * 0.7 + canvas.dice.uniform(-1, 1) * 0.5
        left = MARGIN + round(reach * (math.sin(phase) + drift))
        left = min(2 * MARGIN, max(0, left))
        moved.paste(wide.crop((left, row, left + image.width, row + 1)), (0, row))
    return moved


def crane(canvas: Canvas, x: float, base: float, size: float, tone: float, *, flip: bool = False) -> None:
    """Draw a harbour crane standing at x; size 1 is 560 pixels high."""
    side = -1 if flip else 1

    def at(along: float, up: float) -> tuple[float, float]:
        return x + side * along * size, base - up * size

    stroke = 2.6 * size
    for foot, top in ((-62, -34), (62, 34)):
        lattice(canvas, at(foot, 0), at(top, 190), (15 * size, 15 * size), 6, tone, stroke=stroke)
    canvas.line([at(-64, 66), at(64, 66)], tone, 7 * size)
    canvas.polygon([at(-72, 190), at(72, 190), at(72, 285), at(30, 285), at(-72, 285)], tone)
    canvas.polygon([at(-72, 205), at(-118, 205), at(-118, 262), at(-72, 262)], tone)
    canvas.polygon([at(40, 285), at(72, 285), at(90, 240), at(72, 225)], tone)
    canvas.polygon([at(-26, 285), at(26, 285), at(5, 398), at(-5, 398)], tone)
    lattice(canvas, at(52, 268), at(300, 560), (30 * size, 12 * size), 13, tone, stroke=stroke)
    canvas.line([at(0, 396), at(298, 558)], tone, 1.9 * size)
    canvas.line([at(-2, 396), at(-104, 262)], tone, 2.4 * size)
    canvas.line([at(302, 560), at(302, 140)], tone, 1.7 * size)
    canvas.polygon([at(288, 140), at(316, 140), at(326, 100), at(278, 100)], tone)


def port(canvas: Canvas) -> None:
    """Harbour cranes over a river in fog."""
    canvas.shade([(0, 74), (0.3, 122), (0.62, 206), (1, 214)], 0, 700)
    canvas.polygon(ridge(canvas, 700, 60, 150, foot=720), 176)
    canvas.fog(212, [(0, 0), (0.4, 60), (0.66, 150), (1, 0)])
    for x in (150, 330, 980):
        crane(canvas, x, 700, 0.44, 150)
    for x in (50, 98, 146):
        canvas.box(x, 620, 44, 90, 138)
        canvas.disc(x + 22, 620, 22, 138)
    canvas.fog(208, [(0.35, 0), (0.62, 120), (0.67, 30), (1, 0)])
    crane(canvas, 660, 700, 0.72, 84, flip=True)
    canvas.fog(205, [(0.5, 0), (0.64, 70), (0.67, 0), (1, 0)])
    _quay(canvas)
    crane(canvas, 1130, 700, 1.04, 26)
    water(canvas, 730, tone=176)
    canvas.fog(206, [(0, 0), (0.66, 0), (0.9, 70), (1, 120)], ragged=0.9)


def _quay(canvas: Canvas) -> None:
    canvas.box(0, 698, canvas.width, 34, 30)
    for x, width, height in (
        (860, 120, 44),
        (868, 100, 84),
        (1290, 70, 44),
        (1366, 40, 44),
        (1500, 80, 84),
        (1470, 130, 44),
    ):
        canvas.box(x, 698 - height, width, height, 34)
    for x in range(40, canvas.width, 130):
        canvas.box(x, 690, 12, 10, 30)


def bridge(canvas: Canvas) -> None:
    """A cable-stayed bridge whose far end is lost in fog."""
    canvas.shade([(0, 120), (0.5, 188), (1, 226)], 0, 760)
    canvas.polygon(ridge(canvas, 745, 46, 110, foot=770), 168)
    canvas.fog(224, [(0, 0), (0.5, 40), (0.7, 130), (0.72, 0)])
    for x, top, tone in ((1190, 330, 132), (430, 90, 40)):
        deck = 640
        reach = 380 if tone > 100 else 620
        for step in range(1, 13):
            for side in (-1, 1):
                canvas.line([(x, top + 18 + step * 5), (x + side * reach * step / 12, deck)], tone + 22, 1.5)
        canvas.polygon([(x - 7, top), (x + 7, top), (x + 17, 760), (x + 5, 760), (x, top + 60)], tone)
        canvas.polygon([(x - 7, top), (x + 7, top), (x - 5, 760), (x - 22, 760)], tone + 8)
        canvas.box(x - 30, 738, 60, 26, tone)
        if tone > 100:
            canvas.fog(224, [(0.2, 20), (0.5, 70), (0.7, 120), (0.72, 0)])
    canvas.polygon([(0, 634), (1600, 646), (1600, 660), (0, 664)], 44)
    for x in range(20, 1600, 84):
        canvas.line([(x, 634), (x, 600)], 60, 2)
        canvas.line([(x, 601), (x + 14, 599)], 60, 2)
    for x, width, tone in ((150, 34, 30), (640, 62, 30), (1010, 30, 52), (1330, 56, 66)):
        canvas.box(x, 636 - width * 0.42, width, width * 0.42, tone)
    water(canvas, 758, tone=190, calm=1.3)
    canvas.fog(222, [(0, 0), (0.6, 20), (0.72, 160), (0.8, 40), (1, 20)], ragged=0.8)


def ferry(canvas: Canvas) -> None:
    """A ferry with lit windows crossing a grey strait at evening."""
    canvas.shade([(0, 52), (0.45, 104), (0.85, 190), (1, 214)], 0, 640)
    canvas.veil(210, canvas.clouds(170, flat=3.4).point(lambda value: max(0, value - 130)), 0.75)
    canvas.polygon(ridge(canvas, 640, 74, 190, foot=660), 138)
    canvas.polygon(ridge(canvas, 642, 34, 120, foot=660), 108)
    canvas.fog(212, [(0.3, 0), (0.56, 110), (0.6, 60), (0.61, 0)])
    _hull(canvas)
    for x, y, span in ((300, 250, 26), (372, 214, 18), (250, 330, 15), (470, 290, 12), (1330, 196, 14)):
        canvas.line([(x - span, y - span * 0.3), (x - span * 0.4, y - span * 0.5), (x, y)], 40, 2.4)
        canvas.line([(x, y), (x + span * 0.5, y - span * 0.55), (x + span, y - span * 0.2)], 40, 2.4)
    canvas.soft(
        lambda stencil: stencil.line([(905, 390), (760, 340), (480, 330), (150, 285)], 255, 26), 60, 26, 0.5
    )
    water(canvas, 702, tone=150, calm=0.8, mirror=0.72)
    canvas.soft(
        lambda stencil: stencil.polygon([(560, 700), (60, 716), (0, 740), (0, 706)], 255), 226, 5, 0.7
    )
    canvas.soft(lambda stencil: stencil.polygon([(1235, 694), (1290, 706), (1210, 712)], 255), 230, 4, 0.9)


def _hull(canvas: Canvas) -> None:
    canvas.polygon([(520, 600), (1290, 600), (1328, 588), (1262, 704), (548, 704)], 28)
    canvas.polygon([(520, 604), (1300, 604), (1296, 612), (522, 612)], 190)
    canvas.polygon([(560, 600), (560, 548), (1150, 548), (1190, 600)], 88)
    canvas.polygon([(620, 548), (620, 500), (1060, 500), (1100, 548)], 112)
    canvas.polygon([(930, 500), (930, 458), (1046, 458), (1066, 500)], 132)
    canvas.box(934, 466, 104, 12, 232)
    canvas.polygon([(780, 500), (790, 420), (868, 420), (872, 500)], 34)
    canvas.box(786, 440, 84, 14, 150)
    canvas.line([(1000, 458), (1000, 380)], 40, 3)
    canvas.line([(1000, 388), (1290, 592)], 60, 1.2)
    canvas.line([(700, 500), (700, 440)], 40, 3)
    for x in range(584, 1130, 30):
        canvas.box(x, 564, 17, 17, 236 if canvas.dice.random() < 0.7 else 50)
    for x in range(640, 1050, 26):
        canvas.box(x, 514, 15, 15, 236 if canvas.dice.random() < 0.75 else 60)
    for x in range(660, 940, 46):
        canvas.polygon([(x, 498), (x + 34, 498), (x + 30, 488), (x + 4, 488)], 60)

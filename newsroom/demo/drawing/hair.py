"""Hair of the portraits, cut out of flat shapes."""

from collections.abc import Callable

from .canvas import Canvas, points


def behind(canvas: Canvas, name: str, tone: float) -> None:
    """Draw the hair that falls behind the neck."""
    if name == "long":
        canvas.polygon(
            points("196,170 150,506 244,500 320,420 396,500 482,506 444,170 380,90 260,90"),
            tone,
        )
    elif name == "bob":
        canvas.polygon(
            points("210,140 186,230 192,340 236,384 320,360 404,384 448,340 454,230 430,140 320,70"),
            tone,
        )
    elif name == "bun":
        canvas.disc(320, 62, 48, tone)
        canvas.disc(332, 64, 30, tone + 10)
    elif name == "curls":
        for x, y, radius in (
            (222, 180, 52),
            (206, 250, 44),
            (214, 318, 40),
            (418, 180, 52),
            (434, 250, 44),
            (426, 318, 40),
            (250, 118, 52),
            (390, 118, 52),
            (320, 92, 60),
        ):
            canvas.disc(x, y, radius, tone)
    elif name == "scarf":
        canvas.polygon(
            points("214,130 190,240 206,380 262,452 380,452 434,380 450,240 426,130 320,66"),
            tone - 16,
        )


def _parted(canvas: Canvas, tone: float) -> None:
    canvas.polygon(
        points("224,268 238,190 296,128 344,150 398,186 414,268 436,196 410,100 326,70 240,98 206,190"),
        tone,
    )
    canvas.polygon(points("296,128 326,70 410,100 436,196 414,268 398,186 344,150"), tone + 7)


def _short(canvas: Canvas, tone: float) -> None:
    canvas.polygon(
        points("224,270 212,180 244,104 322,76 398,96 430,172 416,270 402,196 330,154 262,160 238,200"),
        tone,
    )
    canvas.polygon(points("330,154 398,96 430,172 416,270 402,196"), tone + 7)


def _cropped(canvas: Canvas, tone: float) -> None:
    canvas.polygon(
        points("228,250 222,180 252,122 320,102 390,122 418,180 412,250 398,182 364,146 276,146 242,182"),
        tone,
    )


def _fringe(canvas: Canvas, tone: float) -> None:
    canvas.polygon(
        points("214,300 206,180 250,96 322,72 394,96 434,180 424,300 406,210 400,212 236,212 230,216"),
        tone,
    )
    for x in range(252, 400, 24):
        canvas.line([(x + 6, 120), (x, 208)], tone + 14, 2)


def _curls(canvas: Canvas, tone: float) -> None:
    for x, y, radius in (
        (246, 150, 34),
        (286, 122, 38),
        (334, 114, 38),
        (380, 134, 36),
        (404, 172, 26),
        (234, 190, 24),
    ):
        canvas.disc(x, y, radius, tone)
    for x, y in (
        (250, 140),
        (292, 112),
        (340, 104),
        (386, 126),
        (216, 250),
        (424, 250),
        (222, 318),
        (424, 318),
    ):
        canvas.arc(x, y, 20, (190, 340), tone + 22, width=3)


def _scarf(canvas: Canvas, tone: float) -> None:
    canvas.polygon(
        points(
            "236,380 222,290 228,196 262,146 320,130 378,146 412,196 418,290 404,380 452,250 "
            "430,130 320,62 210,130 188,250"
        ),
        tone,
    )
    canvas.polygon(
        points("320,130 378,146 412,196 418,290 404,380 452,250 430,130 376,82 320,68"),
        tone - 14,
    )


FRONT: dict[str, Callable[[Canvas, float], None]] = {
    "bob": _parted,
    "bun": _short,
    "cropped": _cropped,
    "curls": _curls,
    "fringe": _fringe,
    "long": _parted,
    "scarf": _scarf,
    "short": _short,
}

"""Portraits of people who do not exist, cut out of a few flat shapes lit from the left."""

from dataclasses import dataclass

from . import hair
from .canvas import Canvas, points

SIZE = (640, 640)
FACE = points("232,196 236,300 256,362 292,408 346,408 384,362 404,300 408,196 370,140 270,140")
SHADE = points("336,138 338,240 366,312 340,330 346,408 384,362 404,300 408,196 370,140")


@dataclass(frozen=True, kw_only=True)
class Sitter:
    """Features that tell one portrait from another; tones run from 0 (ink) to 255 (snow)."""

    hair: str
    wall: int
    hair_tone: int
    coat: int
    skin: tuple[int, int] = (206, 132)
    collar: str = "shirt"
    glasses: bool = False
    beard: str = ""


def portrait(canvas: Canvas, sitter: Sitter) -> None:
    canvas.shade([(0, sitter.wall + 12), (1, sitter.wall - 14)])
    canvas.haze(points("-60,-60 300,-60 120,700 -60,700"), min(255, sitter.wall + 40), 130, 0.4)
    hair.behind(canvas, sitter.hair, sitter.hair_tone)
    _shoulders(canvas, sitter)
    light, dark = sitter.skin
    if sitter.hair != "scarf":
        canvas.disc(230, 282, 15, light - 24, flat=1.7)
        canvas.disc(410, 282, 15, dark - 12, flat=1.7)
    canvas.polygon(FACE, light)
    canvas.polygon(SHADE, dark)
    _features(canvas, sitter)
    if sitter.beard:
        _beard(canvas, sitter)
    hair.FRONT[sitter.hair](canvas, sitter.hair_tone)
    if sitter.glasses:
        _glasses(canvas)


def _shoulders(canvas: Canvas, sitter: Sitter) -> None:
    coat, (_, dark) = sitter.coat, sitter.skin
    canvas.polygon(points("258,350 382,350 394,520 320,570 246,520"), dark - 22)
    canvas.polygon(points("258,372 292,402 346,402 382,372 386,420 330,452 262,420"), dark - 42)
    canvas.polygon(
        points("250,478 86,538 30,584 0,650 640,650 614,584 556,538 390,478 320,556"),
        coat,
    )
    canvas.polygon(points("390,478 556,538 614,584 640,650 372,650 348,556 320,556"), coat - 14)
    COLLARS[sitter.collar](canvas, coat)


def _shirt(canvas: Canvas, coat: int) -> None:
    canvas.polygon(points("252,470 224,494 286,574 322,538"), coat + 66)
    canvas.polygon(points("388,470 424,494 352,574 318,538"), coat + 46)


def _high(canvas: Canvas, coat: int) -> None:
    canvas.polygon(points("252,430 388,430 400,508 320,562 240,508"), coat + 22)
    canvas.polygon(points("340,430 388,430 400,508 320,562"), coat + 4)


def _round(canvas: Canvas, coat: int) -> None:
    band = "246,474 276,528 320,548 364,528 394,474 412,486 372,548 320,570 266,548 228,486"
    canvas.polygon(points(band), coat + 34)


def _wrapped(canvas: Canvas, coat: int) -> None:
    canvas.polygon(points("236,440 404,434 430,500 330,566 214,506"), coat + 92)
    canvas.polygon(points("330,452 404,434 430,500 330,566"), coat + 68)
    canvas.polygon(points("300,540 372,530 396,660 296,660"), coat + 80)


COLLARS = {"shirt": _shirt, "high": _high, "round": _round, "scarf": _wrapped}


def _features(canvas: Canvas, sitter: Sitter) -> None:
    light, dark = sitter.skin
    ink = 22
    brow = min(sitter.hair_tone + 8, dark - 40)
    for x, side in ((268, -1), (370, 1)):
        canvas.arc(x, 256, 15, (200, 340), ink, width=5)
        canvas.polygon(
            [
                (x - 26, 226 - side * 3),
                (x + 26, 226 + side * 3),
                (x + 26, 234 + side * 3),
                (x - 26, 234 - side * 3),
            ],
            brow,
        )
    canvas.arc(318, 328, 36, (38, 142), ink + 20, width=5.5)
    canvas.disc(266, 316, 17, light + 10, flat=0.6)


def _glasses(canvas: Canvas) -> None:
    for x in (268, 372):
        canvas.arc(x, 256, 37, (0, 360), 22, width=6)
        canvas.line([(x - 20, 272), (x + 2, 240)], 226, 2)
    canvas.line([(303, 250), (337, 250)], 22, 6)
    canvas.line([(233, 250), (220, 244)], 22, 6)
    canvas.line([(407, 250), (418, 244)], 22, 6)


def _beard(canvas: Canvas, sitter: Sitter) -> None:
    tone = sitter.hair_tone
    if sitter.beard == "full":
        canvas.polygon(
            points(
                "233,286 254,306 290,314 318,322 346,316 380,306 405,286 402,330 386,378 352,424 "
                "290,424 252,378"
            ),
            tone,
        )
        canvas.polygon(
            points("330,320 346,316 380,306 405,286 402,330 386,378 352,424 334,424"),
            tone - 9,
        )
        canvas.disc(319, 350, 25, 196, flat=0.32)
    else:
        canvas.polygon(
            points("278,346 300,328 319,334 340,328 362,346 340,348 319,345 300,348"),
            tone,
        )


SITTERS: dict[str, Sitter] = {
    "bob": Sitter(hair="bob", wall=172, hair_tone=22, coat=34, glasses=True),
    "grey-beard": Sitter(hair="short", wall=74, hair_tone=134, coat=30, beard="full", skin=(204, 140)),
    "long-hair": Sitter(hair="long", wall=206, hair_tone=22, coat=96, skin=(204, 134)),
    "round-glasses": Sitter(hair="short", wall=132, hair_tone=24, coat=26, collar="high", glasses=True),
    "dark-beard": Sitter(hair="cropped", wall=198, hair_tone=24, coat=66, beard="full", skin=(176, 112)),
    "bun": Sitter(hair="bun", wall=106, hair_tone=20, coat=132, skin=(210, 140), collar="round"),
    "curls": Sitter(hair="curls", wall=180, hair_tone=30, coat=52, skin=(146, 90), collar="round"),
    "moustache": Sitter(hair="cropped", wall=150, hair_tone=74, coat=40, beard="moustache", skin=(200, 130)),
    "fringe": Sitter(hair="fringe", wall=88, hair_tone=158, coat=40, collar="scarf", skin=(214, 146)),
    "headscarf": Sitter(hair="scarf", wall=62, hair_tone=188, coat=84, collar="high", skin=(196, 126)),
    "gray-bob": Sitter(hair="bob", wall=60, hair_tone=176, coat=58, collar="scarf", skin=(212, 144)),
    "side-part": Sitter(hair="short", wall=188, hair_tone=118, coat=72, collar="round", skin=(216, 148)),
}

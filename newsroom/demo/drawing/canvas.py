"""Grey drawing canvas with shapes, blur, fog and noise; colour and grain come last.

Scenes are drawn in tones from 0 (ink) to 255 (snow) at twice their size, which gives smooth edges when they
are made smaller. All randomness comes from a seed, so a picture is the same on every machine.
"""

import io
import random
from collections.abc import Callable, Sequence
from itertools import pairwise

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

Point = tuple[float, float]
FINE = 2
INK, MID, SNOW = (15, 20, 33), (120, 130, 146), (229, 232, 230)


class Canvas:
    """A picture in the making; coordinates and widths are pixels of the finished picture."""

    def __init__(self, width: int, height: int, seed: int) -> None:
        self.width, self.height = width, height
        self.dice = random.Random(seed)  # noqa: S311 - chance for a drawing, not for a secret
        self.image = Image.new("L", (width * FINE, height * FINE), 128)
        self.pen = ImageDraw.Draw(self.image)

    def polygon(self, points: Sequence[Point], tone: float) -> None:
        self.pen.polygon([(x * FINE, y * FINE) for x, y in points], fill=int(tone))

    def line(self, points: Sequence[Point], tone: float, width: float = 1) -> None:
        scaled = [(x * FINE, y * FINE) for x, y in points]
        self.pen.line(scaled, fill=int(tone), width=max(1, round(width * FINE)), joint="curve")

    def box(self, x: float, y: float, width: float, height: float, tone: float) -> None:
        """Fill a rectangle, given its top left corner and size."""
        self.polygon([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], tone)

    def disc(self, x: float, y: float, radius: float, tone: float, *, flat: float = 1) -> None:
        """Fill a circle, or an ellipse whose height is `flat` times its width."""
        edges = (x - radius, y - radius * flat, x + radius, y + radius * flat)
        self.pen.ellipse([edge * FINE for edge in edges], fill=int(tone))

    def arc(self, x: float, y: float, radius: float, angles: Point, tone: float, *, width: float) -> None:
        """Draw a part of a circle between two angles in degrees, clockwise from three o'clock."""
        edges = [edge * FINE for edge in (x - radius, y - radius, x + radius, y + radius)]
        self.pen.arc(edges, *angles, fill=int(tone), width=round(width * FINE))

    def shade(self, stops: Sequence[Point], top: float = 0, bottom: float | None = None) -> None:
        """Fill the width with a vertical gradient; a stop is (part of the height, tone)."""
        bottom = self.height if bottom is None else bottom
        height = round((bottom - top) * FINE)
        ramp = Image.new("L", (1, 256))
        ramp.putdata([round(between(stops, row / 255)) for row in range(256)])
        filled = ramp.resize((1, height), Image.Resampling.BICUBIC).resize((self.image.width, height))
        self.image.paste(filled, (0, round(top * FINE)))

    def soft(self, draw: Callable[["Canvas"], None], tone: float, radius: float, strength: float = 1) -> None:
        """Lay a tone through a blurred stencil, drawn in white (255) on an empty canvas of the same size."""
        stencil = Canvas(self.width, self.height, 0)
        stencil.image.paste(0, (0, 0, *stencil.image.size))
        draw(stencil)
        small = stencil.image.reduce(FINE * 2).filter(ImageFilter.GaussianBlur(radius / 2))
        self.veil(tone, small, strength)

    def haze(self, points: Sequence[Point], tone: float, radius: float, strength: float = 1) -> None:
        """Fill a shape with blurred edges."""
        self.soft(lambda stencil: stencil.polygon(points, 255), tone, radius, strength)

    def veil(self, tone: float, mask: Image.Image, strength: float = 1) -> None:
        """Lay a tone over everything, as thick as the mask (of any size) says."""
        mask = mask.point(lambda value: value * strength).resize(self.image.size, Image.Resampling.BILINEAR)
        self.image.paste(int(tone), (0, 0, *self.image.size), mask)

    def fog(self, tone: float, stops: Sequence[Point], *, cell: float = 260, ragged: float = 0.5) -> None:
        """Lay drifting fog; a stop is (part of the height, thickness up to 255)."""
        ramp = Image.new("L", (1, 128))
        ramp.putdata([round(between(stops, row / 127)) for row in range(128)])
        even = ramp.resize((self.width // 4, self.height // 4), Image.Resampling.BICUBIC)
        drift = self.clouds(cell, flat=2.6).point(lambda value: 255 - ragged * (255 - value))
        self.veil(tone, ImageChops.multiply(even, drift))

    def clouds(self, cell: float, *, flat: float = 1, octaves: int = 4) -> Image.Image:
        """Return soft noise at a quarter of the size, its largest forms `cell` pixels high."""
        size = (self.width // 4, self.height // 4)
        total = Image.new("L", size, 128)
        for octave in range(octaves):
            step = cell / 2**octave
            grid = (max(2, round(self.width / step / flat)) + 1, max(2, round(self.height / step)) + 1)
            layer = self.noise(grid).resize(size, Image.Resampling.BICUBIC)
            total = layer if octave == 0 else Image.blend(total, layer, 0.5 ** (octave + 0.6))
        return ImageOps.autocontrast(total)

    def noise(self, size: tuple[int, int]) -> Image.Image:
        """Return a picture in which each pixel is random."""
        return Image.frombytes("L", size, self.dice.randbytes(size[0] * size[1]))

    def finish(self, *, grain: float = 0.2, vignette: float = 0.3) -> bytes:
        """Return the picture as JPEG, in its colours and with the grain of fast film."""
        image = self.image.reduce(FINE)
        corners = Image.radial_gradient("L").resize(image.size, Image.Resampling.BILINEAR)
        image.paste(0, (0, 0, *image.size), corners.point(lambda value: max(0, value - 90) * vignette))
        film = (
            self.noise(image.size)
            .filter(ImageFilter.GaussianBlur(0.7))
            .point(lambda v: 128 + (v - 128) * grain)
        )
        image = ImageChops.add(image, film, offset=-128)
        out = io.BytesIO()
        ImageOps.colorize(image, INK, SNOW, MID).save(out, "JPEG", quality=86, optimize=True)
        return out.getvalue()


def points(shape: str) -> list[Point]:
    """Return the points of a shape written as "x,y x,y x,y"."""
    return [(int(x), int(y)) for x, y in (point.split(",") for point in shape.split())]


def between(stops: Sequence[Point], at: float) -> float:
    """Return the linear interpolation at `place` among stops of (place, value), in order of place."""
    for (start, low), (end, high) in pairwise(stops):
        if at <= end:
            return low + (high - low) * max(0.0, at - start) / max(1e-6, end - start)
    return stops[-1][1]


def ridge(canvas: Canvas, base: float, height: float, step: float, *, foot: float) -> list[Point]:
    """Return the outline of low hills or far trees along the whole width, down to `foot`."""
    points: list[Point] = [(-step, foot)]
    x = -step
    level = 0.5
    while x < canvas.width + step:
        level = min(1.0, max(0.0, level + canvas.dice.uniform(-0.35, 0.35)))
        points.append((x, base - height * level))
        x += step * canvas.dice.uniform(0.6, 1.4)
    return [*points, (canvas.width + step, foot)]


def lattice(
    canvas: Canvas, start: Point, end: Point, widths: Point, bays: int, tone: float, *, stroke: float
) -> None:
    """Draw a girder from point to point, so wide at its two ends, braced in so many bays."""
    length = max(1e-6, ((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5)
    across = ((end[1] - start[1]) / length, (start[0] - end[0]) / length)

    def at(part: float, side: float) -> Point:
        half = (widths[0] + (widths[1] - widths[0]) * part) / 2 * side
        return (
            start[0] + (end[0] - start[0]) * part + across[0] * half,
            start[1] + (end[1] - start[1]) * part + across[1] * half,
        )

    for side in (-1, 1):
        canvas.line([at(0, side), at(1, side)], tone, stroke)
    canvas.line([at(bay / bays, 1 if bay % 2 else -1) for bay in range(bays + 1)], tone, stroke * 0.6)

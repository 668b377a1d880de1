"""Pictures of the demo newsroom, drawn by code: grey-blue landscapes and portraits of nobody."""

from collections.abc import Callable

from . import country, industry, people, town, water
from .canvas import Canvas

PICTURES: dict[str, str] = {
    "port": "Harbor cranes stand over a river in fog.",
    "rail": "Railway tracks run together in the snow under gantries, a freight train at the side.",
    "birch": "Birch trunks stand in snow, the far ones lost in haze.",
    "blocks": "Apartment blocks at dusk, a few of their windows lit, two people on the snow in front.",
    "field": "A road leads through a snow-covered field, telegraph poles at its side.",
    "stacks": "Steam rises from three cooling towers above the roofs of a town.",
    "bridge": "A cable-stayed bridge leads over a wide river into the fog.",
    "ferry": "A ferry with lit windows crosses a gray strait at evening.",
    "taiga": "Ridges of fir trees stand one behind another, with fog in the valleys.",
    "village": "Wooden houses with lit windows stand in deep snow under the moon.",
    "court": "Small figures climb the steps of a courthouse with eight columns.",
    "metro": "Two people cross the hall of an underground station under a row of lamps.",
    "silos": "Grain silos rise beyond a stubble field, hopper cars waiting below them.",
}
PORTRAITS: dict[str, str] = {
    "bob": "Drawn portrait of a woman with a dark bob and round glasses.",
    "grey-beard": "Drawn portrait of a man with gray hair and a full beard.",
    "long-hair": "Drawn portrait of a woman with long dark hair.",
    "round-glasses": "Drawn portrait of a man with short dark hair, round glasses and a turtleneck.",
    "dark-beard": "Drawn portrait of a man with cropped hair and a dark beard.",
    "bun": "Drawn portrait of a woman with her dark hair in a bun.",
    "curls": "Drawn portrait of a woman with dark curls.",
    "moustache": "Drawn portrait of a man with cropped hair and a mustache.",
    "fringe": "Drawn portrait of a woman with a fair fringe and a scarf.",
    "headscarf": "Drawn portrait of a woman in a light headscarf.",
    "gray-bob": "Drawn portrait of a woman with a gray bob.",
    "side-part": "Drawn portrait of a young man with light hair.",
}
_SCENES: dict[str, Callable[[Canvas], None]] = {
    "port": water.port,
    "rail": industry.rail,
    "birch": country.birch,
    "blocks": town.blocks,
    "field": country.field,
    "stacks": industry.stacks,
    "bridge": water.bridge,
    "ferry": water.ferry,
    "taiga": country.taiga,
    "village": country.village,
    "court": town.court,
    "metro": town.metro,
    "silos": industry.silos,
}
SIZE = (1600, 1067)


def draw(name: str) -> bytes:
    """Return the JPEG of a name in `PICTURES` (1600 by 1067) or `PORTRAITS` (640 by 640)."""
    if name in PORTRAITS:
        canvas = Canvas(*people.SIZE, seed=100 + list(PORTRAITS).index(name))
        people.portrait(canvas, people.SITTERS[name])
        return canvas.finish(vignette=0.16)
    canvas = Canvas(*SIZE, seed=1 + list(PICTURES).index(name))
    _SCENES[name](canvas)
    return canvas.finish()

"""Draws the maps that the documentation shows, of the bundled sample, whose geometry is made up.

    python scripts/pictures.py

writes docs/img/mapa-*.png; the same sample gives the same bytes.
"""

import io
import sys
from pathlib import Path

from PIL import Image

from metrocli.delimit.cartography import map_area
from metrocli.norm.norm import load_norm
from metrocli.norm.settings import settings_for
from metrocli.report.language import Language
from metrocli.report.maps.picture import KINDS, draw
from metrocli.study.load import load
from metrocli.study.reader import read_config

REPOSITORY = Path(__file__).parents[1]
SAMPLE = REPOSITORY / "data" / "samples" / "metro.toml"
FOLDER = REPOSITORY / "docs" / "img"

DPI = 80
"""Dots to an inch: to be read on a screen."""

COLOURS = 256
"""Of a picture; what is drawn with few pixels keeps its colour."""

AREA = "iquique-alto-hospicio"
"""The area that is drawn: two cities and what lies between them."""


def main() -> int:
    """Draw every kind of map."""
    study = load(read_config(SAMPLE))
    (area,) = (area for area in study.areas if area.id == AREA)
    drawn = map_area(study, area, settings=settings_for(load_norm("ley-21074")))
    FOLDER.mkdir(exist_ok=True)
    for kind in KINDS:
        picture = draw(drawn, kind, form="png", language=Language("es"), dpi=DPI)
        path = FOLDER / f"mapa-{kind}.png"
        image = Image.open(io.BytesIO(picture)).convert("RGB")
        image.quantize(COLOURS, Image.Quantize.FASTOCTREE).save(path, optimize=True)
        print(path.relative_to(REPOSITORY))
    return 0


if __name__ == "__main__":
    sys.exit(main())

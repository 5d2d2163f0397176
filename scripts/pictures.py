"""Draws the maps and pages that the documentation shows, of the bundled, made-up sample.

    python scripts/pictures.py

writes docs/img/mapa-*.png and docs/img/expediente.png (which needs pdftoppm, of poppler).
"""

import io
import subprocess
import sys
import tempfile
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


PAGES = (1, 3, 7, 8)
"""Of the report, side by side."""

PAGE_DPI = 50


def main() -> int:
    """Draw every kind of map, and some pages of a report."""
    study = load(read_config(SAMPLE))
    (area,) = (area for area in study.areas if area.id == AREA)
    drawn = map_area(study, area, settings=settings_for(load_norm("ley-21074")))
    FOLDER.mkdir(exist_ok=True)
    for kind in KINDS:
        picture = draw(drawn, kind, form="png", language=Language("es"), dpi=DPI)
        path = FOLDER / f"mapa-{kind}.png"
        save(Image.open(io.BytesIO(picture)), path)
    save(pages(), FOLDER / "expediente.png")
    return 0


def pages() -> Image.Image:
    """Return some pages of the report on the area, side by side."""
    with tempfile.TemporaryDirectory() as passing:
        folder = Path(passing)
        asked = [AREA, "--study", str(SAMPLE), "--output", str(folder / "out"), "--quiet"]
        subprocess.run([sys.executable, "-m", "metrocli", "dossier", *asked], check=True)
        drawing = ["pdftoppm", "-png", "-r", str(PAGE_DPI), str(folder / "out" / "informe.pdf")]
        subprocess.run([*drawing, str(folder / "page")], check=True)
        found = sorted(folder.glob("page-*.png"))
        shown = [Image.open(found[number - 1]).convert("RGB") for number in PAGES]
    width, height = shown[0].size
    sheet = Image.new("RGB", (width * len(shown), height), "white")
    for position, page in enumerate(shown):
        sheet.paste(page, (position * width, 0))
    return sheet


def save(image: Image.Image, path: Path) -> None:
    """Write a picture in few colours."""
    few = image.convert("RGB").quantize(COLOURS, Image.Quantize.FASTOCTREE)
    few.save(path, optimize=True)
    print(path.relative_to(REPOSITORY))


if __name__ == "__main__":
    sys.exit(main())

"""The page itself: one HTML file with all that it needs, which asks no network for anything."""

import json
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html import escape
from importlib.resources import files
from importlib.resources.abc import Traversable
from string import Template

from metrocli.delimit.cartography import AreaMap
from metrocli.errors import OutputError
from metrocli.report.language import Language
from metrocli.report.page.content import content
from metrocli.report.page.layers import Layer
from metrocli.text import text

ASSETS = files(__package__) / "assets"

LEAFLET = files(__package__) / "vendor" / "leaflet"

MOST_FOOTPRINTS = 200_000
"""Of an area and its neighbours: more would make a page of more than 5 MB."""

SCRIPTS = (
    "unpack.js",
    "words.js",
    "patches.js",
    "raster.js",
    "ground.js",
    "chart.js",
    "map.js",
    "panel.js",
    "explore.js",
)
"""The scripts of a page, each after those that it uses."""


def page(drawn: AreaMap, language: Language, layers: tuple[Layer, ...] = ()) -> str:
    """Return an area as a page to explore, the same bytes for the same area.

    Parameters
    ----------
    drawn : AreaMap
        The area on the ground. Its sweep says the figures and verdicts at every gap.
    language : Language
        The one that the page speaks at first; it speaks the others too.
    layers : tuple of Layer
        What else is to be seen on the map, beside the weakest link.

    Raises
    ------
    OutputError
        If the area has more footprints than a page can carry.
    """
    _refuse_too_many(drawn)
    carried = content(drawn, language, layers)
    data = json.dumps(carried, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    library = _read(LEAFLET / "leaflet.js").partition("//# sourceMappingURL")[0]
    script = "\n".join(['"use strict";', *(_read(ASSETS / name) for name in SCRIPTS)])
    styles = [_read(LEAFLET / "leaflet.css"), _read(ASSETS / "page.css")]
    scripts = [library, f"(() => {{\n{script}\n}})();"]
    return Template(_read(ASSETS / "page.html")).substitute(
        language=language.code,
        title=escape(carried["area"]["name"]),
        policy=_policy(scripts, styles),
        licence=_read(LEAFLET / "LICENSE"),
        library_style=styles[0],
        style=styles[1],
        library=scripts[0],
        script=scripts[1],
        # In a script element nothing ends the data but this sign.
        data=data.replace("<", "\\u003c"),
    )


def _refuse_too_many(drawn: AreaMap) -> None:
    count = len(drawn.footprints)
    if count > MOST_FOOTPRINTS:
        raise OutputError(
            text(
                "{area}: a page cannot carry {count:,d} footprints, but {most:,d} at most",
                area=drawn.area.name,
                count=count,
                most=MOST_FOOTPRINTS,
            ),
            text("Use blocks or zones as footprints, or draw a picture instead of a page."),
        )


def _policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """Return the content security policy: the scripts and styles of the page, and nothing else."""
    allowed = {"script-src": scripts, "style-src": styles}
    rules = [
        " ".join([kind, *(f"'sha256-{_hash(source)}'" for source in sources)])
        for kind, sources in allowed.items()
    ]
    return "; ".join(["default-src 'none'", *rules, "base-uri 'none'", "form-action 'none'"])


def _hash(source: str) -> str:
    return b64encode(sha256(source.encode()).digest()).decode("ascii")


def _read(asset: Traversable) -> str:
    """Return an asset as a browser reads it: with line feeds alone."""
    return asset.read_text(encoding="utf-8").replace("\r\n", "\n")

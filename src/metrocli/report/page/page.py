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
from metrocli.model import Sweep
from metrocli.report.language import Language
from metrocli.report.page.content import content
from metrocli.report.page.layers import Layer

ASSETS = files(__package__) / "assets"

LEAFLET = files(__package__) / "vendor" / "leaflet"

SCRIPTS = ("unpack.js", "words.js", "patches.js", "raster.js", "ground.js", "chart.js", "map.js", "panel.js", "explore.js")
"""The scripts of a page, each after those that it uses."""


def page(
    drawn: AreaMap, swept: Sweep, language: Language, layers: tuple[Layer, ...] = ()
) -> str:
    """Return an area as a page to explore, the same bytes for the same area.

    Parameters
    ----------
    drawn : AreaMap
        The area on the ground.
    swept : Sweep
        Of this area, or of several, from 0 to the horizon, at the parameters in force: every
        figure and verdict that the page shows is of it.
    language : Language
        The one that the page speaks at first; it speaks the others too.
    layers : tuple of Layer
        What else is to be seen on the map, beside the weakest link.
    """
    data = json.dumps(
        content(drawn, swept, language, layers),
        ensure_ascii=False,
        allow_nan=False,
        separators=(",", ":"),
    )
    library = _read(LEAFLET / "leaflet.js").partition("//# sourceMappingURL")[0]
    script = "\n".join(["\"use strict\";", *(_read(ASSETS / name) for name in SCRIPTS)])
    styles = [_read(LEAFLET / "leaflet.css"), _read(ASSETS / "page.css")]
    scripts = [library, f"(() => {{\n{script}\n}})();"]
    return Template(_read(ASSETS / "page.html")).substitute(
        language=language.code,
        title=escape(drawn.area.name),
        policy=_policy(scripts, styles),
        licence=_read(LEAFLET / "LICENSE"),
        library_style=styles[0],
        style=styles[1],
        library=scripts[0],
        script=scripts[1],
        # In a script element nothing ends the data but this sign.
        data=data.replace("<", "\\u003c"),
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

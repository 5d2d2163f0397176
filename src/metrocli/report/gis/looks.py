"""How the layers of an area are drawn, as QGIS writes it: symbols, rules and labels in XML.

The colours are those of Okabe and Ito (2008), which are told apart with any kind of sight; what
matters differs in lightness and width too, so that a photocopy still shows it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final
from xml.etree import ElementTree as ET

from metrocli.report.language import Language
from metrocli.text import Text, text

VERSION: Final = "3.22.0-Białowieża"
"""The oldest QGIS that is meant to read the styles."""

DARK, GREY, PALE = "34,34,34,255", "120,120,120,255", "238,238,238,255"
BLUE, SKY, ORANGE, VERMILION, PURPLE = (
    "0,114,178,255",
    "86,180,233,255",
    "230,159,0,255",
    "213,94,0,255",
    "204,121,167,255",
)
NOTHING = "0,0,0,0"


NAMELESS: Final = Text("")


class Kind(StrEnum):
    """What a symbol is drawn on, as QGIS calls it."""

    FILL = "fill"
    LINE = "line"
    MARKER = "marker"


LAYERS: Final = {Kind.FILL: "SimpleFill", Kind.LINE: "SimpleLine", Kind.MARKER: "SimpleMarker"}
"""The symbol layer that draws each kind."""

GEOMETRIES: Final = {Kind.FILL: "2", Kind.LINE: "1", Kind.MARKER: "0"}
"""Numbers by which styles name the kinds of geometry."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol: its kind, how much of what is below it hides, and its properties in QGIS.

    The title tells it from the others of its look.
    """

    kind: Kind
    properties: Mapping[str, str]
    opacity: float = 1.0
    title: Text = NAMELESS


@dataclass(frozen=True, slots=True)
class Look:
    """How a layer is drawn.

    Parameters
    ----------
    symbols : mapping of str to Symbol
        One symbol, or one for each value of the column.
    column : str, optional
        That chooses between several symbols.
    label : str, optional
        Expression of QGIS for the label of each feature.
    """

    symbols: Mapping[str, Symbol]
    column: str | None = None
    label: str | None = None

    @property
    def kind(self) -> Kind:
        """What the symbols are drawn on."""
        return next(iter(self.symbols.values())).kind


def _fill(
    color: str, outline: str, width: float, opacity: float = 1.0, style: str = "solid"
) -> Symbol:
    return Symbol(
        Kind.FILL,
        {
            "color": color,
            "style": "no" if color == NOTHING else "solid",
            "outline_color": outline,
            "outline_style": style,
            "outline_width": f"{width:g}",
            "outline_width_unit": "MM",
            "joinstyle": "round",
        },
        opacity,
    )


class Looks:
    """The looks of the layers of an area."""

    NEIGHBOUR: Final = Look({"": _fill(PALE, GREY, 0.26)}, label='"comuna"')
    MEMBER: Final = Look({"": _fill(NOTHING, DARK, 0.5, style="dash")}, label='"comuna"')
    PATCH: Final = Look({"": _fill(ORANGE, ORANGE, 0.26, 0.3)})
    CONTINUUM: Final = Look({"": _fill(NOTHING, VERMILION, 0.7)})
    FOOTPRINT: Final = Look(
        {
            "true": replace(_fill(BLUE, BLUE, 0.05), title=text("in the continuum")),
            "false": replace(_fill(SKY, SKY, 0.05), title=text("outside of it")),
        },
        column="en_continuo",
    )
    BARRIER: Final = Look({"": Symbol(Kind.LINE, {"line_color": BLUE, "line_width": "0.6"})})
    CROSSING: Final = Look(
        {"": Symbol(Kind.LINE, {"line_color": DARK, "line_width": "0.8", "line_style": "dash"})},
        label='"nombre"',
    )
    LINK: Final = Look(
        {
            "": Symbol(
                Kind.LINE, {"line_color": PURPLE, "line_width": "1.2", "line_width_unit": "MM"}
            )
        },
        label="format_number(\"brecha_m\", 1) || ' m'",
    )
    LINK_END: Final = Look(
        {
            "": Symbol(
                Kind.MARKER,
                {"color": PURPLE, "outline_color": DARK, "size": "3", "size_unit": "MM"},
            )
        }
    )


def style_of(look: Look, language: Language) -> str:
    """Return a look as the text of a QML file, with the words of a language."""
    root = ET.Element("qgis", version=VERSION, styleCategories="Symbology|Labeling")
    root.extend(elements_of(look, language))
    ET.SubElement(root, "layerGeometryType").text = GEOMETRIES[look.kind]
    ET.indent(root)
    told = ET.tostring(root, encoding="unicode")
    return f"<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n{told}\n"


def elements_of(look: Look, language: Language) -> list[ET.Element]:
    """Return the elements of a style that draw the features, and label them."""
    return [_renderer(look, language), *([] if look.label is None else [_labelling(look.label)])]


def _renderer(look: Look, language: Language) -> ET.Element:
    names = {value: str(number) for number, value in enumerate(look.symbols)}
    if look.column is None:
        renderer = ET.Element("renderer-v2", type="singleSymbol", symbollevels="0")
    else:
        renderer = ET.Element("renderer-v2", type="categorizedSymbol", attr=look.column)
        categories = ET.SubElement(renderer, "categories")
        for value, name in names.items():
            title = language.say(look.symbols[value].title)
            ET.SubElement(
                categories, "category", value=value, symbol=name, label=title, render="true"
            )
    symbols = ET.SubElement(renderer, "symbols")
    for value, symbol in look.symbols.items():
        drawn = ET.SubElement(
            symbols, "symbol", type=symbol.kind, name=names[value], alpha=f"{symbol.opacity:g}"
        )
        attributes = {"class": LAYERS[symbol.kind], "enabled": "1", "locked": "0", "pass": "0"}
        layer = ET.SubElement(drawn, "layer", attributes)
        options = ET.SubElement(layer, "Option", type="Map")
        for key, setting in symbol.properties.items():
            ET.SubElement(options, "Option", type="QString", name=key, value=setting)
    return renderer


def _labelling(expression: str) -> ET.Element:
    labelling = ET.Element("labeling", type="simple")
    settings = ET.SubElement(labelling, "settings")
    style = ET.SubElement(
        settings,
        "text-style",
        fieldName=expression,
        isExpression="1",
        fontSize="9",
        fontSizeUnit="Point",
        textColor=DARK,
    )
    ET.SubElement(
        style,
        "text-buffer",
        bufferDraw="1",
        bufferSize="1",
        bufferSizeUnits="MM",
        bufferColor="255,255,255,255",
    )
    return labelling

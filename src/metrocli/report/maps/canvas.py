"""A canvas: one page that is drawn on in millimetres, and then written as a picture."""

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.patheffects import Stroke

from metrocli.report.language import Language
from metrocli.report.maps import paths
from metrocli.report.maps.ink import BLACK, WHITE, Ink
from metrocli.report.maps.layer import Layer
from metrocli.report.maps.lettering import LEADING, Face, font, printable
from metrocli.report.maps.page import Box, Page
from metrocli.report.maps.plan import Plan, Points
from metrocli.report.maps.shorter import shortened
from metrocli.report.words import Words
from metrocli.text import Text, text

INCH = 25.4
"""Millimetres."""

OWN = {"backend", "backend_fallback", "interactive", "toolbar", "timezone", "date.epoch"}
"""Settings of matplotlib that are the process's, and no matter of looks."""

HALO = 1.6
"""Width of the white rim of letters on a map, points."""

METADATA: Mapping[str, Mapping[str, Any]] = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": "metro"},
    "pdf": {"CreationDate": None, "Creator": "metro", "Producer": None},
}
"""What the file says of itself beside its title: no clock, no version of a library."""


@dataclass(frozen=True, eq=False)
class Canvas:
    """A page with its pen, in the reader's language.

    Parameters
    ----------
    page : Page
        The paper.
    language : Language
        The reader's.
    """

    page: Page
    language: Language

    @cached_property
    def figure(self) -> Figure:
        """What matplotlib draws on."""
        return Figure(figsize=(self.page.width / INCH, self.page.height / INCH), facecolor=WHITE)

    @cached_property
    def _axes(self) -> Axes:
        axes = self.figure.add_axes((0.0, 0.0, 1.0, 1.0))
        axes.set_axis_off()
        axes.set_xlim(0, self.page.width)
        axes.set_ylim(0, self.page.height)
        return axes

    # -- words -------------------------------------------------------------

    def say(self, words: Words, face: Face = Face.REGULAR) -> str:
        """Return words in the reader's language, in letters that there are, in one line."""
        message = words if isinstance(words, Text) else text("{words}", words=words)
        return printable(self.language.line(message), face)

    def size(self, points: float) -> float:
        """Return the size of letters of this page that are so large on A4, points."""
        return points * self.page.module

    def write(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        size: float,
        *,
        face: Face = Face.REGULAR,
        colour: str = BLACK,
        align: tuple[str, str] = ("left", "top"),
        halo: bool = False,
        turned: bool = False,
        id: str | None = None,
    ) -> None:
        """Write lines that `say` returned; their size is in points, and final."""
        looks: dict[str, Any] = {
            "fontproperties": font(face),
            "fontsize": size,
            "ha": align[0],
            "va": align[1],
            "multialignment": align[0],
            "linespacing": LEADING / 1.2,
            "rotation": 90 if turned else 0,
            "parse_math": False,
        }
        said = "\n".join(lines)
        if halo:
            # letters with an effect are outlines in the file, so that the words are written apart
            rim = [Stroke(linewidth=HALO * self.page.module, foreground=WHITE, joinstyle="round")]
            self._axes.text(x, y, said, path_effects=rim, zorder=self._next(), **looks)
        self._axes.text(x, y, said, color=colour, gid=id, zorder=self._next(), **looks)

    # -- shapes ------------------------------------------------------------

    def layer(self, layer: Layer, plan: Plan) -> None:
        """Draw what a plan shows of a layer, and nothing beyond its box."""
        ink, seen = layer.ink, paths.seen(layer.shapes, plan)
        for found, look in (
            (paths.areas(seen, plan), ink),
            (paths.lines(seen, plan), _unfilled(ink)),
            (paths.discs(seen, plan, self.size(ink.size)), ink),
        ):
            if found is not None:
                self.path(found, look, clip=plan.box, id=layer.id)

    def path(
        self,
        path: Path,
        ink: Ink,
        *,
        clip: Box | None = None,
        id: str | None = None,
    ) -> None:
        """Draw a path whose vertices are millimetres of the page."""
        width = self.size(ink.width)
        if ink.casing:
            rim = width + 2 * self.size(ink.casing)
            self._add(path, clip, fill=False, edgecolor=WHITE, linewidth=rim, capstyle="round")
        self._add(
            path,
            clip,
            facecolor=ink.fill or "none",
            edgecolor="none" if ink.hatch else ink.edge or "none",
            linewidth=width,
            linestyle=(0, ink.dash) if ink.dash else "-",
            joinstyle="round",
            gid=id,
        )
        if ink.hatch:
            hatching = ink.hatching or ink.edge
            self._add(path, clip, fill=False, hatch=ink.hatch, edgecolor=hatching, linewidth=0)
            if ink.edge:
                self._add(path, clip, fill=False, edgecolor=ink.edge, linewidth=width)

    def box(self, box: Box, ink: Ink, *, id: str | None = None) -> None:
        """Draw a rectangle."""
        corners = [
            (box.left, box.bottom),
            (box.right, box.bottom),
            (box.right, box.top),
            (box.left, box.top),
        ]
        self.path(Path([*corners, corners[0]], closed=True), ink, id=id)

    def line(
        self,
        points: Points | Sequence[tuple[float, float]],
        ink: Ink,
        *,
        clip: Box | None = None,
        id: str | None = None,
    ) -> None:
        """Draw a line through points, millimetres."""
        self.path(Path(points), _unfilled(ink), clip=clip, id=id)

    def _add(self, path: Path, clip: Box | None, **looks: Any) -> None:
        patch = PathPatch(path, zorder=self._next(), snap=False, **looks)
        self._axes.add_artist(patch)  # add_patch would look at every vertex for limits
        if clip is not None:
            corner = (clip.left, clip.bottom)
            patch.set_clip_path(
                Rectangle(corner, clip.width, clip.height, transform=self._axes.transData)
            )

    def _next(self) -> int:
        """Return a place above all that has been drawn."""
        return len(self._axes.get_children())

    # -- the picture -------------------------------------------------------

    def picture(self, form: str, *, dpi: float, title: str) -> bytes:
        """Return the page as a file; the same page gives the same bytes.

        Parameters
        ----------
        form : str
            "png", "svg" or "pdf".
        dpi : float
            Dots to an inch, of PNG.
        title : str
            What the file says that it is.
        """
        file = io.BytesIO()
        metadata = {**METADATA[form], "Title": title}
        self.figure.savefig(file, format=form, dpi=dpi, metadata=metadata)
        written = file.getvalue()
        return shortened(written.decode()).encode() if form == "svg" else written


@contextmanager
def drawing() -> Iterator[None]:
    """Let matplotlib draw as it comes, whatever a machine's settings are, and always alike."""
    looks = {key: value for key, value in mpl.rcParamsDefault.items() if key not in OWN}
    looks |= {
        "svg.hashsalt": "metro",
        "svg.fonttype": "path",
        "pdf.fonttype": 42,
        "hatch.linewidth": 0.6,
        "text.hinting": "no_hinting",  # letters are as wide on every device as they were measured
        "axes.unicode_minus": True,
    }
    with mpl.rc_context(looks):
        yield


def _unfilled(ink: Ink) -> Ink:
    return Ink(None, ink.edge, ink.width, ink.dash, casing=ink.casing)

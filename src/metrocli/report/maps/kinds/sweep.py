"""The sweep: the people of the continuum and the verdict, by the largest gap allowed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from metrocli.delimit.cartography import AreaMap
from metrocli.errors import UsageError
from metrocli.model import AreaSweep, AreaVerdict, Reading, Stretch, Sweep, SweepLine
from metrocli.report.maps import ground, ink
from metrocli.report.maps.axis import Axis, axis_of
from metrocli.report.maps.blocks.block import SMALL, TEXT, Block, lines_height
from metrocli.report.maps.blocks.legend import Legend
from metrocli.report.maps.blocks.notes import Notes
from metrocli.report.maps.canvas import Canvas
from metrocli.report.maps.layer import Layer
from metrocli.report.maps.lettering import Face, width_of
from metrocli.report.maps.page import Box
from metrocli.report.maps.sheet import Sheet
from metrocli.report.maps.wording import head, sources
from metrocli.report.words import (
    AREA_VERDICTS,
    READINGS,
    Words,
    holding,
    measure,
    tenths,
    whole,
)
from metrocli.text import text

INKS = {
    AreaVerdict.ELIGIBLE: ink.MET,
    AreaVerdict.NOT_ELIGIBLE: ink.NOT_MET,
    AreaVerdict.UNDETERMINED: ink.OPEN,
}

BAND, ROW, TITLES = 15.0, 5.4, 27.0
"""Left of the chart for figures, height of a row of verdicts, their names; millimetres on A4."""

FLIPS_HIGH = 5.0
"""Above the chart, for the gaps at which the verdict flips; millimetres on A4."""

SHOWN = 2.0
"""How far beyond the max gap, and a half of that beyond the last flip, the chart goes."""


def sheet(drawn: AreaMap) -> Sheet:
    """Return the sheet.

    Raises
    ------
    UsageError
        If no member has footprints, so that there is nothing to sweep.
    """
    sweep = drawn.sweep
    (area,) = sweep.areas
    if area.steps is None:
        raise UsageError(
            text("{area} has no footprints, so that no gap joins anything.", area=area.area.name),
            text("Name a layer of footprints in the study."),
        )
    return Sheet(
        text("{area}: verdict by the largest gap allowed", area=drawn.area.name),
        head(drawn),
        Chart(drawn, sweep, area),
        schematic=drawn.result.schematic,
    )


@dataclass(frozen=True, eq=False)
class Chart:
    """The chart: people over gaps, and under it the verdicts by reading and by majority."""

    drawn: AreaMap
    sweep: Sweep
    area: AreaSweep

    def worth(self, box: Box) -> float:
        """Return how large the chart comes out in a box: wide charts are read best."""
        return box.width - abs(box.width - 1.5 * box.height)

    def blocks(self, canvas: Canvas, box: Box) -> Sequence[Block]:  # noqa: ARG002 - as a map has it
        """Return what stands beside it."""
        return [Legend(list(self._signs())), self._notes(), sources(self.drawn)]

    def draw(self, canvas: Canvas, box: Box) -> None:
        """Draw it."""
        module = canvas.page.module
        rows = list(self._rows())
        frame = box.inset(
            TITLES * module,
            (ROW * (len(rows) + 1) + 12) * module,
            3 * module,
            FLIPS_HIGH * module,
        )
        gaps = axis_of(0.0, self.last, frame.left, frame.right)
        people = axis_of(0.0, self._most * 1.1, frame.bottom, frame.top)
        self._draw_grid(canvas, frame, gaps, people)
        self._draw_people(canvas, frame, gaps, people)
        self._draw_flips(canvas, frame, gaps)
        canvas.box(frame, ink.FRAME, id="frame")
        top = frame.bottom - 11 * module
        for title, line in rows:
            low = top - ROW * module
            self._draw_row(canvas, gaps, Box(frame.left, low, frame.right, top), title, line)
            top = low

    # -- what is drawn -----------------------------------------------------

    @property
    def last(self) -> float:
        """The largest gap that is drawn: beyond it nothing flips in force."""
        flips = [flip for line in self._in_force_lines() for flip in line.flips]
        wanted = max([SHOWN * self.sweep.settings.max_gap, *(1.25 * flip for flip in flips)])
        return min(wanted, self.sweep.span.last) or self.sweep.span.last

    @property
    def _most(self) -> float:
        people = self.area.population_at(Reading.CONTINUUM, np.array([self.last]))
        return float(np.nanmax([*people, self.sweep.threshold]))

    def _in_force_lines(self) -> list[SweepLine]:
        majority = self.sweep.settings.majority
        return [line for line in self.area.lines if line.majority == majority]

    def _rows(self) -> Iterator[tuple[Words, SweepLine]]:
        """Yield the verdicts by reading, then those by the majorities that are not in force."""
        reading, majority = self.sweep.reading, self.sweep.settings.majority
        for line in self._in_force_lines():
            yield text("reading: {reading}", reading=READINGS[line.reading]), line
        for line in self.area.lines:
            if line.reading is reading and line.majority != majority:
                words = text("majority: {majority}", majority=measure(line.majority, "share"))
                yield words, line

    def _steps(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the gaps at which the continuum grows, and its people from each on."""
        steps = self.area.steps
        assert steps is not None  # noqa: S101 - `sheet` has seen to it
        seen = steps.gaps <= self.last
        return steps.gaps[seen], steps.population[seen]

    # -- drawing -----------------------------------------------------------

    def _draw_grid(self, canvas: Canvas, frame: Box, gaps: Axis, people: Axis) -> None:
        size, air = canvas.size(SMALL), canvas.page.module
        for value in gaps.ticks:
            x = gaps.at(value)
            canvas.line([(x, frame.bottom), (x, frame.top)], ink.GRID)
            words = canvas.say(whole(value))
            canvas.write(x, frame.bottom - air, [words], size, align=("center", "top"))
        for value in people.ticks:
            y = people.at(value)
            canvas.line([(frame.left, y), (frame.right, y)], ink.GRID)
            words = canvas.say(whole(value))
            canvas.write(frame.left - air, y, [words], size, align=("right", "center"))
        x, _ = frame.centre
        title = canvas.say(text("Largest gap allowed (m)"))
        under = frame.bottom - 1.5 * air - lines_height(canvas, 1, SMALL)
        canvas.write(x, under, [title], canvas.size(TEXT), align=("center", "top"))
        title = canvas.say(text("Inhabitants of the continuum"))
        canvas.write(
            frame.left - BAND * air,
            frame.centre[1],
            [title],
            canvas.size(TEXT),
            align=("right", "center"),
            turned=True,
        )

    def _draw_people(self, canvas: Canvas, frame: Box, gaps: Axis, people: Axis) -> None:
        at, counted = self._steps()
        if not np.isnan(counted).any():
            ends = np.append(at[1:], self.last)
            corners = zip(np.column_stack([at, ends]).ravel(), np.repeat(counted, 2), strict=True)
            line = [(gaps.at(gap), people.at(count)) for gap, count in corners]
            canvas.line(line, ink.STEPS, clip=frame, id="steps")
        y = people.at(self.sweep.threshold)
        canvas.line([(frame.left, y), (frame.right, y)], ink.THRESHOLD, id="threshold")
        x = gaps.at(self.sweep.settings.max_gap)
        if x <= frame.right:
            canvas.line([(x, frame.bottom), (x, frame.top)], ink.IN_FORCE, id="max-gap")

    def _draw_flips(self, canvas: Canvas, frame: Box, gaps: Axis) -> None:
        """Mark where the verdict in force flips, with the gap above the chart."""
        end, size = frame.left, canvas.size(TEXT)
        for flip in self._flips():
            x = gaps.at(flip)
            canvas.line([(x, frame.bottom), (x, frame.top)], ink.FLIP, id="flip")
            words = canvas.say(text("{gap} m", gap=tenths(flip)), Face.BOLD)
            half = width_of(words, size, Face.BOLD) / 2
            if x - half >= end:
                place = x, frame.top + canvas.page.module
                canvas.write(*place, [words], size, face=Face.BOLD, align=("center", "bottom"))
                end = x + half

    def _flips(self) -> list[float]:
        """Return the gaps at which the verdict flips by the reading in force."""
        reading = self.sweep.reading
        lines = [line for line in self._in_force_lines() if line.reading is reading]
        return [flip for line in lines for flip in line.flips if flip <= self.last]

    def _draw_row(
        self, canvas: Canvas, gaps: Axis, box: Box, title: Words, line: SweepLine
    ) -> None:
        """Draw the verdicts of one reading or majority, each as long as it holds."""
        size, air = canvas.size(SMALL), canvas.page.module
        low, high = box.bottom + 0.4 * air, box.top - 0.4 * air
        middle = (low + high) / 2
        in_force = line.reading is self.sweep.reading
        at_majority = line.majority == self.sweep.settings.majority
        face = Face.BOLD if in_force and at_majority else Face.REGULAR
        name = [canvas.say(title, face)]
        canvas.write(box.left - air, middle, name, size, face=face, align=("right", "center"))
        for stretch in line.stretches:
            if stretch.low <= self.last:
                left, right = gaps.at(stretch.low), gaps.at(min(stretch.high, self.last))
                cell = Box(left, low, right, high)
                canvas.box(cell, INKS[stretch.verdict], id=f"verdict-{stretch.verdict}")
                words = canvas.say(_told(stretch))
                if width_of(words, size) + 2 * air < cell.width:
                    canvas.write(
                        cell.centre[0], middle, [words], size, align=("center", "center"), halo=True
                    )

    # -- beside it ---------------------------------------------------------

    def _signs(self) -> Iterator[Layer]:
        line = ground.array([shapely.LineString([(0, 0), (1, 0)])])
        patch = ground.array([shapely.box(0, 0, 1, 1)])
        threshold = measure(self.sweep.threshold, "inhabitants")
        gap = measure(self.sweep.settings.max_gap, "m")
        yield Layer("steps", line, ink.STEPS, text("Inhabitants of the continuum"))
        yield Layer(
            "threshold",
            line,
            ink.THRESHOLD,
            text("More than {people} are required", people=threshold),
        )
        yield Layer("max-gap", line, ink.IN_FORCE, text("Max gap in force: {gap}", gap=gap))
        yield Layer("flip", line, ink.FLIP, text("The verdict in force flips"))
        for verdict, words in AREA_VERDICTS.items():
            if any(s.verdict is verdict for li in self.area.lines for s in li.stretches):
                yield Layer(verdict, patch, INKS[verdict], words)

    def _notes(self) -> Notes:
        assessed, settings = self.drawn.assessed, self.sweep.settings
        said: list[Words] = [
            text(
                "In force: {gap}, a majority of {majority}, the {reading} reading (bold).",
                gap=measure(settings.max_gap, "m"),
                majority=measure(settings.majority, "share"),
                reading=READINGS[self.sweep.reading],
            )
        ]
        if assessed.holds is not None:
            said.append(holding(assessed.holds))
        if self.last < self.sweep.span.last:
            said.append(
                text(
                    "Drawn up to {last}; gaps were looked for up to {horizon}.",
                    last=measure(round(self.last), "m"),
                    horizon=measure(self.sweep.span.last, "m"),
                )
            )
        return Notes(text("How to read it"), tuple(said))


def _told(stretch: Stretch) -> Words:
    verdict = AREA_VERDICTS[stretch.verdict]
    if stretch.low == 0:
        return text("{verdict}", verdict=verdict)
    return text("{verdict} from {gap} m", verdict=verdict, gap=tenths(stretch.low))

"""The annexes: the sources with their hashes, and how to work everything out again."""

import shlex
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from metrocli import __version__
from metrocli.casefile import CaseFile
from metrocli.model import Assessment, Input
from metrocli.report.dossier.ledger import Ledger
from metrocli.report.dossier.paper import Block, Cell, Form, Role, Section, Table
from metrocli.report.dossier.sections.shared import sourced
from metrocli.report.words import Words, norm_title
from metrocli.text import Text, text

FOLDER = "expediente"
"""What the examples call the folder of a dossier."""

ROLES: Mapping[str, Text] = {
    "boundaries": text("boundaries"),
    "population": text("population table"),
    "footprints": text("footprints"),
    "people": text("people of the footprints"),
    "commuting": text("trips to work"),
    "commuting-totals": text("totals of trips to work"),
    "services": text("shared services"),
}
"""What people call the roles of inputs."""


def sources(case: CaseFile, ledger: Ledger) -> Section:
    """Return what the report rests on, with its citation."""
    blocks: list[Block] = [
        ledger.items([(text("Law"), _law(case)), (text("Data"), list(_data(case)))])
    ]
    if any(side.inputs for _, side in _sides(case)):
        blocks.append(_inputs(case, ledger))
    return Section(ledger.say(text("Sources")), tuple(blocks))


def hashes(case: CaseFile, ledger: Ledger) -> Section:
    """Return what tells every input from any other."""
    blocks = (
        ledger.paragraph(
            text(
                "The SHA-256 of a file tells it from any other: who has files of these hashes has "
                "what this report was made from."
            )
        ),
        _hashes(case, ledger),
    )
    return Section(ledger.say(text("Hashes")), blocks, annex=True)


def again(case: CaseFile, ledger: Ledger, day: date | None) -> Section:
    """Return how to make the dossier again, and how to verify it."""
    blocks: list[Block] = [
        ledger.paragraph(
            text(
                "All figures of this report, of the Word file and of the workbook are those of "
                "resultado.json. With the same data and metro {version}, this makes the folder "
                "again, byte by byte:",
                version=__version__,
            )
        ),
        ledger.paragraph(command(case, day), role=Role.CODE),
        ledger.paragraph(text("And this works the figures out again and holds them against it:")),
        ledger.paragraph("metro verify resultado.json", role=Role.CODE),
    ]
    title = text("How to reproduce and verify")
    return Section(ledger.say(title), tuple(blocks), annex=True)


def command(case: CaseFile, day: date | None) -> str:
    """Return the command that makes the dossier again."""
    words = ["metro", "dossier"]
    request, area = case.result.request, case.ground.area
    if request is not None and "members" in request.options:
        words += ["--members", ",".join(area.members)]
    else:
        words.append(area.id)
    if request is not None and request.options.get("strict"):
        words.append("--strict")
    if request is not None and request.file is not None:
        words += ["--study", request.file]
    base = None if case.comparison is None else case.comparison.base.request
    if base is not None and base.file is not None:
        words += ["--compare", base.file]
    if day is not None:
        words += ["--date", f"{day:%Y-%m-%d}"]
    return shlex.join([*words, "-o", FOLDER])


def _sides(case: CaseFile) -> list[tuple[str, Assessment]]:
    """Return the studies, each with where its inputs stand in the document."""
    now = [("", case.result)]
    if case.comparison is None:
        return now
    return [*now, ("/comparison/base", case.comparison.base)]


def _law(case: CaseFile) -> list[Words]:
    return [text("{norm} ({id}).", norm=norm_title(case.result.norm), id=case.result.norm.name)]


def _data(case: CaseFile) -> Iterator[Words]:
    for _, side in _sides(case):
        yield text("{study}.", study=side.study_title)
    yield text("Chilean census figures are of the Instituto Nacional de Estadísticas (INE).")


def _rows(case: CaseFile) -> Iterator[tuple[str, Assessment, Input]]:
    for place, side in _sides(case):
        for k, item in enumerate(side.inputs):
            yield f"{place}/inputs/{k}", side, item


def _inputs(case: CaseFile, ledger: Ledger) -> Table:
    rows: list[Sequence[Cell]] = [
        (
            ledger.words(side.vintage or side.study_title),
            ledger.words(ROLES.get(item.role, item.role)),
            ledger.given(f"{place}/path"),
            ledger.given(f"{place}/layer"),
            ledger.given(f"{place}/crs"),
            ledger.figure(f"{place}/features", Form.WHOLE),
        )
        for place, side, item in _rows(case)
    ]
    return ledger.table(
        "inputs",
        text("The files that were read"),
        text("Inputs"),
        [
            ledger.column(text("Study"), share=0.7),
            ledger.column(text("What it is"), share=1.2),
            ledger.column(text("File"), share=1.8),
            ledger.column(text("Layer")),
            ledger.column(text("CRS"), share=0.8),
            ledger.numbers(text("Features used")),
        ],
        rows,
        source=sourced(case.result.study_title, ()),
    )


def _hashes(case: CaseFile, ledger: Ledger) -> Table:
    rows: list[Sequence[Cell]] = [
        (
            ledger.given(f"{place}/path"),
            ledger.figure(f"{place}/size", Form.WHOLE),
            ledger.given(f"{place}/sha256"),
        )
        for place, _, _ in _rows(case)
    ]
    rows.append(
        (
            ledger.given("/norm/id"),
            Cell(None, "–"),
            ledger.given("/norm/sha256"),
        )
    )
    return ledger.table(
        "hashes",
        text("Hashes of the inputs and of the norm"),
        text("Hashes"),
        [
            ledger.column(text("File or norm"), share=1.0),
            ledger.numbers(text("Size"), text("bytes")),
            ledger.column(text("SHA-256"), share=2.2),
        ],
        rows,
        source=sourced(case.result.study_title, ()),
    )

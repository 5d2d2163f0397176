"""The cover: of what area, under which norm, with which data, and who signs."""

from collections.abc import Iterator
from datetime import date

from metrocli.casefile import CaseFile
from metrocli.report.dossier.ledger import Ledger
from metrocli.report.dossier.paper import Cover
from metrocli.report.words import Words, norm_title
from metrocli.text import text


def cover(case: CaseFile, ledger: Ledger, day: date | None) -> Cover:
    """Return the first page; without a day, it has a line to write one on."""
    say = ledger.say
    return Cover(
        title=say(text("Metropolitan area {area}", area=case.ground.area.name)),
        subtitle=say(text("Technical grounds of the request (Ley 19.175, art. 104 quáter)")),
        entries=tuple((say(name), say(words)) for name, words in _entries(case, day)),
        warning=say(
            text("SCHEMATIC DATA: the geometry is made up; no result describes real places.")
        )
        if case.result.schematic
        else "",
        signatures=(
            say(text("Regional governor")),
            say(text("Head of the department of metropolitan areas")),
        ),
    )


def _entries(case: CaseFile, day: date | None) -> Iterator[tuple[Words, Words]]:
    result = case.result
    yield text("Region"), case.assessed.region_name
    yield (
        text("Communes"),
        text("{names}", names=[member.name for member in case.assessed.members]),
    )
    yield text("Study"), result.study_title
    if result.vintage:
        yield text("Census"), result.vintage
    if case.comparison is not None:
        yield text("Compared with"), case.comparison.base.study_title
    yield text("Norm"), norm_title(result.norm)
    yield text("Date"), "____ / ____ / ________" if day is None else f"{day:%d-%m-%Y}"

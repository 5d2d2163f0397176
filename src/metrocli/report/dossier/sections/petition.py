"""What the law wants a request to state: grounds, communes, inhabitants and common spaces."""

from collections.abc import Iterator, Sequence

from metrocli.casefile import CaseFile
from metrocli.model import CriterionVerdict, Reading
from metrocli.report.dossier.ledger import Ledger
from metrocli.report.dossier.paper import Block, Cell, Form, Section, Table
from metrocli.report.dossier.sections.shared import AREA, INHABITANTS, PERCENT, source_of
from metrocli.report.words import READINGS, Words, criterion_name, element_kind, measure, whole
from metrocli.text import text


def petition(case: CaseFile, ledger: Ledger) -> Section:
    """Return the four statements of art. 104 quáter, and the table of communes."""
    blocks: list[Block] = [
        ledger.paragraph(
            text(
                "The law (Ley 19.175, art. 104 quáter) wants the request to state its grounds, the "
                "communes, the number of inhabitants and a description of the common spaces."
            )
        ),
        ledger.items(
            [
                (text("Grounds"), list(_grounds(case))),
                (text("Communes"), list(_communes(case))),
                (text("Inhabitants"), list(_inhabitants(case))),
                (text("Common spaces"), list(_spaces(case))),
            ]
        ),
        _table(case, ledger),
        ledger.paragraph(
            text(
                "Three readings: communal, of the whole communes, urban and rural; urban, of their "
                "concentrated population; and of the continuum, those who live in the built-up "
                "ground that joins the communes."
            )
        ),
    ]
    return Section(ledger.say(text("What the request states")), tuple(blocks))


def _grounds(case: CaseFile) -> Iterator[Words]:
    met = [item for item in case.assessed.criteria if item.verdict is CriterionVerdict.MET]
    others = [item for item in case.assessed.criteria if item not in met]
    if met:
        yield text("Met: {criteria}.", criteria=[criterion_name(item.id) for item in met])
    if others:
        yield text(
            "Not met, or not decided: {criteria}.",
            criteria=[criterion_name(item.id) for item in others],
        )
    yield text("Section 3 sets out each with its rule, its figures and its source.")


def _communes(case: CaseFile) -> Iterator[Words]:
    yield text(
        "{count:d} communes of the region {region}: {names}.",
        count=len(case.assessed.members),
        region=case.assessed.region_name,
        names=[
            text("{name} ({code})", name=member.name, code=member.code)
            for member in case.assessed.members
        ],
    )


def _inhabitants(case: CaseFile) -> Iterator[Words]:
    for reading in Reading:
        people = whole(case.assessed.population.by(reading))
        yield text("{reading}: {people}.", reading=READINGS[reading], people=people)


def _spaces(case: CaseFile) -> Iterator[Words]:
    ground = case.ground
    count = int(ground.in_continuum.sum())
    if count:
        yield text(
            "The continuum of urban constructions: {count:,d} footprints joined by gaps of at most "
            "{gap}, of these communes: {names}.",
            count=count,
            gap=measure(ground.max_gap, "m"),
            names=[member.name for member in case.assessed.members if member.share_in_continuum],
        )
    if case.assessed.shared:
        yield text(
            "Infrastructure and services that they share: {elements}.",
            elements=[
                text("{name} ({kind})", name=element.name, kind=element_kind(element.kind))
                for element in case.assessed.shared
            ],
        )
    else:
        yield text(
            "The study names no shared infrastructure or services ([services]): whoever signs must "
            "add them."
        )


def _table(case: CaseFile, ledger: Ledger) -> Table:
    members = case.assessed.members
    rows = [_row(ledger, f"{AREA}/members/{k}") for k in range(len(members))]
    total = (
        ledger.words(""),
        ledger.words(text("Total")),
        *_readings(ledger, AREA),
        ledger.words(""),
    )
    return ledger.table(
        "communes",
        text("Communes and inhabitants by each reading"),
        text("Communes"),
        [
            ledger.column(text("Code"), share=0.6),
            ledger.column(text("Commune"), share=1.6),
            ledger.numbers(text("Communal"), INHABITANTS),
            ledger.numbers(text("Urban"), INHABITANTS),
            ledger.numbers(text("Continuum"), INHABITANTS),
            ledger.numbers(text("In the continuum"), PERCENT),
        ],
        [*rows, total],
        source=source_of(case, "population", "footprints", "people"),
        total=True,
    )


def _row(ledger: Ledger, place: str) -> Sequence[Cell]:
    return (
        ledger.given(f"{place}/code"),
        ledger.given(f"{place}/name"),
        *_readings(ledger, place),
        ledger.figure(f"{place}/share_in_continuum", Form.PERCENT),
    )


def _readings(ledger: Ledger, place: str) -> list[Cell]:
    return [ledger.figure(f"{place}/population/{reading}", Form.WHOLE) for reading in Reading]

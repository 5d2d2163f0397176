"""What joins the communes beside their ground: trips to work, infrastructure and services."""

from collections.abc import Iterator, Sequence

from metrocli.casefile import CaseFile
from metrocli.model import Criterion, CriterionVerdict
from metrocli.report.dossier.ledger import Ledger
from metrocli.report.dossier.paper import Block, Cell, Form, Role, Section, Table
from metrocli.report.dossier.sections.shared import AREA, PERCENT, names_of, source_of
from metrocli.report.words import element_kind
from metrocli.text import Text, text


def functional(case: CaseFile, ledger: Ledger) -> Iterator[Section]:
    """Yield the trips to work, then what the communes share; those that the norm asks for."""
    places = {item.id: (k, item) for k, item in enumerate(case.assessed.criteria)}
    if "commuting" in places:
        yield _commuting(case, ledger, *places["commuting"])
    if "shared-services" in places:
        yield _services(case, ledger, *places["shared-services"])


def _commuting(case: CaseFile, ledger: Ledger, k: int, item: Criterion) -> Section:
    blocks: list[Block] = [
        ledger.paragraph(
            text(
                "The norm asks for a share of the trips between the communes by what the press "
                "reported. Which trips, in which direction and of which total is not known: three "
                "measures are worked out from the places of work of the census."
            )
        ),
        *_notes(ledger, item),
    ]
    if item.evidence.get("communes"):
        blocks.append(_trips(case, ledger, f"{AREA}/criteria/{k}/evidence"))
    return Section(ledger.say(text("Trips to work")), tuple(blocks))


def _notes(ledger: Ledger, item: Criterion) -> list[Block]:
    pending = item.verdict is CriterionVerdict.UNDETERMINED
    role = Role.NOTICE if pending else Role.BODY
    return [ledger.paragraph(note, role=role) for note in item.notes]


def _trips(case: CaseFile, ledger: Ledger, place: str) -> Table:
    names = names_of(case)
    homes: Sequence[dict[str, object]] = ledger.at(f"{place}/communes")
    rows = [_home(ledger, names, f"{place}/communes/{k}") for k in range(len(homes))]
    return ledger.table(
        "commuting",
        text("Trips to work, by the commune where people live"),
        text("Commuting"),
        [
            ledger.column(text("Code"), share=0.6),
            ledger.column(text("Commune"), share=1.2),
            ledger.numbers(text("Employed"), text("persons")),
            ledger.numbers(text("In the rest of the area"), text("persons")),
            ledger.numbers(text("In the rest of the area"), PERCENT),
            ledger.numbers(text("Destination not published"), text("persons")),
            ledger.column(text("Most work in")),
            ledger.numbers(text("There"), PERCENT),
        ],
        rows,
        source=source_of(case, "commuting", "commuting-totals"),
    )


def _home(ledger: Ledger, names: dict[str, str], place: str) -> Sequence[Cell]:
    strongest = ledger.at(f"{place}/strongest")
    there = (
        (ledger.words("–"), ledger.figure(f"{place}/strongest", Form.PERCENT))
        if strongest is None
        else (
            ledger.words(names[strongest["work"]]),
            ledger.figure(f"{place}/strongest/share", Form.PERCENT),
        )
    )
    return (
        ledger.given(f"{place}/code"),
        ledger.words(names[ledger.at(f"{place}/code")]),
        ledger.figure(f"{place}/employed", Form.WHOLE),
        ledger.figure(f"{place}/within", Form.WHOLE),
        ledger.figure(f"{place}/share", Form.PERCENT),
        ledger.figure(f"{place}/unlisted", Form.WHOLE),
        *there,
    )


def _services(case: CaseFile, ledger: Ledger, k: int, item: Criterion) -> Section:
    blocks: list[Block] = [
        ledger.paragraph(
            text(
                "The law asks that the communes share elements of urban infrastructure and "
                "services (Ley 19.175, art. 104 bis). How many and which ones the regulation says, "
                "whose text could not be read."
            )
        ),
        *_notes(ledger, item),
    ]
    if item.evidence.get("elements"):
        blocks.append(_elements(case, ledger, f"{AREA}/criteria/{k}/evidence/elements"))
    return Section(ledger.say(text("Shared infrastructure and services")), tuple(blocks))


def _elements(case: CaseFile, ledger: Ledger, place: str) -> Table:
    names = names_of(case)
    rows = [
        (
            ledger.words(element_kind(ledger.at(f"{place}/{k}/kind"))),
            ledger.given(f"{place}/{k}/name"),
            ledger.words(_served(ledger.at(f"{place}/{k}/communes"), names)),
            ledger.given(f"{place}/{k}/source"),
        )
        for k in range(len(ledger.at(place)))
    ]
    return ledger.table(
        "services",
        text("Infrastructure and services that the communes share"),
        text("Services"),
        [
            ledger.column(text("Kind")),
            ledger.column(text("Element"), share=1.6),
            ledger.column(text("Communes that it serves"), share=1.6),
            ledger.column(text("Source")),
        ],
        rows,
        source=source_of(case, "services"),
    )


def _served(codes: Sequence[str], names: dict[str, str]) -> Text:
    return text("{communes}", communes=[names[code] for code in codes])

"""A case file composed into a report, once for all its writers."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from string import ascii_uppercase

from metrocli.casefile import CaseFile
from metrocli.report.dossier.ledger import Ledger
from metrocli.report.dossier.paper import Labels, Paper, Section
from metrocli.report.dossier.sections.annex import again, hashes, sources
from metrocli.report.dossier.sections.continuity import continuity
from metrocli.report.dossier.sections.cover import cover
from metrocli.report.dossier.sections.criteria import criteria
from metrocli.report.dossier.sections.earlier import earlier
from metrocli.report.dossier.sections.functional import functional
from metrocli.report.dossier.sections.method import limits, method
from metrocli.report.dossier.sections.petition import petition
from metrocli.report.dossier.sections.place import place
from metrocli.report.dossier.sections.robustness import robustness
from metrocli.report.dossier.sections.summary import summary
from metrocli.report.language import Language
from metrocli.text import text


def compose(
    case: CaseFile, language: Language, pictures: Mapping[str, bytes], day: date | None = None
) -> Paper:
    """Return the report of a case file.

    Parameters
    ----------
    case : CaseFile
        What it is of.
    language : Language
        The reader's.
    pictures : mapping of str to bytes
        PNG by kind of map; the places of those that are not there stay empty.
    day : date, optional
        That it is signed on.
    """
    ledger = Ledger(case, language)
    return Paper(
        language=language.code,
        cover=cover(case, ledger, day),
        running=ledger.say(text("Metropolitan area {area}", area=case.ground.area.name)),
        labels=Labels(
            contents=ledger.say(text("Contents")),
            table=ledger.say(text("Table")),
            figure=ledger.say(text("Illustration")),
            page=ledger.say(text("Page")),
            source=ledger.say(text("Source")),
        ),
        sections=tuple(_numbered(_sections(case, ledger, pictures, day), ledger)),
    )


def _numbered(sections: Iterable[Section], ledger: Ledger) -> Iterator[Section]:
    """Yield sections with their numbers, and annexes with their letters."""
    chapter = part = annex = 0
    for section in sections:
        if section.annex:
            letter, annex = ascii_uppercase[annex], annex + 1
            title = text("Annex {letter}. {title}", letter=letter, title=section.title)
        elif section.level == 1:
            chapter, part = chapter + 1, 0
            title = text("{chapter}. {title}", chapter=chapter, title=section.title)
        else:
            part += 1
            title = text(
                "{chapter}.{part}. {title}", chapter=chapter, part=part, title=section.title
            )
        yield replace(section, title=ledger.say(title))


def _sections(
    case: CaseFile, ledger: Ledger, pictures: Mapping[str, bytes], day: date | None
) -> Iterator[Section]:
    yield summary(case, ledger)
    yield petition(case, ledger)
    yield from criteria(case, ledger)
    yield place(case, ledger, pictures)
    yield continuity(case, ledger, pictures)
    yield robustness(case, ledger, pictures)
    yield from functional(case, ledger)
    if case.comparison is not None:
        yield earlier(case.comparison, ledger)
    yield method(case, ledger)
    yield limits(case, ledger)
    yield sources(case, ledger)
    yield hashes(case, ledger)
    yield again(case, ledger, day)

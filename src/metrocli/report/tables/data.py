"""The tables of `metro data list`: the data sets that others publish."""

from collections.abc import Iterator

from metrocli.download import MEGABYTE
from metrocli.download.catalogue import Dataset, Listing
from metrocli.report.tables.sheet import Column, Sheet
from metrocli.report.words import UNKNOWN, Words, literal, own_words, tenths
from metrocli.text import Text, text


def lay_out(sheet: Sheet, listing: Listing) -> None:
    """Write the data sets, and with every detail what is known of each."""
    sheet.table(
        [
            Column.key(text("Name")),
            Column(text("What it is")),
            Column.number(text("Size (MB)")),
            Column.key(text("Download")),
        ],
        [
            (dataset.name, own_words(dataset.title), _megabytes(dataset), _state(dataset))
            for dataset in listing.datasets
        ],
    )
    if sheet.full:
        for dataset in listing.datasets:
            sheet.heading(text("{name}", name=dataset.name))
            sheet.items((name, [said]) for name, said in _details(dataset))
    sheet.blank()
    sheet.line(
        text(
            "What is untried was found in public copies: whether its address still answers is not "
            "known until somebody downloads it."
        )
    )


def _megabytes(dataset: Dataset) -> Words:
    return tenths(None if dataset.size is None else dataset.size / MEGABYTE)


def _state(dataset: Dataset) -> Text:
    if not dataset.url:
        return text("by hand")
    return text("tried") if dataset.verified else text("untried")


def _details(dataset: Dataset) -> Iterator[tuple[Text, Text]]:
    """Return what is known of a data set, beside what the table says."""
    yield text("Year"), literal(dataset.vintage)
    yield text("Format"), literal(dataset.kind)
    yield text("Address"), literal(dataset.url or UNKNOWN)
    yield text("Page"), literal(dataset.page)
    yield (
        text("Serves for"),
        text("{uses}", uses=[f"[{use.section}] {use.schema}".strip() for use in dataset.uses]),
    )
    yield text("Licence"), own_words(dataset.licence)
    yield text("Citation"), literal(dataset.citation)
    yield text("SHA-256"), literal(dataset.sha256 or UNKNOWN)
    yield text("Note"), own_words(dataset.note)

"""The figures of a case file's JSON document, each as a cell that knows where it came from."""

from collections.abc import Mapping, Sequence
from typing import Any

from metrocli.casefile import CaseFile
from metrocli.report.dossier.paper import Cell, Column, Form, Items, Paragraph, Role, Table
from metrocli.report.json_writer import document_of
from metrocli.report.language import Language
from metrocli.report.words import UNKNOWN, Words, literal
from metrocli.text import Text

FORMS: Mapping[str, Form] = {"m": Form.HUNDREDTHS, "share": Form.PERCENT}
"""How figures of a unit are written; all others are counts."""


class Ledger:
    """What the sections of a report take their figures and words from.

    Parameters
    ----------
    case : CaseFile
        What the report is of.
    language : Language
        The reader's.
    """

    def __init__(self, case: CaseFile, language: Language) -> None:
        self.document: Mapping[str, Any] = document_of(case)
        self.language = language

    def say(self, words: Words) -> str:
        """Return words in one line of the reader's language, whatever an input put into them."""
        return self.language.line(words if isinstance(words, Text) else literal(words))

    def at(self, pointer: str) -> Any:
        """Return what stands at a place of the document (RFC 6901)."""
        found: Any = self.document
        for step in pointer.split("/")[1:]:
            key = step.replace("~1", "/").replace("~0", "~")
            found = found[int(key)] if isinstance(found, list) else found[key]
        return found

    def figure(self, pointer: str, form: Form) -> Cell:
        """Return the number at a place of the document."""
        value = self.at(pointer)
        if value is None:
            return Cell(None, UNKNOWN, form, pointer)
        return Cell(value, self.language.figure(form.scale * value, form.spec), form, pointer)

    def given(self, pointer: str) -> Cell:
        """Return the words at a place of the document, which an input gave."""
        value = self.at(pointer)
        return Cell(value, UNKNOWN if value is None else self.say(value), None, pointer)

    def words(self, words: Words) -> Cell:
        """Return words of our own."""
        said = self.say(words)
        return Cell(said, said)

    def column(self, heading: Text, unit: Text | None = None, *, share: float = 1.0) -> Column:
        """Return a column of words."""
        return Column(self.say(heading), self.say(unit or ""), share=share)

    def numbers(self, heading: Text, unit: Text | None = None) -> Column:
        """Return a column of numbers."""
        return Column(self.say(heading), self.say(unit or ""), numeric=True)

    def table(
        self,
        id: str,
        caption: Text,
        sheet: Text,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Cell]],
        *,
        source: Text,
        total: bool = False,
    ) -> Table:
        """Return a table."""
        return Table(
            id=id,
            caption=self.say(caption),
            sheet=self.say(sheet),
            columns=tuple(columns),
            rows=tuple(tuple(row) for row in rows),
            source=self.say(source),
            total=total,
        )

    def paragraph(self, *sentences: Words, role: Role = Role.BODY) -> Paragraph:
        """Return a paragraph of sentences."""
        return Paragraph(" ".join(self.say(sentence) for sentence in sentences), role)

    def items(self, entries: Sequence[tuple[Words, Sequence[Words]]]) -> Items:
        """Return names and what is said of each; those of which nothing is said are left out."""
        return Items(
            tuple(
                (self.say(name), tuple(self.say(sentence) for sentence in sentences))
                for name, sentences in entries
                if sentences
            )
        )

"""Every text that people read is there in both languages, and the compiled catalogues have it."""

import io
from collections import Counter
from collections.abc import Iterator
from string import Formatter
from typing import Any, BinaryIO

import click
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo

import catalogue
import reference
from metrocli.cli.spoken import Group
from metrocli.norm.norm import load_norm, norm_ids
from metrocli.report.language import Language
from metrocli.report.words import own_words

SPANISH, ENGLISH = catalogue.LANGUAGES
each_language = pytest.mark.parametrize(
    "language", catalogue.LANGUAGES, ids=lambda language: language.code
)


@each_language
def test_the_catalogue_has_every_text_and_no_other(language: catalogue.Language) -> None:
    assert _templates(language.translated()) == _templates(language.extracted())


@each_language
def test_every_text_is_translated(language: catalogue.Language) -> None:
    assert catalogue.untranslated(language.translated()) == []


@each_language
def test_translations_have_the_fields_of_their_templates(language: catalogue.Language) -> None:
    unlike = [
        (template, translation)
        for templates, translations in _messages(language.translated()).items()
        for template, translation in zip(templates, translations, strict=True)
        if _fields(template) != _fields(translation)
    ]
    assert unlike == []


@each_language
def test_the_compiled_catalogue_is_up_to_date(language: catalogue.Language) -> None:
    fresh = io.BytesIO()
    write_mo(fresh, language.translated())
    fresh.seek(0)
    with language.mo.open("rb") as file:
        assert _compiled(file) == _compiled(fresh)


def test_every_help_is_in_the_catalogue() -> None:
    known = _words(SPANISH)
    assert [(called, words) for called, words in _help() if words not in known] == []
    assert {called for called, _ in _help()} == {called for called, _ in reference.commands()}


@pytest.mark.parametrize("name", norm_ids())
def test_every_text_of_a_norm_is_in_english_too(name: str) -> None:
    norm = load_norm(name)
    texts = [norm.reference.title, norm.reference.note]
    for parameter in norm.parameters.values():
        texts += [parameter.source, parameter.note]
    for rule in norm.criteria:
        texts += [rule.basis, rule.note]
    known = _words(ENGLISH)
    assert [words for words in texts if words and words not in known] == []
    assert all(Language("es").say(own_words(words)) == words for words in texts)


def _help() -> Iterator[tuple[str, str]]:
    """Yield every text that a --help shows, with the command that shows it."""
    for called, command in reference.commands():
        yield from ((called, words) for words in (command.short_help, command.help) if words)
        if isinstance(command, Group):
            yield from ((called, heading) for heading in command.sections)
        for param in command.params:
            if isinstance(param, click.Option):
                yield called, param.help or ""
            if param.metavar and param.metavar != "ID":
                yield called, param.metavar


def _words(language: catalogue.Language) -> set[str]:
    return {form for forms in _templates(language.translated()) for form in forms}


def _templates(catalogue: Catalog) -> set[tuple[str, ...]]:
    return {_forms(message.id) for message in catalogue if message.id}


def _compiled(file: BinaryIO) -> dict[tuple[str, ...], tuple[str, ...]]:
    return _messages(read_mo(file))


def _messages(catalogue: Catalog) -> dict[tuple[str, ...], tuple[str, ...]]:
    return {_forms(message.id): _forms(message.string) for message in catalogue if message.id}


def _forms(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _fields(template: str) -> Counter[tuple[str, str | None]]:
    return Counter((name, spec) for _, name, spec, _ in Formatter().parse(template) if name)

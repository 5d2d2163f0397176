import io
import runpy
from collections import Counter
from pathlib import Path
from string import Formatter
from types import SimpleNamespace
from typing import Any, BinaryIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo


@pytest.fixture(scope="module")
def script(repository: Path) -> SimpleNamespace:
    return SimpleNamespace(**runpy.run_path(str(repository / "scripts" / "catalogue.py")))


@pytest.fixture(scope="module")
def kept(script: SimpleNamespace) -> Catalog:
    catalogue = script.translated()
    assert isinstance(catalogue, Catalog)
    return catalogue


def test_every_template_of_the_code_is_in_the_catalogue_and_no_other(
    script: SimpleNamespace, kept: Catalog
) -> None:
    assert _templates(kept) == _templates(script.extracted())


def test_every_template_is_translated(script: SimpleNamespace, kept: Catalog) -> None:
    assert script.untranslated(kept) == []


def test_translations_have_the_fields_of_their_templates(kept: Catalog) -> None:
    unlike = [
        (template, translation)
        for templates, translations in _messages(kept).items()
        for template, translation in zip(templates, translations, strict=True)
        if _fields(template) != _fields(translation)
    ]
    assert unlike == []


def test_the_compiled_catalogue_is_up_to_date(script: SimpleNamespace, kept: Catalog) -> None:
    fresh = io.BytesIO()
    write_mo(fresh, kept)
    fresh.seek(0)
    with script.MO.open("rb") as file:
        assert _compiled(file) == _compiled(fresh)


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

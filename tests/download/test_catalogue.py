from urllib.parse import urlsplit

import pytest

from metrocli.download.catalogue import Dataset, catalogue, find, matching
from metrocli.errors import UsageError
from metrocli.inspection.schemas import SCHEMAS
from tests.download.drawn import dataset

ENTRIES = pytest.mark.parametrize("entry", catalogue(), ids=lambda entry: entry.name)


@ENTRIES
def test_every_entry_says_what_it_is_and_what_it_is_for(entry: Dataset) -> None:
    told = (entry.title, entry.vintage, entry.kind, entry.licence, entry.citation, entry.note)
    assert all(told)
    assert entry.page.startswith("https://")
    assert {use.section for use in entry.uses} <= {"boundaries", "footprints"}
    assert {use.schema for use in entry.uses} <= {schema.id for schema in SCHEMAS} | {""}


@ENTRIES
def test_what_can_be_downloaded_is_on_a_server_with_tls(entry: Dataset) -> None:
    if not entry.url:
        known = (entry.file, entry.hosts, entry.unpack, entry.size, entry.sha256)
        assert known == ("", (), False, None, None)
        return
    place = urlsplit(entry.url)
    assert (place.scheme, place.username, place.port) == ("https", None, None)
    assert place.hostname not in entry.hosts
    assert entry.unpack == entry.file.endswith(".zip")
    assert all(use.file for use in entry.uses)
    assert entry.sha256 is None or len(bytes.fromhex(entry.sha256)) == 32


def test_names_are_the_entries_own() -> None:
    names = [entry.name for entry in catalogue()]
    assert len(set(names)) == len(names)


def test_nothing_is_called_tried_that_was_not() -> None:
    assert [entry.name for entry in catalogue() if entry.verified] == []


def test_data_sets_are_found_by_name_once_each() -> None:
    found = find(["bcn-communes", "subdere-dpa-2023", "bcn-communes"])
    assert [entry.name for entry in found] == ["bcn-communes", "subdere-dpa-2023"]


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="bcn-comunas") as raised:
        find(["ine-2017-zones", "bcn-comunas"])
    assert "bcn-communes" in str(raised.value.remedy)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["BCN"], ["bcn-communes"]),
        (["división", "subdere"], ["subdere-dpa-2023"]),
        (["2017", "footprints", "ciudades"], ["ine-2017-cities"]),
    ],
)
def test_words_are_looked_for_everywhere(words: list[str], names: list[str]) -> None:
    assert [entry.name for entry in matching(words).datasets] == names


def test_without_words_all_are_listed() -> None:
    assert matching([]).datasets == catalogue()


def test_words_that_nothing_has_are_told() -> None:
    with pytest.raises(UsageError, match="marte"):
        matching(["2017", "marte"])


@pytest.mark.parametrize("name", ["../fuera.zip", "/fuera.zip", "a\\b.zip", "C:a.zip", ".."])
def test_a_name_that_leads_outside_is_no_name(name: str) -> None:
    with pytest.raises(ValueError, match="no plain name"):
        dataset("https://example.test/", file=name)

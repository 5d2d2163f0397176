"""docs/datos.md tells of every data set of the catalogue what the catalogue knows, and runs."""

import re

import pytest

from metrocli.cli.data.fetch import command
from metrocli.download import MEGABYTE, fetch
from metrocli.download.catalogue import Dataset, Use, catalogue
from metrocli.download.transfer import Terms
from tests.conftest import REPOSITORY
from tests.docs.conftest import Try
from tests.docs.pages import examples, rows, section

PAGE = (REPOSITORY / "docs" / "datos.md").read_text(encoding="utf-8")
BUCKET = "https://storage.googleapis.com/bktdescargascenso2024/"


def told(entry: Dataset) -> list[str]:
    """Return the lines that the page has of a data set."""
    facts = {
        "Año y formato": f"{entry.vintage}, {entry.kind}",
        "Dirección": f"<{entry.url}>" if entry.url else "ninguna",
    }
    if entry.url:
        size = entry.size and f"{entry.size:,} bytes".replace(",", ".")
        facts |= {
            "Otros servidores que admite": ", ".join(f"`{host}`" for host in entry.hosts)
            or "ninguno",
            "Tamaño": size or "no se conoce",
            "SHA-256": f"`{entry.sha256}`" if entry.sha256 else "no se conoce",
        }
    facts |= {
        "Página": f"<{entry.page}>",
        "Sirve para": "; ".join(map(use_of, entry.uses)),
        "Licencia": entry.licence,
        "Cita": entry.citation,
        "Nota": entry.note,
    }
    if entry.url:
        facts["Probada"] = "sí" if entry.verified else "no"
    return [f"- {fact}: {value}" for fact, value in facts.items()]


def use_of(use: Use) -> str:
    parts = [f"`[{use.section}]`"]
    parts += [f"archivo `{use.file}`"] if use.file else []
    parts += [f"esquema `{use.schema}`"] if use.schema else []
    parts += [f'`{key} = "{value}"`' for key, value in use.keys.items()]
    return ", ".join(parts)


@pytest.mark.parametrize("entry", catalogue(), ids=lambda entry: entry.name)
def test_every_data_set_is_on_the_page_as_the_catalogue_has_it(entry: Dataset) -> None:
    part = section(PAGE, f"`{entry.name}`")
    title, lines = part.strip().split("\n\n")
    assert title == f"{entry.title}."
    assert sorted(lines.splitlines()) == sorted(told(entry))


def test_no_other_data_set_is_on_the_page() -> None:
    named = re.findall(r"^### `(.+)`$", PAGE, re.MULTILINE)
    assert named == [entry.name for entry in catalogue()]


def test_the_paths_of_the_census_are_those_of_the_catalogue() -> None:
    paths = {
        row[0].strip("`") for row in rows(section(PAGE, "El Censo 2024 en el servidor del INE"))
    }
    used = {entry.url.removeprefix(BUCKET) for entry in catalogue() if BUCKET in entry.url}
    assert used
    assert used <= paths


def test_the_limit_and_the_names_are_those_of_the_program() -> None:
    downloading = section(PAGE, "Descargar")
    (limit,) = (param.default for param in command.params if param.name == "max_size")
    assert limit * MEGABYTE == Terms().limit
    assert f"{limit:,} MB".replace(",", ".") in downloading
    assert f"`{fetch.PROVENANCE}`" in downloading
    assert f"`{fetch.UNPACKED}/`" in downloading


@pytest.mark.parametrize("example", examples(PAGE))
def test_every_example_runs(try_out: Try, example: str) -> None:
    try_out(example)

"""What a shell is offered while a word is typed: names of the study at hand and of the program.

A shell asks at every press of a key. So each function here reads a file as it is and nothing else:
the readers proper would bring in the libraries that a result is worked out with. What cannot be
read is no reason to say anything, and offers nothing.
"""

import csv
import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeAlias

import click
from click.shell_completion import CompletionItem

from metrocli.nearest import folded

Pairs: TypeAlias = Iterator[tuple[str, str]]
"""Words that may be typed, and what each of them is."""

Offered: TypeAlias = "list[CompletionItem[str]]"

Offer: TypeAlias = Callable[[click.Context, click.Parameter, str], Offered]
"""What click asks for the words that may stand where one is being typed."""

STUDY, REGISTER = "metro.toml", "expedientes.toml"
"""As `metrocli.study.config` and `metrocli.cli.track.options` have them."""

NORM = "ley-21074"
"""As `metrocli.cli.work` has it."""


def files_of(_context: click.Context, _parameter: click.Parameter, typed: str) -> Offered:
    """Offer the files of the folder, for an option that is not of click's own kind."""
    return [CompletionItem(typed, type="file")]


def areas(context: click.Context, _parameter: click.Parameter, typed: str) -> Offered:
    """Offer the areas of the study at hand, or of the study or result that is named before."""
    return _fitting(_areas(context), typed)


def communes(_context: click.Context, _parameter: click.Parameter, typed: str) -> Offered:
    """Offer the communes of Chile: by their codes once a digit is typed, else by their names."""
    return _fitting(_communes(by_code=typed[:1].isdigit()), typed)


def commune_lists(context: click.Context, parameter: click.Parameter, typed: str) -> Offered:
    """Offer the communes for the last word of a list with commas."""
    before, comma, last = typed.rpartition(",")
    found = communes(context, parameter, last)
    return [CompletionItem(before + comma + item.value, help=item.help) for item in found]


def regions(_context: click.Context, _parameter: click.Parameter, typed: str) -> Offered:
    """Offer the codes of the regions."""
    return _fitting(iter(region_names().items()), typed)


def norms(context: click.Context, parameter: click.Parameter, typed: str) -> Offered:
    """Offer the norms that come with the program, and files."""
    told = ((path.name.removesuffix(".toml"), _toml(path).get("title", "")) for path in _norms())
    return _fitting(told, typed) or files_of(context, parameter, typed)


def criteria(context: click.Context, _parameter: click.Parameter, typed: str) -> Offered:
    """Offer the criteria of the norm that is named before, or of the law."""
    named = context.params.get("norm") or NORM
    stated = [_toml(path) for path in _norms() if path.name == f"{named}.toml"]
    rules = (rule for norm in stated for rule in norm["criteria"])
    return _fitting(((rule["id"], rule["basis"]) for rule in rules), typed)


def datasets(_context: click.Context, _parameter: click.Parameter, typed: str) -> Offered:
    """Offer the data sets of the catalogue."""
    entries = _toml(files("metrocli.download") / "catalogue.toml")["datasets"]
    return _fitting(((entry["name"], entry["title"]) for entry in entries), typed)


def schemas(_context: click.Context, _parameter: click.Parameter, typed: str) -> Offered:
    """Offer the names of the schemas."""
    from metrocli.report.schema import schema_names  # noqa: PLC0415 - it reads a folder

    return _fitting(((name, "") for name in schema_names()), typed)


def register_ids(context: click.Context, _parameter: click.Parameter, typed: str) -> Offered:
    """Offer the files that the register names."""
    return _fitting(_named(_document(_path(context, "register", REGISTER)).get("files")), typed)


def _fitting(pairs: Pairs, typed: str) -> Offered:
    """Return the words that begin as what was typed does, or that are called so."""
    start = folded(typed)
    return [
        CompletionItem(word, help=said)
        for word, said in pairs
        if folded(word).startswith(start) or folded(said).startswith(start)
    ]


def region_names() -> Mapping[str, str]:
    """Return the names of the regions by their codes."""
    return {row["codigo_region"]: row["region"] for row in _national()}


# -- what stands in files --------------------------------------------------


def _areas(context: click.Context) -> Pairs:
    path = _path(context, "base", None) or _path(context, "study", _above())
    match _document(path).get("areas"):
        case list(told):
            named = (item for item in told if isinstance(item, dict))
            yield from ((str(item.get("id")), str(item.get("name"))) for item in named)
        case told:
            yield from _named(told)


def _named(sections: object) -> Pairs:
    """Return the keys of sections, and the name that each gives itself."""
    if isinstance(sections, dict):
        for key, section in sections.items():
            yield key, str(section.get("name", "")) if isinstance(section, dict) else ""


def _above() -> Path | None:
    here = Path.cwd()
    found = (folder / STUDY for folder in (here, *here.parents))
    return next((path for path in found if path.is_file()), None)


def _path(context: click.Context, parameter: str, otherwise: str | Path | None) -> Path | None:
    """Return the file that a parameter names, the first if it names several."""
    match context.params.get(parameter):
        case str() | Path() as given:
            return Path(given)
        case [given, *_]:
            return Path(given)
    return None if otherwise is None else Path(otherwise)


def _document(path: Path | None) -> Mapping[str, Any]:
    """Return what a TOML or JSON file says; nothing if it cannot be read."""
    if path is None:
        return {}
    try:
        content = path.read_text(encoding="utf-8")
        found = json.loads(content) if path.suffix == ".json" else tomllib.loads(content)
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _toml(entry: Any) -> dict[str, Any]:
    return tomllib.loads(entry.read_text(encoding="utf-8"))


def _norms() -> list[Any]:
    entries = (files("metrocli.norm") / "data").iterdir()
    return sorted(entries, key=lambda entry: entry.name)


def _communes(*, by_code: bool) -> Pairs:
    for row in _national():
        yield (row["cut"], row["comuna"]) if by_code else (row["comuna"], row["cut"])


def _national() -> Iterator[dict[str, str]]:
    # a room inside the package, whose own module needs numpy
    table = files("metrocli.study") / "national" / "communes.csv"
    return csv.DictReader(table.read_text(encoding="utf-8").splitlines())

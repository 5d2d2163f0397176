"""What each file of a dossier is, and how to make it again."""

from collections.abc import Iterator
from pathlib import Path

from metrocli import __version__
from metrocli.report.dossier import parts
from metrocli.report.dossier.contents import Contents
from metrocli.report.dossier.sections.annex import command
from metrocli.report.language import N_
from metrocli.report.markdown import inline
from metrocli.report.words import literal
from metrocli.text import Text, text

FILES = {"LEEME.md": N_("This file.")}


def write(folder: Path, contents: Contents) -> None:
    """Write the page; see `metrocli.report.dossier.parts`."""
    told = "\n".join(_lines(folder, contents)) + "\n"
    (folder / "LEEME.md").write_text(told, encoding="utf-8", newline="\n")


def _lines(folder: Path, contents: Contents) -> Iterator[str]:
    say = contents.language.say
    cover = contents.paper.cover
    yield f"# {inline(cover.title)}"
    yield ""
    yield inline(cover.subtitle)
    yield ""
    if cover.warning:
        yield f"**{inline(cover.warning)}**"
        yield ""
    yield f"| {say(text('File'))} | {say(text('What it is'))} |"
    yield "|---|---|"
    for name, about in parts.files().items():
        if name in FILES or (folder / name).exists():
            yield f"| `{name}` | {say(Text(about))} |"
    yield ""
    yield say(text("## To make it again"))
    yield ""
    yield say(
        text(
            "With metro {version} and the same data, in the folder of the studies:",
            version=__version__,
        )
    )
    yield ""
    yield from _code(contents.language.line(literal(command(contents.case, contents.day))))
    yield say(
        text(
            "The same inputs give the same bytes. `resultado.json` says what they were, each with "
            "its SHA-256."
        )
    )
    yield ""
    yield say(text("## To verify it"))
    yield ""
    yield from _code("metro verify resultado.json")
    yield say(
        text(
            "The inputs are looked for in the folder of `--root`, in that of `--study` and here. "
            "It ends with 0 if every figure is given again."
        )
    )


def _code(line: str) -> list[str]:
    return ["```console", f"$ {line}", "```", ""]

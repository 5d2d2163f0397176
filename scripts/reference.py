"""Write docs/comandos.md, the reference of the command line, from the commands themselves.

    python scripts/reference.py

What it says of a command is the command's own help, in Spanish.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from gettext import gettext
from pathlib import Path
from string import Template
from typing import Any, TypeAlias

import click

from metrocli.cli.main import metro
from metrocli.cli.options import output_options, study_options, voice_options
from metrocli.cli.spoken import Command, Group, speak
from metrocli.report.language import Language

PAGE = Path(__file__).parents[1] / "docs" / "comandos.md"

TEXT = Template("""\
# Comandos de `metro`

<!-- La escribe scripts/reference.py a partir de los propios comandos: no se corrige a mano. -->

Esta página repite la ayuda de cada comando (`metro COMANDO --help`). Los datos que los comandos
leen se describen en [Los datos de un estudio](entradas.md).

$contents

Los ejemplos funcionan en una carpeta con el estudio de muestra, que se escribe con
`metro init --sample`.

En la línea de uso, lo que va entre corchetes se puede omitir y lo que termina en `...` se puede
repetir. Junto a algunas opciones, los corchetes dicen qué valores admiten: `[x>=0]` es un número
desde 0.

El resultado sale por la salida estándar; los avisos y errores, por la de errores. `check` y
`propose` terminan con un código según el veredicto (0, 1 o 4), `inspect` con 3 si un veredicto
sería erróneo, `repair` con 3 si algo no se puede reparar con seguridad, y los demás comandos con
0; los errores tienen sus propios códigos. Están todos en
[Errores y salidas](entradas.md#errores-y-salidas).

$commands

## Opciones compartidas

Las opciones del estudio y las del resultado significan lo mismo en todos los comandos que las
tienen. `-h` y `--help` muestran la ayuda de cualquier comando.

$shared
""")

Parameters: TypeAlias = list[click.Parameter]

SHARED: Mapping[str, Callable[..., Any]] = {
    "Opciones del estudio": study_options,
    "Opciones del resultado": output_options,
    "Opciones generales": voice_options,
}
"""What gives a command the options that it shares with others, by the heading they stand under."""


def page() -> str:
    """Return the whole page."""
    speak(Language("es"))
    return TEXT.substitute(
        contents="\n".join(_contents()),
        commands="\n\n".join(_section(name, command) for name, command in commands()),
        shared="\n\n".join(
            f"### {heading}\n\n{_options(_shared(decorate))}"
            for heading, decorate in SHARED.items()
        ),
    )


def commands() -> Iterator[tuple[str, Command]]:
    """Return the program and every command by the words that call it, in the help's order."""
    yield from _family("metro", metro)


def _family(called: str, command: Command) -> Iterator[tuple[str, Command]]:
    yield called, command
    if isinstance(command, Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            if found is not None:
                yield from _family(f"{called} {name}", found)


def examples(command: Command) -> list[str]:
    """Return the examples of a command."""
    return (command.epilog or "").splitlines()


def _contents() -> Iterator[str]:
    found = dict(commands())
    for heading, names in metro.sections.items():
        yield f"- {gettext(heading)}:"
        for called in (f"metro {name}" for name in names):
            for name, command in _family(called, found[called]):
                yield f"    - [`{name}`](#{_anchor(name)}): {command.get_short_help_str()}"


def _section(called: str, command: Command) -> str:
    usage = " ".join([called, *command.collect_usage_pieces(click.Context(command))])
    shown = "\n".join(f"$ {example}" for example in examples(command))
    own, shared = _sorted_out(command.params)
    parts = [
        f"## `{called}`",
        f"```text\n{usage}\n```",
        _escaped(command.told),
        _options(own),
        _links(shared),
        f"{gettext('Examples')}:\n\n```console\n{shown}\n```",
    ]
    return "\n\n".join(part for part in parts if part)


def _sorted_out(params: Parameters) -> tuple[Parameters, dict[str, Parameters]]:
    """Tell a command's own options from the groups of options that it shares with others."""
    known = [_signature(param) for param in params]
    groups = {heading: _shared(decorate) for heading, decorate in SHARED.items()}
    shared = {
        heading: options
        for heading, options in groups.items()
        if all(_signature(option) in known for option in options)
    }
    elsewhere = [_signature(option) for options in shared.values() for option in options]
    return [param for param in params if _signature(param) not in elsewhere], shared


def _signature(param: click.Parameter) -> tuple[list[str], str]:
    """Return what an option is called and what it takes: a command may offer more formats."""
    return param.opts, str(param.type.to_info_dict())


def _shared(decorate: Callable[..., Any]) -> Parameters:
    return click.command()(decorate(lambda **_options: None)).params


def _options(params: Iterable[click.Parameter]) -> str:
    """Return a list of options with their help; arguments are told of in that of the command."""
    context = click.Context(metro)
    options = (param for param in params if isinstance(param, click.Option))
    records = (option.get_help_record(context) for option in options)
    return "\n".join(f"- `{record[0]}`: {_escaped(record[1])}" for record in records if record)


def _links(shared: Mapping[str, Parameters]) -> str:
    """Return the shared options of a command, each group with a link to where it is told of."""
    if not shared:
        return ""
    groups = (
        f"- [{heading}](#{_anchor(heading)}): "
        + ", ".join(f"`{option.opts[-1]}`" for option in options)
        for heading, options in shared.items()
    )
    return "También tiene:\n\n" + "\n".join(groups)


def _anchor(heading: str) -> str:
    return heading.lower().replace(" ", "-")


def _escaped(words: str) -> str:
    return words.replace("<", "&lt;")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")

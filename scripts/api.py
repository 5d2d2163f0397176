"""Write docs/api.md, the reference of the Python interface, from its docstrings.

    python scripts/api.py

The code is read and not run, so that the page is the same wherever it is written.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from string import Template
from typing import Any

import griffe

REPOSITORY = Path(__file__).parents[1]
PAGE = REPOSITORY / "docs" / "api.md"

TEXT = Template("""\
# `metro` desde Python

<!-- La escribe scripts/api.py a partir del código: no se corrige a mano. -->

Todo lo que hace la línea de comandos se puede hacer desde un programa o un cuaderno: son las mismas
funciones. [El cuaderno](cuaderno.ipynb) las muestra con la muestra incluida. El paquete trae sus
tipos (`py.typed`). Lo que sigue está en inglés, como el código del que sale.

```python
from pathlib import Path

import metrocli

study = metrocli.load(metrocli.read_config(Path("metro.toml")))
settings = metrocli.settings_for(metrocli.load_norm("ley-21074"))
for area in metrocli.check(study, study.areas, settings=settings).areas:
    print(area.area.name, area.verdict, area.population.continuum)
```

Las distancias son metros en un plano; los códigos (CUT), texto de cinco caracteres; las
poblaciones, habitantes; las partes de un total, números de 0 a 1. Nada escribe en la pantalla: un
problema es una excepción de la familia `metrocli.errors.MetroError`, que dice la causa y el
remedio (`str` de ella, en inglés).

$contents

## Funciones y clases

$interface

## Valores

Lo que entra a las funciones y lo que devuelven: valores de `metrocli.model` que no cambian y que se
pueden armar a mano.

$values
""")

HEADINGS = {
    griffe.DocstringSectionKind.returns: "Returns",
    griffe.DocstringSectionKind.raises: "Raises",
}


def package() -> griffe.Module:
    """Return the package as it is written."""
    loaded = griffe.load(
        "metrocli",
        search_paths=[REPOSITORY / "src"],
        docstring_parser="numpy",
        resolve_aliases=True,
    )
    if not isinstance(loaded, griffe.Module):
        raise TypeError(loaded)
    return loaded


def interface() -> list[griffe.Object]:
    """Return what `import metrocli` promises, by name."""
    return _exported(package())


def values() -> list[griffe.Object]:
    """Return the classes of `metrocli.model`, by name."""
    return [
        item for item in _exported(_target(package()["model"])) if isinstance(item, griffe.Class)
    ]


def page() -> str:
    """Return the whole page."""
    functions, classes = interface(), values()
    return TEXT.substitute(
        contents="\n".join(
            f"- [`{item.name}`](#{item.name}): {_summary(item)}" for item in functions
        ),
        interface="\n\n".join(_entry("metrocli", item) for item in functions),
        values="\n\n".join(_entry("metrocli.model", item) for item in classes),
    )


def _exported(module: griffe.Object) -> list[griffe.Object]:
    names = sorted(str(name) for name in module.exports or ())
    return [_target(module[name]) for name in names]


def _target(item: griffe.Object | griffe.Alias) -> griffe.Object:
    return item.final_target if isinstance(item, griffe.Alias) else item


def _summary(item: griffe.Object) -> str:
    sections = _sections(item)
    return str(sections[0].value).split("\n\n")[0].replace("\n", " ") if sections else ""


def _sections(item: griffe.Object) -> list[griffe.DocstringSection]:
    return item.docstring.parsed if item.docstring else []


def _entry(module: str, item: griffe.Object) -> str:
    """Return what is told of a name that a module exports, wherever it is written."""
    parts = [f'<a id="{item.name}"></a>\n### `{module}.{item.name}`', *_signature(item)]
    for section in _sections(item):
        parts += _section(section)
    if isinstance(item, griffe.Class):
        members = "\n".join(_members(item))
        parts += [members] if members else []
    return "\n\n".join(parts)


def _signature(item: griffe.Object) -> Iterator[str]:
    if isinstance(item, griffe.Function):
        yield f"```python\n{_written(item)}\n```"


def _written(function: griffe.Function) -> str:
    """Return a function's head as the code has it, an argument a line."""
    lines, keywords_only = [], False
    for parameter in function.parameters:
        if parameter.name == "self":
            continue
        if parameter.kind is griffe.ParameterKind.keyword_only and not keywords_only:
            lines.append("*")
            keywords_only = True
        default = f" = {parameter.default}" if parameter.default is not None else ""
        lines.append(f"{parameter.name}: {parameter.annotation}{default}")
    inside = "".join(f"    {line},\n" for line in lines)
    arguments = f"\n{inside}" if lines else ""
    return f"{function.name}({arguments}) -> {function.returns}"


def _section(section: griffe.DocstringSection) -> Iterator[str]:
    match section:
        case griffe.DocstringSectionText():
            yield _markdown(section.value)
        case griffe.DocstringSectionParameters():
            yield _listed("Parameters", [(f"`{item.name}`", item) for item in section.value])
        case griffe.DocstringSectionReturns() | griffe.DocstringSectionRaises():
            yield _listed(HEADINGS[section.kind], [("", item) for item in section.value])
        case _:
            message = f"a docstring has a section of an unforeseen kind: {section.kind}"
            raise ValueError(message)


def _listed(heading: str, items: list[tuple[str, Any]]) -> str:
    lines = [f"- {_item(name, item)}" for name, item in items]
    return f"**{heading}**\n\n" + "\n".join(lines)


def _item(name: str, item: Any) -> str:
    kind = f"`{item.annotation}`" if item.annotation else ""
    called = " ".join(filter(None, [name, f"({kind})" if name and kind else kind]))
    return f"{called}: {_markdown(item.description)}"


def _members(item: griffe.Class) -> Iterator[str]:
    """Yield what a class has beside its parameters: properties and methods, a line each."""
    for member in item.members.values():
        known = _target(member)
        if not known.is_public or known.docstring is None:
            continue
        if isinstance(known, griffe.Function):
            called = ", ".join(
                parameter.name
                for parameter in known.parameters
                if parameter.name not in {"self", "cls"}
            )
            yield f"- `{known.name}({called})`: {_summary(known)}"
        elif isinstance(known, griffe.Attribute) and "property" in known.labels:
            yield f"- `{known.name}`: {_summary(known)}"


def _markdown(words: str) -> str:
    """Return a docstring's text in Markdown: a literal has one backtick there, lines are joined."""
    joined = re.sub(r"(?<!\n)\n(?!\n)", " ", words.replace("``", "`"))
    return joined.replace("<", "&lt;")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")

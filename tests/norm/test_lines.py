"""Every key of a TOML text is found on its line, whatever stands around it."""

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrocli.norm.lines import KeyPath, line_of, lines_of
from metrocli.norm.norm import SHIPPED, norm_ids

ODD = """\
# a = 1
top = 1
text = \"\"\"
[no.table]
no = 1
\"\"\"
list = [
    1,
    { inner = 2 },
]
"quoted key" = 1

[ a . b ]  # comment
one.two = 3
inline = { x = 1, y = { z = 2 } }

[[criteria]]
id = "first"
[criteria.more]
k = 1
[[criteria]]
id = "second"
[[criteria.parts]]
p = 1
[[criteria.parts]]
p = 2
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("top",), 2),
        (("text",), 3),
        (("list",), 7),
        (("quoted key",), 11),
        (("a", "b"), 13),
        (("a", "b", "one", "two"), 14),
        (("a", "b", "inline", "y", "z"), 15),
        (("criteria", 0), 17),
        (("criteria", 0, "id"), 18),
        (("criteria", 0, "more"), 19),
        (("criteria", 0, "more", "k"), 20),
        (("criteria", 1, "id"), 22),
        (("criteria", 1, "parts", 1, "p"), 26),
    ],
)
def test_a_key_is_on_the_line_where_it_begins(path: KeyPath, line: int) -> None:
    assert lines_of(ODD)[path] == line


def test_a_key_that_is_missing_has_the_line_of_its_table() -> None:
    lines = lines_of(ODD)
    assert line_of(lines, ("criteria", 1, "basis")) == 21
    assert line_of(lines, ("nothing", "here")) == 1


def paths(value: Any, path: KeyPath = ()) -> set[KeyPath]:
    inner: dict[str | int, Any] = {}
    if isinstance(value, dict):
        inner = value
    elif isinstance(value, list):
        inner = dict(enumerate(value))
    return {path} | {found for key, item in inner.items() for found in paths(item, (*path, key))}


@pytest.mark.parametrize("name", norm_ids())
def test_every_key_of_every_norm_is_found_and_the_line_names_it(name: str) -> None:
    content = (SHIPPED / f"{name}.toml").read_text(encoding="utf-8")
    lines, written = lines_of(content), content.splitlines()
    keys = {path for path in paths(tomllib.loads(content)) if path and path[-1] != "parameters"}
    for path in keys - {("criteria",)}:
        named = path[-1] if isinstance(path[-1], str) else "criteria"
        assert named in written[lines[path] - 1]


@given(st.lists(st.sampled_from(["x = 1", "# x", "", "[t]", "[[u]]", "y = [\n1]"]), max_size=12))
def test_lines_are_found_in_any_text_that_is_toml(pieces: list[str]) -> None:
    content = "\n".join(pieces)
    try:
        document = tomllib.loads(content)
    except tomllib.TOMLDecodeError:
        return
    found = lines_of(content)
    assert {path for path in found if len(path) == 1 and path[0] != "u"} == {
        (key,) for key in document if key != "u"
    }
    assert all(1 <= line <= content.count("\n") + 1 for line in found.values())

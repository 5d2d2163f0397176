"""Norms are read from TOML; whatever is wrong in one is named with its file and key."""

from importlib.resources import files
from pathlib import Path

import pytest

from metrocli.errors import InvalidInputError, MissingInputError
from metrocli.model import ContinuitySettings, Level, Reading
from metrocli.norm.norm import CRITERIA, PARAMETERS, load_norm, norm_ids, parse_norm

LAW = (files("metrocli.norm") / "data" / "ley-21074.toml").read_text(encoding="utf-8")


def changed(*changes: tuple[str, str]) -> bytes:
    """Return the shipped norm with some of its text replaced, each once."""
    content = LAW
    for old, new in changes:
        assert old in content
        content = content.replace(old, new, 1)
    return content.encode()


def test_the_law_comes_with_the_program() -> None:
    assert norm_ids() == ["ley-21074"]
    norm = load_norm("ley-21074")
    assert norm.reference.id == "ley-21074"
    assert "21.074" in norm.reference.title
    assert tuple(norm.parameters) == tuple(PARAMETERS)
    assert tuple(rule.id for rule in norm.criteria) == CRITERIA


@pytest.mark.parametrize(
    ("parameter", "value", "level"),
    [
        ("max_regions", 1, Level.STATUTE),
        ("min_communes", 2, Level.STATUTE),
        ("min_population", 250_000, Level.STATUTE),
        ("reading", "continuum", Level.PRACTICE),
        ("majority", 0.5, Level.METHOD),
        ("min_commuting", 0.15, Level.PRESS),
    ],
)
def test_what_the_law_fixes_and_how_firm_that_is(
    parameter: str, value: float | str, level: Level
) -> None:
    stated = load_norm("ley-21074").parameters[parameter]
    assert (stated.value, stated.level) == (value, level)


def test_what_the_law_does_not_fix_says_that_it_is_a_method() -> None:
    parameters = load_norm("ley-21074").parameters
    for id in ("max_gap", "majority", "horizon", "near_miss"):
        assert parameters[id].level is Level.METHOD


def test_nothing_is_said_to_stand_in_the_regulation_which_could_not_be_read() -> None:
    norm = load_norm("ley-21074")
    levels = {parameter.level for parameter in norm.parameters.values()}
    assert Level.REGULATION not in levels | {rule.level for rule in norm.criteria}


def test_every_parameter_and_criterion_has_a_source() -> None:
    norm = load_norm("ley-21074")
    assert all(parameter.source for parameter in norm.parameters.values())
    assert all(rule.basis for rule in norm.criteria)


def test_the_criteria_that_need_papers_do_not_decide() -> None:
    deciding = {rule.id: rule.decides for rule in load_norm("ley-21074").criteria}
    assert deciding == {
        "region": True,
        "communes": True,
        "continuity": True,
        "population": True,
        "shared-services": False,
        "commuting": False,
    }


def test_the_statute_is_cited_by_its_article() -> None:
    rules = {rule.id: rule for rule in load_norm("ley-21074").criteria}
    for id in ("region", "communes", "continuity", "population", "shared-services"):
        assert rules[id].level is Level.STATUTE
        assert "104 bis" in rules[id].basis
    assert rules["commuting"].level is Level.PRESS
    assert "Decreto 98" in rules["commuting"].basis


def test_ones_own_norm_is_a_file(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(changed(('id = "ley-21074"', 'id = "own"'), ("value = 550", "value = 200")))
    norm = load_norm(str(path))
    assert norm.reference.id == "own"
    assert norm.continuity == ContinuitySettings(max_gap=200, majority=0.5, horizon=6_000)
    assert norm.reading is Reading.CONTINUUM


def test_the_hash_is_that_of_the_text() -> None:
    one, same = parse_norm(changed(), "a"), parse_norm(changed(), "b")
    other = parse_norm(changed(("value = 550", "value = 551")), "a")
    assert one.reference.sha256 == same.reference.sha256 != other.reference.sha256
    assert len(one.reference.sha256) == 64


def test_a_norm_that_is_not_there_lists_those_that_are() -> None:
    with pytest.raises(MissingInputError) as caught:
        load_norm("ley-99999")
    assert "ley-99999" in str(caught.value)
    assert "ley-21074" in str(caught.value)


@pytest.mark.parametrize("content", [b"id = ", b"\xff\xfe", b"[[criteria]"])
def test_a_file_that_is_not_toml_is_named(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_bytes(content)
    with pytest.raises(InvalidInputError, match=r"broken\.toml is not TOML"):
        load_norm(str(path))


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('id = "ley-21074"', "", "id"),
        ("title = ", "heading = ", "title"),
        ("[parameters.max_gap]", "[parameters.largest_gap]", "parameters.max_gap.value"),
        ("value = 550\n", "", "parameters.max_gap.value"),
        ('value = 550\nunit = "m"\n', "value = 550\n", "parameters.max_gap.unit"),
        ('basis = "Ley 19.175, art. 104 bis"\n', "", "criteria.0.basis"),
        ("decides = true\n", "", "criteria.0.decides"),
    ],
)
def test_a_key_that_is_missing_is_named(old: str, new: str, key: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        parse_norm(changed((old, new)), "own.toml")
    assert "own.toml" in str(caught.value)
    assert f"“{key}”" in str(caught.value)


def test_a_norm_without_tables_lacks_their_keys() -> None:
    with pytest.raises(InvalidInputError, match=r"parameters\.max_regions\.value"):
        parse_norm(b'id = "x"\ntitle = "x"\nparameters = 5\n', "own.toml")


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('id = "ley-21074"', "id = 21074", "id = 21074"),
        ("value = 550", 'value = "far"', "parameters.max_gap.value"),
        ("value = 550", "value = -1", "parameters.max_gap.value"),
        ("value = 550", "value = nan", "parameters.max_gap.value"),
        ("value = 550", "value = inf", "parameters.max_gap.value"),
        ("value = 550", "value = true", "parameters.max_gap.value"),
        ("value = 0.5", "value = 0", "parameters.majority.value"),
        ("value = 0.5", "value = 50", "parameters.majority.value"),
        ("value = 0.15", "value = 15", "parameters.min_commuting.value"),
        ("value = 2\n", "value = 1.5\n", "parameters.min_communes.value"),
        ("value = 1\n", "value = 0\n", "parameters.max_regions.value"),
        ('value = "continuum"', 'value = "comunal"', "parameters.reading.value"),
        ('level = "statute"', 'level = "law"', "parameters.max_regions.level"),
        ('level = "statute"\ndecides', 'level = "law"\ndecides', "criteria.0.level"),
        ('id = "region"', 'id = "climate"', "criteria.0.id"),
        ('id = "region"', 'id = "communes"', "criteria = "),
        ("decides = true", 'decides = "false"', "criteria.0.decides"),
    ],
)
def test_a_value_that_cannot_be_meant_is_named(old: str, new: str, key: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        parse_norm(changed((old, new)), "own.toml")
    assert "own.toml" in str(caught.value)
    assert key in str(caught.value)


def test_a_norm_without_criteria_would_make_everything_eligible() -> None:
    content = LAW[: LAW.index("[[criteria]]")]
    with pytest.raises(InvalidInputError, match="criteria"):
        parse_norm(content.encode(), "own.toml")
    with pytest.raises(InvalidInputError, match="criteria"):
        parse_norm(f"criteria = []\n{content}".encode(), "own.toml")

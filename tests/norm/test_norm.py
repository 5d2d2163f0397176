"""Norms are read from TOML; whatever is wrong in one is named with its file and key."""

import tomllib
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrocli.errors import InvalidInputError, MissingInputError
from metrocli.model import ContinuitySettings, Level, Reading
from metrocli.norm.norm import load_norm, norm_ids, parse_norm
from metrocli.norm.parameters import CRITERIA, needed

DATA = files("metrocli.norm") / "data"
LAW = (DATA / "ley-21074.toml").read_text(encoding="utf-8")


def changed(*changes: tuple[str, str]) -> bytes:
    """Return the shipped norm with some of its text replaced, each once."""
    content = LAW
    for old, new in changes:
        assert old in content
        content = content.replace(old, new, 1)
    return content.encode()


def test_the_law_comes_with_the_program() -> None:
    norm = load_norm("ley-21074")
    assert norm.reference.id == "ley-21074"
    assert "21.074" in norm.reference.title
    criteria = tuple(rule.id for rule in norm.criteria)
    assert criteria == tuple(id for id in CRITERIA if id != "core")
    assert tuple(norm.parameters) == (*needed(criteria), "near_miss")


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


@pytest.mark.parametrize("name", norm_ids())
def test_every_parameter_and_criterion_of_every_norm_has_a_source_a_level_and_a_note(
    name: str,
) -> None:
    stated = tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))
    entries = [*stated["parameters"].values(), *stated["criteria"]]
    assert [entry for entry in entries if entry["level"] not in list(Level)] == []
    assert [entry for entry in entries if not entry["note"].strip()] == []
    assert [p for p in stated["parameters"].values() if not p["source"].strip()] == []
    assert [c for c in stated["criteria"] if not c["basis"].strip()] == []


@pytest.mark.parametrize("name", norm_ids())
def test_every_norm_says_what_it_is(name: str) -> None:
    reference = load_norm(name).reference
    assert reference.title
    assert reference.note
    assert name in {reference.id, reference.name}
    assert load_norm(reference.name).reference == reference


def test_the_newest_vintage_has_the_name_alone() -> None:
    newest, older = load_norm("ley-21074"), load_norm("ley-21074@2018")
    assert load_norm("ley-21074@2020") == newest
    assert (newest.reference.vintage, older.reference.vintage) == ("2020", "2018")
    assert newest.reference.sha256 != older.reference.sha256
    assert newest.reference.in_force_from == date(2021, 1, 1)
    assert older.reference.in_force_from is None


def test_the_statute_by_itself_asks_for_no_trips() -> None:
    older = load_norm("ley-21074@2018")
    assert "commuting" not in [rule.id for rule in older.criteria]
    assert not {"min_commuting", "commuting_measure"} & set(older.parameters)
    assert "Decreto 98" not in "".join(rule.basis for rule in older.criteria)
    shared = [rule.id for rule in older.criteria]
    newest = load_norm("ley-21074")
    assert shared == [rule.id for rule in newest.criteria if rule.id != "commuting"]
    values = {id: parameter.value for id, parameter in older.parameters.items()}
    assert values.items() <= {id: p.value for id, p in newest.parameters.items()}.items()


ANALOGUES = ("eurostat-metro", "ine-espana", "insee-unite-urbaine", "mexico-2020")


def test_only_the_law_binds() -> None:
    binding = {name: load_norm(name).reference.binding for name in norm_ids()}
    assert binding == {
        **dict.fromkeys(ANALOGUES, False),
        "ley-21074": True,
        "ley-21074@2018": True,
    }


@pytest.mark.parametrize("name", ANALOGUES)
def test_all_of_an_analogue_is_a_method(name: str) -> None:
    norm = load_norm(name)
    levels = {parameter.level for parameter in norm.parameters.values()}
    assert levels | {rule.level for rule in norm.criteria} == {Level.METHOD}


@pytest.mark.parametrize(
    ("name", "parameter", "figure", "met"),
    [
        ("ley-21074", "min_population", 250_000, False),
        ("ley-21074", "min_population", 250_001, True),
        ("eurostat-metro", "min_population", 250_000, True),
        ("eurostat-metro", "min_population", 249_999, False),
        ("insee-unite-urbaine", "min_population", 2_000, True),
        ("mexico-2020", "min_population", 200_000, True),
        ("mexico-2020", "min_core", 100_000, True),
        ("mexico-2020", "min_core", 99_999, False),
        ("ine-espana", "min_core", 50, False),
        ("ine-espana", "min_core", 51, True),
        ("ley-21074", "max_gap", 550, True),
        ("insee-unite-urbaine", "max_gap", 200, True),
        ("ine-espana", "max_gap", 200, False),
        ("ine-espana", "max_gap", 199.9, True),
    ],
)
def test_a_threshold_is_at_least_or_more_than(
    name: str, parameter: str, figure: float, *, met: bool
) -> None:
    norm = load_norm(name)
    assert norm.meets(parameter, figure) is met
    exceeded = norm.exceeding(parameter)
    if parameter.startswith("min"):
        assert exceeded is not None
        assert (figure > exceeded) is met
    else:
        assert (figure <= norm.continuity.max_gap) is met


@given(
    st.sampled_from(norm_ids()),
    st.one_of(
        st.integers(0, 400_000), st.floats(0, 400_000), st.sampled_from([50, 2_000, 200, 550])
    ),
)
def test_limits_that_are_handed_on_are_those_of_the_norm(name: str, figure: float) -> None:
    norm = load_norm(name)
    assert (figure <= norm.continuity.max_gap) is norm.meets("max_gap", figure)
    for parameter in {"min_population", "min_core"} & set(norm.parameters):
        exceeded = norm.exceeding(parameter)
        assert exceeded is not None
        assert (figure > exceeded) is norm.meets(parameter, figure)


def test_more_than_a_majority_is_not_half() -> None:
    assert load_norm("ley-21074").continuity.majority == 0.5
    strict = load_norm("insee-unite-urbaine").continuity.majority
    assert 0.5 * 50_000_000 < strict * 50_000_000 < 0.5 * 50_000_000 + 1


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


def test_a_norm_that_is_not_there_is_answered_with_the_nearest_and_all() -> None:
    with pytest.raises(MissingInputError) as caught:
        load_norm("ley-21047")
    assert "ley-21047" in str(caught.value)
    assert "Did you mean ley-21074? There are: eurostat-metro, " in str(caught.value)


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"id = ", "line 1, column 6"),
        (b'id = "x"\n[[criteria]', "line 2, column 11"),
        (b"\xff\xfe", "UTF-8"),
    ],
)
def test_a_file_that_is_not_toml_is_named(content: bytes, place: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_bytes(content)
    with pytest.raises(InvalidInputError, match=r"broken\.toml is not TOML") as caught:
        load_norm(str(path))
    assert place in str(caught.value)


def problems(content: bytes) -> list[str]:
    """Return what is wrong with a norm, one by one."""
    with pytest.raises(InvalidInputError, match=r"own\.toml is not a valid norm") as caught:
        parse_norm(content, "own.toml")
    return [str(problem) for problem in caught.value.details]


def line(part: str, content: bytes) -> int:
    """Return the line, from 1, on which something stands first."""
    return content.decode().partition(part)[0].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "place", "key"),
    [
        ('id = "ley-21074"\n', "", None, "id"),
        ("[parameters.max_gap]", "[parameters.largest_gap]", None, "parameters.max_gap"),
        ("value = 550\n", "", "[parameters.max_gap]", "parameters.max_gap.value"),
        (
            'comparison = "<="\nunit = "m"\n',
            "",
            "[parameters.max_gap]",
            "parameters.max_gap.unit",
        ),
        ('basis = "Ley 19.175, art. 104 bis"\n', "", "[[criteria]]", "criteria.basis"),
        ("decides = true\n", "", "[[criteria]]", "criteria.decides"),
    ],
)
def test_a_key_that_is_missing_is_named_with_the_line_of_its_table(
    old: str, new: str, place: str | None, key: str
) -> None:
    content = changed((old, new))
    number = line(place, content) if place else None
    found = [one for one in problems(content) if one.endswith(f"{key}: the key is missing")]
    assert len(found) == 1
    assert number is None or found[0].startswith(f"line {number}, ")


def test_a_norm_without_tables_lacks_their_keys() -> None:
    found = problems(b'id = "x"\ntitle = "x"\nparameters = 5\n')
    assert "line 3, parameters.max_gap: the key is missing" in found
    assert "line 1, criteria: the key is missing" in found


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('id = "ley-21074"', "id = 21074", "id"),
        ("binding = true", "binding = 1", "binding"),
        ("published = 2020-09-30", 'published = "2020"', "published"),
        ("value = 550", 'value = "far"', "parameters.max_gap.value"),
        ("value = 550", "value = -1", "parameters.max_gap.value"),
        ("value = 550", "value = nan", "parameters.max_gap.value"),
        ("value = 550", "value = inf", "parameters.max_gap.value"),
        ("value = 550", "value = true", "parameters.max_gap.value"),
        ("value = 550", f"value = 1{'0' * 400}", "parameters.max_gap.value"),
        ("value = 550", f"value = 0x{'f' * 5_000}", "parameters.max_gap.value"),
        ('comparison = "<="', 'comparison = ">="', "parameters.max_gap.comparison"),
        ("value = 0.5", "value = 0", "parameters.majority.value"),
        ("value = 0.5", "value = 50", "parameters.majority.value"),
        ("value = 0.15", "value = 15", "parameters.min_commuting.value"),
        ("value = 2\n", "value = 1.5\n", "parameters.min_communes.value"),
        ("value = 1\n", "value = 0\n", "parameters.max_regions.value"),
        ('value = "continuum"', 'value = "comunal"', "parameters.reading.value"),
        ('value = "pooled"', 'value = "most"', "parameters.commuting_measure.value"),
        ('level = "statute"', 'level = "law"', "parameters.max_regions.level"),
        ('level = "statute"\ndecides', 'level = "law"\ndecides', "criteria.level"),
        ("decides = true", 'decides = "false"', "criteria.decides"),
    ],
)
def test_a_value_that_cannot_be_meant_is_named_with_its_line(old: str, new: str, key: str) -> None:
    content = changed((old, new))
    (found,) = problems(content)
    number = line(new, content) + new.partition(new.splitlines()[0])[0].count("\n")
    assert found.startswith(f"line {number}, {key}: it is ")
    assert "but must be " in found


def test_a_key_that_nobody_knows_is_refused_with_the_nearest_one() -> None:
    content = changed(
        ("title = ", "titel = "),
        ("source = ", "souce = "),
        ("[parameters.horizon]", "[parameters.horizont]"),
    )
    found = problems(content)
    told = [one.partition(": ") for one in found if "no such key" in one]
    assert [(place, problem.partition("mean ")[2]) for place, _, problem in told] == [
        (f"line {line('titel', content)}, titel", "title?"),
        (f"line {line('souce', content)}, parameters.max_regions.souce", "source?"),
        (f"line {line('[parameters.horizont]', content)}, parameters.horizont", "horizon?"),
    ]


def test_all_that_is_wrong_is_told_at_once_in_the_order_of_the_lines() -> None:
    content = changed(
        ("value = 0.5", "value = 7"),
        ("value = 550", "value = -1"),
        ("binding = true", "binding = 3"),
    )
    found = problems(content)
    assert [one.split(": ")[0].split(", ")[1] for one in found] == [
        "binding",
        "parameters.max_gap.value",
        "parameters.majority.value",
    ]


@pytest.mark.parametrize(
    ("id", "problem"),
    [("climate", "it is 'climate', but must be"), ("communes", "it is there twice")],
)
def test_a_criterion_that_is_unknown_or_there_twice_is_named(id: str, problem: str) -> None:
    content = changed(('id = "region"', f'id = "{id}"'))
    assert any(f"criteria.id: {problem}" in one for one in problems(content))


def test_a_parameter_that_decides_nothing_is_refused() -> None:
    cut = LAW.index('[[criteria]]\nid = "commuting"')
    assert [one.partition(", ")[2] for one in problems(LAW[:cut].encode())] == [
        "parameters.min_commuting: no criterion of this norm uses it",
        "parameters.commuting_measure: no criterion of this norm uses it",
    ]


def test_a_norm_needs_only_the_parameters_of_its_criteria() -> None:
    for name in ANALOGUES:
        norm = load_norm(name)
        assert "max_regions" not in norm.parameters
        assert set(needed(tuple(rule.id for rule in norm.criteria))) <= set(norm.parameters)


def test_a_norm_without_criteria_would_make_everything_eligible() -> None:
    content = LAW[: LAW.index("[[criteria]]")]
    with pytest.raises(InvalidInputError, match="criteria"):
        parse_norm(content.encode(), "own.toml")
    with pytest.raises(InvalidInputError, match="criteria"):
        parse_norm(f"criteria = []\n{content}".encode(), "own.toml")

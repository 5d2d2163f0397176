"""docs/ley.md tells of every criterion and every norm, and quotes no number that is not theirs."""

import re
from pathlib import Path

import pytest

from metrocli.delimit import check
from metrocli.model import AreaVerdict, CommutingMeasure
from metrocli.norm.norm import load_norm, norm_ids
from metrocli.norm.settings import settings_for
from metrocli.report.language import Language
from metrocli.report.tables.norms import PAGE as NAMED
from metrocli.report.words import LEVELS
from metrocli.study.load import load
from metrocli.study.reader import read_config
from tests.conftest import REPOSITORY
from tests.docs.pages import quoted, rows, section

PAGE = (REPOSITORY / NAMED).read_text(encoding="utf-8")
VERDICTS = {
    AreaVerdict.ELIGIBLE: "apta",
    AreaVerdict.NOT_ELIGIBLE: "no apta",
    AreaVerdict.UNDETERMINED: "no determinable",
}
ANCHORS = re.findall(r'^<a id="([^"]+)"></a>\n#{2,3} (.+)$', PAGE, re.MULTILINE)


@pytest.mark.parametrize("name", norm_ids())
def test_every_criterion_of_every_norm_has_a_section(name: str) -> None:
    headings = dict(ANCHORS)
    for rule in load_norm(name).criteria:
        assert f"`{rule.id}`" in headings[rule.id]


def test_every_norm_and_vintage_is_on_the_page() -> None:
    told = quoted(PAGE)
    assert [name for name in norm_ids() if name not in told] == []
    assert load_norm("ley-21074").reference.name in told


def test_every_level_is_told() -> None:
    levels = [(quoted(code)[0], word) for word, code, _ in rows(section(PAGE, "Los niveles"))]
    assert levels == [(level.value, Language("es").say(LEVELS[level])) for level in LEVELS]


def test_the_numbers_of_continuity_are_those_of_the_norm() -> None:
    parameters = load_norm("ley-21074").parameters
    told = {
        quoted(id)[0]: value for id, value, *_ in rows(section(PAGE, "Continuidad (`continuity`)"))
    }
    assert told == {
        "max_gap": f"{parameters['max_gap'].value} m",
        "majority": "la mitad",
        "horizon": f"{parameters['horizon'].value:,} m".replace(",", "."),
    }
    assert parameters["majority"].value == 0.5


def test_every_measure_of_commuting_is_told() -> None:
    part = section(PAGE, "Viajes entre comunas (`commuting`)")
    assert tuple(quoted(name)[0] for name, _ in rows(part)) == tuple(CommutingMeasure)


def test_no_anchor_is_there_twice_and_those_linked_to_are_there() -> None:
    ids = [id for id, _ in ANCHORS]
    assert len(set(ids)) == len(ids)
    assert set(re.findall(r"\]\(#([^)]+)\)", PAGE)) <= set(ids)


@pytest.mark.slow
@pytest.mark.real
def test_its_table_of_verdicts_is_what_check_says(
    real_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("METRO_DATA", str(real_data))
    config = read_config(REPOSITORY / "studies" / "chile-2024.toml")
    study = load(config, only={code for area in config.areas.values() for code in area.members})
    heading, *_ = re.findall(r"^\| área \| (`.+`) \|$", PAGE, re.MULTILINE)
    names = quoted(heading)
    found = [
        check(study, study.areas, settings=settings_for(load_norm(name))).areas for name in names
    ]
    told = [row for row in rows(PAGE) if len(row) == len(names) + 1]
    assert told == [
        [areas[0].area.name, *(VERDICTS[area.verdict] for area in areas)]
        for areas in zip(*found, strict=True)
    ]

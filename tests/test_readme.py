"""The README says what the program finds: its table of real areas is what it would say today."""

from functools import cache
from pathlib import Path

import pytest

from metrocli.delimit import check
from metrocli.model import AreaAssessment
from metrocli.norm.norm import load_norm
from metrocli.norm.settings import settings_for
from metrocli.report.language import Language
from metrocli.report.words import AREA_VERDICTS
from metrocli.study.load import load
from metrocli.study.reader import read_config
from metrocli.text import text
from tests.conftest import REPOSITORY

STUDIES = ("studies/chile-2017.toml", "studies/chile-2024.toml")


@pytest.mark.slow
@pytest.mark.real
@pytest.mark.parametrize(("name", "code"), [("README.md", "es"), ("README.en.md", "en")])
def test_its_table_of_real_areas_is_what_check_says(
    name: str, code: str, real_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("METRO_DATA", str(real_data))
    readme = (REPOSITORY / name).read_text(encoding="utf-8")
    assert all(study in readme for study in STUDIES)
    both = zip(*map(checked, STUDIES), strict=True)
    assert "\n".join(row(areas, Language(code)) for areas in both) in readme


@cache
def checked(study_file: str) -> tuple[AreaAssessment, ...]:
    config = read_config(REPOSITORY / study_file)
    members = {code for area in config.areas.values() for code in area.members}
    study = load(config, only=members)
    return check(study, study.areas, settings=settings_for(load_norm("ley-21074"))).areas


def row(areas: tuple[AreaAssessment, ...], language: Language) -> str:
    cells = [areas[0].area.name]
    for area in areas:
        merge = area.merge_distance
        cells += [
            language.say(text("{people:,.0f}", people=area.population.continuum)),
            "–" if merge is None else language.say(text("{merge:,.1f}", merge=merge)),
            language.say(AREA_VERDICTS[area.verdict]).lower(),
        ]
    return f"| {' | '.join(cells)} |"

"""The README says what the program finds: its table of real areas is what it would say today."""

import re
import shlex
from pathlib import Path

import pytest

from metrocli.delimit import check
from metrocli.model import AreaAssessment, AreaVerdict
from metrocli.norm.norm import load_norm
from metrocli.norm.settings import settings_for
from metrocli.report.language import Language
from metrocli.study.load import load
from metrocli.study.reader import read_config
from metrocli.text import text

VERDICTS = {
    AreaVerdict.ELIGIBLE: "apta",
    AreaVerdict.NOT_ELIGIBLE: "no apta",
    AreaVerdict.UNDETERMINED: "no determinable",
}


@pytest.fixture(scope="module")
def readme(repository: Path) -> str:
    return (repository / "README.md").read_text(encoding="utf-8")


def commands(readme: str) -> list[list[str]]:
    blocks = re.findall(r"```console\n(.*?)```", readme, re.DOTALL)
    lines = [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith("metro ")]


@pytest.mark.slow
@pytest.mark.real
def test_its_table_of_real_areas_is_what_check_says(
    readme: str, repository: Path, real_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("METRO_DATA", str(real_data))
    studies = [words[-1] for words in commands(readme) if "studies/" in words[-1]]
    assert len(studies) == 2
    rows = [row(areas) for areas in zip(*(checked(repository / s) for s in studies), strict=True)]
    assert "\n".join(rows) in readme


def checked(study_file: Path) -> tuple[AreaAssessment, ...]:
    config = read_config(study_file)
    members = {code for area in config.areas.values() for code in area.members}
    study = load(config, only=members)
    return check(study, study.areas, settings=settings_for(load_norm("ley-21074"))).areas


def row(areas: tuple[AreaAssessment, ...]) -> str:
    spanish = Language("es")
    cells = [areas[0].area.name]
    for area in areas:
        merge = area.merge_distance
        cells += [
            spanish.say(text("{people:,.0f}", people=area.population.continuum)),
            "–" if merge is None else spanish.say(text("{merge:,.1f}", merge=merge)),
            VERDICTS[area.verdict],
        ]
    return f"| {' | '.join(cells)} |"

"""The interface for notebooks: what `import metrocli` promises is there, and light until used."""

import subprocess
import sys
from pathlib import Path

import pytest

import metrocli
from metrocli.model import AreaVerdict


@pytest.mark.parametrize("name", metrocli.__all__)
def test_every_promised_name_is_there_and_says_what_it_is(name: str) -> None:
    assert getattr(metrocli, name).__doc__
    assert getattr(metrocli, name).__name__ == name


def test_what_is_not_promised_is_not_there() -> None:
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        _ = metrocli.nothing_of_the_kind


def test_importing_it_brings_in_nothing_heavy() -> None:
    script = "import sys, metrocli; print('numpy' in sys.modules, 'click' in sys.modules)"
    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, text=True
    )
    assert said.stdout.split() == ["False", "False"]


def test_the_main_job_in_four_lines(repository: Path) -> None:
    study = metrocli.load(metrocli.read_config(repository / "data" / "samples" / "metro-2017.toml"))
    settings = metrocli.settings_for(metrocli.load_norm("ley-21074"))
    talca = next(area for area in study.areas if area.id == "talca-maule")
    (verdict,) = metrocli.check(study, [talca], settings=settings).areas
    assert verdict.verdict is AreaVerdict.NOT_ELIGIBLE
    assert verdict.population.continuum == 224_125

"""The metro.toml of a new study explains every key that there is."""

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from metrocli.study import sections
from metrocli.study.reader import read_config
from metrocli.study.template import template

SECTIONS = {
    "study": sections.StudySection,
    "boundaries": sections.BoundariesSection,
    "population": sections.PopulationSection,
    "footprints": sections.FootprintsSection,
    "also_built": sections.AlsoBuiltSection,
    "links": sections.LinksSection,
    "people": sections.PeopleSection,
    "commuting": sections.CommutingSection,
    "services": sections.ServicesSection,
    "continuity": sections.ContinuitySection,
    "norm": sections.NormSection,
}


def uncommented(language: str) -> str:
    return re.sub(
        r"^# (?=\[\[?[a-z_.]+\]\]?$|[a-z_]+ = )", "", template(language), flags=re.MULTILINE
    )


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_template_is_a_study(tmp_path: Path, language: str) -> None:
    path = tmp_path / "metro.toml"
    path.write_text(template(language), encoding="utf-8")
    assert read_config(path).areas["talca-maule"].members == ("07101", "07105")
    path.write_text(uncommented(language), encoding="utf-8")
    assert read_config(path).continuity.max_gap is not None


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_key_is_in_the_template(language: str) -> None:
    content = tomllib.loads(uncommented(language))
    for name, section in SECTIONS.items():
        table = content[name][0] if isinstance(content[name], list) else content[name]
        assert set(table) == {field.name for field in fields(section)}
    assert set(content["decisions"]) == {item.name for item in fields(sections.DecisionsSection)}
    keys = {key for decisions in content["decisions"].values() for key in decisions[0]}
    assert keys == {item.name for item in fields(sections.DecisionSection)}
    assert set(content["areas"]["talca-maule"]) == {"name", "members"}


def test_the_languages_differ_in_words_and_not_in_keys() -> None:
    assert template("es") != template("en")
    assert tomllib.loads(uncommented("es")).keys() == tomllib.loads(uncommented("en")).keys()

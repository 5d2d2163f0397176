"""What the user sets wins over the norm, and says so."""

import pytest

from metrocli.errors import UsageError
from metrocli.model import ContinuitySettings, Level, Reading
from metrocli.norm.norm import load_norm
from metrocli.norm.settings import OWN_SOURCE, settings_for
from tests.studies import LAW


def test_without_wishes_the_norm_rules() -> None:
    settings = settings_for(LAW)
    assert settings.norm == LAW
    assert settings.parameters == tuple(LAW.parameters.values())
    assert (settings.continuity, settings.reading) == (LAW.continuity, LAW.reading)
    assert not settings.strict


def test_what_is_given_wins_and_loses_the_source_of_the_norm() -> None:
    settings = settings_for(
        LAW, max_gap=200, majority=0.6, horizon=900, reading=Reading.URBAN, strict=True
    )
    assert settings.continuity == ContinuitySettings(max_gap=200, majority=0.6, horizon=900)
    assert settings.reading is Reading.URBAN
    assert settings.strict
    own = {p.id: p for p in settings.parameters if p.source == OWN_SOURCE}
    assert set(own) == {"max_gap", "majority", "horizon", "reading"}
    assert {p.level for p in own.values()} == {Level.METHOD}
    assert own["max_gap"].unit == "m"


def test_the_others_keep_their_source_and_their_order() -> None:
    settings = settings_for(LAW, max_gap=200)
    assert [p.id for p in settings.parameters] == list(LAW.parameters)
    untouched = [p for p in settings.parameters if p.id != "max_gap"]
    assert untouched == [p for p in LAW.parameters.values() if p.id != "max_gap"]


def test_to_give_what_the_norm_says_anyway_keeps_its_source() -> None:
    assert settings_for(LAW, max_gap=LAW.continuity.max_gap).norm == LAW


def test_the_norm_itself_is_left_as_it_was() -> None:
    before = dict(LAW.parameters)
    settings_for(LAW, max_gap=1)
    assert LAW.parameters == before


def test_a_horizon_nearer_than_the_largest_gap_is_refused() -> None:
    with pytest.raises(UsageError, match=r"100 m.*200 m"):
        settings_for(LAW, max_gap=200, horizon=100)
    assert settings_for(LAW, max_gap=200, horizon=200).continuity.horizon == 200


def test_no_gap_at_all_can_be_asked_for() -> None:
    assert settings_for(LAW, max_gap=0).continuity.max_gap == 0


def test_what_the_norm_does_not_know_cannot_be_set() -> None:
    with pytest.raises(UsageError, match="ine-espana has no reading"):
        settings_for(load_norm("ine-espana"), reading=Reading.COMMUNAL)


def test_the_comparison_stays_the_norms_own() -> None:
    settings = settings_for(load_norm("ine-espana"), max_gap=300)
    assert settings.norm.number("max_gap") == 300
    assert 299.999 < settings.continuity.max_gap < 300

"""The graticule: degrees where they are, and how far the grid is turned."""

import re

import numpy as np
import pytest

from metrocli import planar
from metrocli.report.maps.graticule import convergence, dms
from metrocli.report.maps.page import Box
from metrocli.report.maps.plan import Plan, plan_of
from tests.report.maps.drawn import SPANISH, groups, svg, texts


def around(lon: float, lat: float) -> Plan:
    x, y = planar.from_degrees(lon, lat)
    return plan_of(Box(x - 5_000, y - 5_000, x + 5_000, y + 5_000), Box(10, 10, 190, 190))


@pytest.mark.parametrize(("lon", "lat"), [(-70.7, -33.4), (-73.05, -36.8), (-68.3, -54.9)])
def test_the_convergence_is_that_of_the_projection(lon: float, lat: float) -> None:
    expected = np.degrees(np.arctan(np.tan(np.radians(lon + 70.7)) * np.sin(np.radians(lat))))
    assert convergence(around(lon, lat)) == pytest.approx(-expected, abs=0.02)


def test_angles_are_as_fine_as_they_need_to_be() -> None:
    told = [SPANISH.say(dms(35.4125, step)) for step in (3600, 60, 30, 0.5)]
    assert told == ["35°", "35° 24′", "35° 24′ 45″", "35° 24′ 45,00″"]


def test_its_lines_stand_where_their_degrees_say() -> None:
    picture = svg("continuum")
    lines = groups(picture, "graticule")
    parallels = sorted(float(line[:, 1].mean()) for line in lines if np.ptp(line[:, 0]) > 50)
    (told,) = {re.sub("[^0-9]", "", one) for one in texts(picture) if one.endswith("20″ S")} or {""}
    assert told.endswith("20")
    apart = np.diff(parallels) * scale_of(picture) / 1000
    # twenty seconds along a meridian at 35.4° S, on GRS80: 616.4 m
    assert apart == pytest.approx(616.4, rel=2e-3)


def scale_of(picture: str) -> float:
    (words,) = [words for words in texts(picture) if words.startswith("Escala")]
    return float(words.split("1:")[1].split(" ")[0].replace(".", ""))

"""Inks: told apart by people who see colours otherwise, and on a photocopy."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from numpy.typing import NDArray

from metrocli.report.maps import ink
from metrocli.report.maps.ink import Ink

# Machado, Oliveira and Fernandes (2009), full severity, for linear RGB.
SIGHTS = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}

TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = np.array([0.9505, 1.0, 1.089])

DISTINCT, LIGHTER = 18.0, 8.0
"""Distances in CIELAB that nobody overlooks: of colours side by side, and of lightness alone."""


def lab(colour: str, sight: str = "usual") -> NDArray[np.float64]:
    rgb = np.array(to_rgb(colour))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(SIGHTS[sight] @ linear, 0, 1)
    ratio = TO_XYZ @ seen / WHITE
    x, y, z = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def fill(given: Ink) -> str:
    assert given.fill is not None
    return given.fill


BUILT = [fill(i) for i in (ink.CONTINUUM, ink.OTHER_PATCH, ink.NEIGHBOUR, ink.LINK_FOOTPRINT)]
CHART = [fill(i) for i in (ink.MET, ink.NOT_MET)]
NEAR = [*combinations(BUILT, 2), *pairwise(ink.DENSITIES), tuple(CHART)]


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("pair", NEAR)
def test_what_lies_side_by_side_is_told_apart(pair: tuple[str, str], sight: str) -> None:
    one, other = (lab(colour, sight) for colour in pair)
    assert np.hypot.reduce(one - other) >= DISTINCT


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("built", BUILT)
@pytest.mark.parametrize("ground", [ink.MEMBER_LAND, ink.OTHER_LAND, ink.CONTINUUM_GROUND])
def test_what_is_built_stands_out_from_the_ground(sight: str, built: str, ground: Ink) -> None:
    if built == fill(ink.NEIGHBOUR) and ground is ink.CONTINUUM_GROUND:
        return  # a neighbour's footprint is never of the continuum
    assert np.hypot.reduce(lab(built, sight) - lab(fill(ground), sight)) >= 10


@pytest.mark.parametrize("pair", [*combinations(BUILT[:3], 2), *pairwise(ink.DENSITIES)])
def test_a_photocopy_tells_apart_what_colours_do(pair: tuple[str, str]) -> None:
    one, other = (float(lab(colour)[0]) for colour in pair)
    assert abs(one - other) >= LIGHTER


def test_classes_grow_darker() -> None:
    lightness = [float(lab(colour)[0]) for colour in ink.DENSITIES]
    assert lightness == sorted(lightness, reverse=True)


def test_what_is_as_light_as_another_is_hatched() -> None:
    verdicts = [ink.MET, ink.NOT_MET, ink.OPEN]
    assert len({given.hatch for given in verdicts}) == 3
    assert ink.OTHER_PATCH_GROUND.hatch
    assert not ink.CONTINUUM_GROUND.hatch

"""Transverse Mercator by the million: the series of Krüger, to the sixth order.

After C. F. F. Karney, "Transverse Mercator with an accuracy of a few nanometers", J. Geodesy 85
(2011), equations 7–9, 11, 14 and 35, which is also what PROJ's ``tmerc`` comes to (K. Poder and
K. Engsager, 1998). Within 40° of the central meridian the series are good to nanometres.
"""

from math import factorial, pi, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from metrocli.shapes.kernel import inlined

SEMIMAJOR, FLATTENING = 6_378_137.0, 1 / 298.257222101
"""GRS80, metres."""

DEGREE = pi / 180
"""Radians."""

ECCENTRICITY2 = FLATTENING * (2 - FLATTENING)


def _series() -> tuple[float, NDArray[np.float64]]:
    """Return the rectifying radius and the coefficients α₁ … α₆, in powers of the third flattening.

    The radius is Karney's equation 14, in metres, and the coefficients are his equation 35.
    """
    n = FLATTENING / (2 - FLATTENING)
    radius = SEMIMAJOR / (1 + n) * (1 + n**2 / 4 + n**4 / 64 + n**6 / 256)
    powers = n ** np.arange(1, 7)
    table = np.array(
        [
            [1 / 2, -2 / 3, 5 / 16, 41 / 180, -127 / 288, 7891 / 37800],
            [0, 13 / 48, -3 / 5, 557 / 1440, 281 / 630, -1983433 / 1935360],
            [0, 0, 61 / 240, -103 / 140, 15061 / 26880, 167603 / 181440],
            [0, 0, 0, 49561 / 161280, -179 / 168, 6601661 / 7257600],
            [0, 0, 0, 0, 34729 / 80640, -3418889 / 1995840],
            [0, 0, 0, 0, 0, 212378941 / 319334400],
        ]
    )
    return radius, table @ powers


RADIUS, ALPHA = _series()
A1, A2, A3, A4, A5, A6 = (float(alpha) for alpha in ALPHA)

S3, S5, S7, S9, S11, S13, S15, S17 = (1 / factorial(k) for k in range(3, 18, 2))
"""Of the series of the sine: to multiply by them takes a processor a quarter of dividing."""


class Projection(NamedTuple):
    """A transverse Mercator projection of GRS80 that starts at the equator.

    Parameters
    ----------
    meridian : float
        Central meridian, degrees.
    scale : float
        Scale on it.
    false_easting, false_northing : float
        Metres.
    """

    meridian: float
    scale: float
    false_easting: float
    false_northing: float


@inlined
def project(lon: float, lat: float, to: Projection) -> tuple[float, float]:
    """Return x and y, metres, of a longitude and a latitude in degrees.

    Roots and power series only, so that a loop over many points goes by several at a time.
    """
    # Both angles lie between -90° and 90°, so the cosine is the root, to a few nanometres.
    sin_phi, sin_lam = _sine(DEGREE * lat), _sine(DEGREE * (lon - to.meridian))
    cos_phi = sqrt((1 - sin_phi) * (1 + sin_phi))
    cos_lam = sqrt((1 - sin_lam) * (1 + sin_lam)) * cos_phi
    # The tangent τ' of the conformal latitude (Karney 7-9) times cos φ, which spares tan φ.
    sigma = _sinh_of_small(ECCENTRICITY2 * sin_phi * _arc(ECCENTRICITY2 * sin_phi * sin_phi))
    conformal = sin_phi * sqrt(1 + sigma * sigma) - sigma
    side = sqrt(conformal * conformal + cos_lam * cos_lam)
    sin_xi, cos_xi = conformal / side, cos_lam / side
    sinh_eta = sin_lam * cos_phi / side
    cosh_eta = sqrt(1 + sinh_eta * sinh_eta)
    # The tangents of ξ/4 and η/2, small enough for the series.
    half = sin_xi / (1 + cos_xi)
    quarter, tanh = half / (1 + sqrt(1 + half * half)), sinh_eta / (1 + cosh_eta)
    xi, eta = 4 * quarter * _arc(-quarter * quarter), 2 * tanh * _arc(tanh * tanh)
    more_xi, more_eta = _sum(
        2 * sin_xi * cos_xi,
        (cos_xi - sin_xi) * (cos_xi + sin_xi),
        2 * sinh_eta * cosh_eta,
        1 + 2 * sinh_eta * sinh_eta,
    )
    reach = to.scale * RADIUS
    return (
        to.false_easting + reach * (eta + more_eta),
        to.false_northing + reach * (xi + more_xi),
    )


@inlined
def _sum(sin_xi: float, cos_xi: float, sinh_eta: float, cosh_eta: float) -> tuple[float, float]:
    """Return Σ α_j sin 2j(ξ + iη), given the functions of 2ξ and 2η: Clenshaw's recurrence."""
    zr, zi = 2 * cos_xi * cosh_eta, -2 * sin_xi * sinh_eta
    r5, i5 = zr * A6 + A5, zi * A6
    r4, i4 = zr * r5 - zi * i5 - A6 + A4, zr * i5 + zi * r5
    r3, i3 = zr * r4 - zi * i4 - r5 + A3, zr * i4 + zi * r4 - i5
    r2, i2 = zr * r3 - zi * i3 - r4 + A2, zr * i3 + zi * r3 - i4
    r1, i1 = zr * r2 - zi * i2 - r3 + A1, zr * i2 + zi * r2 - i3
    sr, si = sin_xi * cosh_eta, cos_xi * sinh_eta
    return sr * r1 - si * i1, sr * i1 + si * r1


@inlined
def _sine(x: float) -> float:
    """Return sin x for |x| < 1, by a power series whose next term is below 1e-17."""
    q = -x * x
    high = S11 + q * (S13 + q * (S15 + q * S17))
    return x * (1 + q * (S3 + q * (S5 + q * (S7 + q * (S9 + q * high)))))


@inlined
def _arc(q: float) -> float:
    """Return artanh √q / √q, or arctan √-q / √-q; the next term is below 1e-17 for |q| < 0.07."""
    high = 1 / 15 + q * (1 / 17 + q * (1 / 19 + q * (1 / 21 + q * (1 / 23 + q * (1 / 25)))))
    low = 1 / 7 + q * (1 / 9 + q * (1 / 11 + q * (1 / 13 + q * high)))
    return 1 + q * (1 / 3 + q * (1 / 5 + q * low))


@inlined
def _sinh_of_small(x: float) -> float:
    """Return sinh x for |x| < 0.007, by a power series whose next term is below 1e-20."""
    q = x * x
    return x * (1 + q * (S3 + q * (S5 + q * S7)))

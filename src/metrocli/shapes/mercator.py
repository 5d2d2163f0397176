"""Transverse Mercator by the million: the series of Krüger, to the sixth order.

After C. F. F. Karney, "Transverse Mercator with an accuracy of a few nanometers", J. Geodesy 85
(2011), equations 7–9, 11, 14 and 35, which is also what PROJ's ``tmerc`` comes to (K. Poder and
K. Engsager, 1998). Within 40° of the central meridian the series are good to nanometres.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from metrocli.shapes.kernel import inlined

SEMIMAJOR, FLATTENING = 6_378_137.0, 1 / 298.257222101
"""GRS80, metres."""

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
    """Return x and y, metres, of a longitude and a latitude in degrees."""
    phi, lam = np.radians(lat), np.radians(lon - to.meridian)
    # Both angles lie between -90° and 90°, so the cosine is the root, to a few nanometres.
    sin_phi, sin_lam = np.sin(phi), np.sin(lam)
    cos_phi = np.sqrt((1 - sin_phi) * (1 + sin_phi))
    cos_lam = np.sqrt((1 - sin_lam) * (1 + sin_lam)) * cos_phi
    # The tangent τ' of the conformal latitude (Karney 7-9) times cos φ, which spares tan φ.
    sigma = _sinh_of_small(_e_atanh(sin_phi))
    conformal = sin_phi * np.sqrt(1 + sigma * sigma) - sigma
    side = np.sqrt(conformal * conformal + cos_lam * cos_lam)
    sin_xi, cos_xi = conformal / side, cos_lam / side
    sinh_eta = sin_lam * cos_phi / side
    cosh_eta = np.sqrt(1 + sinh_eta * sinh_eta)
    xi = np.arctan(conformal / cos_lam)
    eta = np.log1p(sinh_eta + sinh_eta * sinh_eta / (1 + cosh_eta))
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
    r2, i2 = A6, 0.0
    r1, i1 = zr * A6 + A5, zi * A6
    for alpha in (A4, A3, A2, A1):
        r1, i1, r2, i2 = zr * r1 - zi * i1 - r2 + alpha, zr * i1 + zi * r1 - i2, r1, i1
    sr, si = sin_xi * cosh_eta, cos_xi * sinh_eta
    return sr * r1 - si * i1, sr * i1 + si * r1


@inlined
def _e_atanh(sin_phi: float) -> float:
    """Return e artanh(e sin φ), by a power series whose ninth term is below 1e-19."""
    q = ECCENTRICITY2 * sin_phi * sin_phi
    series = 1 + q * (
        1 / 3 + q * (1 / 5 + q * (1 / 7 + q * (1 / 9 + q * (1 / 11 + q * (1 / 13 + q / 15)))))
    )
    return ECCENTRICITY2 * sin_phi * series


@inlined
def _sinh_of_small(x: float) -> float:
    """Return sinh x for |x| < 0.007, by a power series whose next term is below 1e-20."""
    q = x * x
    return x * (1 + q / 6 * (1 + q / 20 * (1 + q / 42)))

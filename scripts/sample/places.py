"""The places of the sample: what is real, and what is drawn by hand.

Real: codes, names and communal populations (INE, Censo 2017 y 2024), the approximate position of
each anchor, and the order of magnitude of the people who live in each continuum. The two communes
whose code ends in 999 are invented. Invented everywhere: outlines, borders, rivers, coasts, the
places of the quarters, and how a town's people are spread over them.
"""

from sample.sketch import Commune, Conurbation, Divide, Quarter

REGIONS = {
    "01": "Tarapacá",
    "02": "Antofagasta",
    "04": "Coquimbo",
    "06": "Libertador General Bernardo O'Higgins",
    "07": "Maule",
    "08": "Biobío",
    "09": "La Araucanía",
    "10": "Los Lagos",
    "16": "Ñuble",
}
"""Name of each region by the first two characters of its communes' codes."""

IQUIQUE = Conurbation(
    anchor=(-70.13, -20.21),
    communes=(
        Commune("01101", "Iquique", 191_468, 199_587),
        Commune("01107", "Alto Hospicio", 108_375, 142_086),
    ),
    outline=(
        (-1.2, -6),
        (-0.7, -3),
        (-0.75, -0.6),
        (-0.9, 1),
        (-0.5, 3),
        (-0.8, 6),
        (8, 6),
        (8, -6),
    ),
    divides=(
        # the cliff between the coast and the plateau
        Divide(((0.9, -7), (0.7, -2), (0.75, 0), (0.7, 2), (1.0, 7)), 0.445),
    ),
    quarters=(
        Quarter("01101", (-0.1, 0), 184_663, 189_761, angle=86, stretch=1.4),
        Quarter("01107", (1.6, 0.2), 100_992, 136_835, angle=-8, stretch=1.3),
    ),
)

ANTOFAGASTA = Conurbation(
    anchor=(-70.40, -23.65),
    communes=(Commune("02101", "Antofagasta", 361_873, 401_096),),
    outline=((-0.6, -8), (-0.9, -3), (-0.5, 0), (-0.3, 2.5), (-1.4, 5), (-1, 8), (8, 8), (8, -8)),
    divides=(),
    quarters=(Quarter("02101", (0.1, 0), 336_607, 387_247, angle=80, stretch=2),),
)

LA_SERENA = Conurbation(
    anchor=(-71.27, -29.93),
    communes=(
        Commune("04101", "La Serena", 221_054, 250_141),
        Commune("04102", "Coquimbo", 227_730, 263_719),
    ),
    # the bay, with the peninsula of Coquimbo to its south-west
    outline=(
        *((-6, -7), (-3.4, -4), (-3, -2.6), (-3.3, -1.4), (-2.4, -1.1), (-1.6, -1.4), (-1, -0.7)),
        *((-0.7, 1), (-0.9, 3), (-1.5, 6), (8, 6), (8, -7)),
    ),
    divides=(Divide(((-1.8, -1.1), (-0.6, -1), (0.4, -1.1), (1.5, -1.2), (9, -2.5))),),
    quarters=(
        Quarter("04101", (0.3, -0.25), 186_815, 213_207, angle=-4),
        Quarter("04102", (-0.9, -1.85), 192_676, 226_042, angle=24, stretch=1.3),
        Quarter("04101", (5, 1), 4_126, 13_617, angle=10),
        Quarter("04102", (-4.2, -6), 7_973, 16_566, angle=50),
    ),
)

RANCAGUA = Conurbation(
    anchor=(-70.74, -34.17),
    communes=(
        Commune("06101", "Rancagua", 241_774, 257_744),
        Commune("06106", "Graneros", 33_437, 35_938),
        Commune("06108", "Machalí", 52_505, 60_875),
    ),
    outline=((-6, -5), (-6.5, 1), (-5, 8), (3, 8.5), (9, 7), (9, -5)),
    divides=(
        Divide(((-7, 1.2), (-2, 1), (-0.5, 1.05), (0.5, 1), (1.2, 1.1), (10, 3))),
        Divide(((1.1, 1.2), (1.05, 0.2), (1.1, -0.8), (1.4, -6))),
    ),
    quarters=(
        Quarter("06101", (0.1, 0.1), 220_928, 242_912, angle=3),
        Quarter("06108", (1.5, -0.3), 47_020, 56_780, angle=-14, stretch=1.4),
        Quarter("06106", (-0.8, 5.5), 26_239, 28_664, angle=6),
        # the edge of Graneros that grew against Rancagua
        Quarter("06106", (0.05, 1.13), 2_500, 3_300, angle=3),
        Quarter("06101", (-4, -3), 2_248, 5_495, angle=30),
        Quarter("06108", (6, -1.5), 2_413, 2_493, angle=-35),
    ),
)

TALCA = Conurbation(
    anchor=(-71.66, -35.43),
    communes=(
        Commune("07101", "Talca", 220_357, 232_131),
        Commune("07105", "Maule", 49_721, 61_081),
    ),
    outline=((-6, -8), (-7, 0), (-6, 7), (7, 7.5), (8, 0), (7, -8)),
    divides=(
        # the Claro runs west of the city; it is no border
        Divide(((-2.5, 6), (-1.2, 2), (-1, 0), (-1.3, -0.6)), 0.15),
        Divide(((-8, -1.2), (-1.5, -0.9), (-0.4, -0.85), (0.8, -0.85), (2, -0.8), (9, -1))),
    ),
    quarters=(
        Quarter("07101", (0, 0), 194_288, 216_076, angle=-7, stretch=1.2),
        Quarter("07105", (0.2, -1.15), 29_837, 38_646, angle=-7, stretch=1.5),
        Quarter("07101", (2.5, 5), 3_785, 4_823, angle=40),
        Quarter("07105", (1.5, -5.2), 6_570, 11_326, angle=15),
    ),
)

CHILLAN = Conurbation(
    anchor=(-72.10, -36.61),
    communes=(
        Commune("16101", "Chillán", 184_739, 190_382),
        Commune("16103", "Chillán Viejo", 30_907, 32_688),
    ),
    outline=((-5, -7), (-6, 0), (-4, 6), (6, 6), (7, -1), (5, -7)),
    divides=(Divide(((-7, -1.5), (-1.5, -0.8), (-0.3, -0.75), (0.8, -0.8), (8, -1.5))),),
    quarters=(
        Quarter("16101", (0, 0.05), 157_138, 160_507, angle=18),
        Quarter("16103", (-0.2, -1), 26_300, 26_952, angle=-5, stretch=1.4),
        Quarter("16101", (4.5, 3), 3_954, 10_457, angle=0),
    ),
)

INVENTED = Conurbation(
    anchor=(-71.80, -36.28),
    communes=(
        Commune("07999", "Comuna inventada A (esquemática)", 171_000, 182_000),
        Commune("16999", "Comuna inventada B (esquemática)", 138_000, 147_000),
    ),
    outline=((-5, -5), (-6, 0), (-5, 5), (5, 5), (6, 0), (5, -5)),
    divides=(Divide(((-7, 0.3), (-1.2, 0.05), (0, 0), (1.2, -0.05), (7, 0.4))),),
    quarters=(
        Quarter("07999", (0, 0.7), 148_000, 158_000, angle=10),
        Quarter("16999", (0.1, -0.65), 117_000, 126_000, angle=-20),
    ),
)

CONCEPCION = Conurbation(
    anchor=(-73.05, -36.83),
    communes=(
        Commune("08101", "Concepción", 223_574, 230_375),
        Commune("08102", "Coronel", 116_262, 123_648),
        Commune("08103", "Chiguayante", 85_938, 85_822),
        Commune("08108", "San Pedro de la Paz", 131_808, 150_992),
        Commune("08110", "Talcahuano", 151_749, 147_322),
        Commune("08112", "Hualpén", 91_773, 87_731),
    ),
    outline=(
        # the gulf of Arauco and the mouth of the Biobío
        *((-2.6, -9.5), (-2.3, -6), (-2.1, -3), (-3.4, -0.6), (-4, 1)),
        # the peninsulas of Hualpén and Tumbes
        *((-4.2, 2.4), (-3.4, 3.4), (-2.5, 3.1), (-2.7, 5.6), (-1.6, 6), (-1.1, 4)),
        # the bay of Concepción
        *((-0.2, 3.2), (1, 3.4), (2.5, 5), (4, 6.5), (7, 6.5), (7, -9.5)),
    ),
    divides=(
        # the Biobío
        Divide(
            ((5.5, -10.5), (3, -6), (1.2, -2.8), (0.1, -1.8), (-1, -0.8), (-2.6, 0.1), (-5, 1.4)),
            1.38,
        ),
        # San Pedro and Coronel
        Divide(((-3.5, -4.7), (0, -4.9), (3.5, -5.1))),
        # Concepción and Chiguayante
        Divide(((-0.3, -2.2), (1.1, -0.9), (2.5, 0.3), (8, 2.5))),
        # Concepción, with Hualpén and Talcahuano
        Divide(((-1.6, -1), (-0.5, 0.4), (-0.1, 1.5), (0.3, 2.4), (0.3, 4))),
        # Hualpén and Talcahuano
        Divide(((0.2, 1.5), (-1, 1.5), (-2, 1.8), (-5, 2.2))),
    ),
    quarters=(
        Quarter("08101", (0.45, -0.15), 209_609, 223_525, angle=-42, stretch=1.2),
        Quarter("08103", (1.75, -1.45), 83_517, 85_668, angle=-52, stretch=1.6),
        Quarter("08110", (-0.9, 2.3), 141_917, 143_593, angle=12),
        Quarter("08112", (-0.95, 0.85), 86_254, 86_639, angle=-25),
        Quarter("08108", (-0.65, -2.6), 126_063, 150_512, angle=-45, stretch=1.4),
        Quarter("08102", (-1.2, -7), 105_542, 120_767, angle=80, stretch=1.3),
        Quarter("08110", (-2.1, 5.2), 1_838, 1_786, angle=60),
    ),
)

TEMUCO = Conurbation(
    anchor=(-72.59, -38.74),
    communes=(
        Commune("09101", "Temuco", 282_415, 292_518),
        Commune("09112", "Padre Las Casas", 76_126, 80_656),
    ),
    outline=((-7, -6), (-8, 0), (-7, 5), (6, 5.5), (7, 0), (6, -6)),
    divides=(
        # the Cautín
        Divide(((-9, -2.2), (-3, -1.2), (-1, -0.95), (0.5, -0.85), (2, -0.8), (8, 0.5)), 0.28),
    ),
    quarters=(
        Quarter("09101", (0, 0.1), 224_459, 231_449, angle=8, stretch=1.3),
        Quarter("09112", (0.5, -1.3), 40_054, 41_379, angle=-6, stretch=1.4),
        # Labranza
        Quarter("09101", (-5.2, -0.6), 25_028, 38_767, angle=2),
        Quarter("09112", (3.5, -4.5), 3_019, 3_078, angle=45),
    ),
)

PUERTO_MONTT = Conurbation(
    anchor=(-72.94, -41.47),
    communes=(
        Commune("10101", "Puerto Montt", 245_902, 277_040),
        Commune("10109", "Puerto Varas", 44_578, 52_942),
    ),
    outline=(
        # the gulf of Reloncaví
        *((-7, -3), (-3, -1.2), (-1, -0.5), (0, -0.35), (1, -0.6), (3, -1.5), (7, -3)),
        # the lake Llanquihue
        *((7, 8.2), (3, 9.3), (1, 8.4), (-0.6, 8.2), (-2, 9), (-3, 11), (-7, 11)),
    ),
    divides=(
        # fields between the city and Alerce, not a border
        Divide(((-3, 2.1), (-1, 2.15), (1, 2.1), (3, 2.2)), 1.5),
        # fields between Alerce and Puerto Varas
        Divide(((-8, 5.2), (-1.5, 5.55), (0, 5.6), (1.5, 5.55), (8, 5.4)), 3.56),
    ),
    quarters=(
        Quarter("10101", (0, 0.35), 161_753, 177_428, angle=5, stretch=1.3),
        # Alerce
        Quarter("10101", (0.1, 3.35), 45_313, 52_179, angle=-10, stretch=1.3),
        Quarter("10109", (-0.1, 7.75), 27_501, 31_700, angle=15, stretch=1.3),
        Quarter("10101", (6, -1.6), 1_070, 3_695, angle=-20),
        Quarter("10109", (-5.5, 9), 3_111, 3_087, angle=70),
    ),
)

CONURBATIONS = (
    IQUIQUE,
    ANTOFAGASTA,
    LA_SERENA,
    RANCAGUA,
    TALCA,
    CHILLAN,
    INVENTED,
    CONCEPCION,
    TEMUCO,
    PUERTO_MONTT,
)

"""Results built by hand, with the figures of real areas, for the tests of writers and commands."""

from dataclasses import replace
from datetime import date

from metrocli.model import (
    Applied,
    Area,
    AreaAssessment,
    AreaCommuting,
    AreaVerdict,
    Assessment,
    Commune,
    Comparison,
    ContinuitySettings,
    Criterion,
    CriterionVerdict,
    Crossing,
    Decision,
    DecisionKind,
    Element,
    GapReport,
    GapStep,
    Input,
    Interval,
    LeftOut,
    Level,
    Link,
    LinkEnd,
    Member,
    NearMiss,
    Neighbour,
    NormReference,
    Notice,
    Parameter,
    Populations,
    Reading,
    Residents,
    Tally,
    Tie,
    TieKind,
    Weighting,
    Without,
)
from metrocli.text import text

THRESHOLD, MAX_GAP = 250_000, 550

NORM = NormReference("ley-21074", "Ley 21.074 (Ley 19.175, arts. 104 bis a 104 septies)", "ab" * 32)

PARAMETERS = (
    Parameter("max_gap", MAX_GAP, "m", Level.METHOD, "calibration, docs/calibracion.md"),
    Parameter("majority", 0.5, "share", Level.METHOD, "INSEE, unités urbaines"),
    Parameter("reading", "continuum", "", Level.PRACTICE, "BID, 2024: eight feasible areas"),
    Parameter(
        "min_population", THRESHOLD, "inhabitants", Level.STATUTE, "Ley 19.175, art. 104 bis"
    ),
)


def link(gap: float, a: str, b: str) -> Link:
    """Return a link between the first footprints of two communes."""
    return Link(
        gap,
        LinkEnd(f"{a}10100101", a, 400_000.0, 6_000_000.0, -71.625314, -35.431207),
        LinkEnd(f"{b}10100207", b, 400_010.0, 6_000_010.0, -71.624118, -35.430951),
    )


def area(
    name: str,
    communes: dict[str, tuple[str, float, float]],
    *,
    merge_distance: float | None,
    region: str,
) -> AreaAssessment:
    """Return an area whose verdict follows from its figures.

    `communes` maps codes to name, communal population and population of the continuum.
    """
    codes = tuple(sorted(communes))
    members = tuple(
        Member(code, label, Populations(communal, communal * 0.97, continuum), continuum / communal)
        for code, (label, communal, continuum) in sorted(communes.items())
    )
    population = Populations(
        *(
            sum(member.population.by(reading) or 0 for member in members)
            for reading in (Reading.COMMUNAL, Reading.URBAN, Reading.CONTINUUM)
        )
    )
    criteria = (
        _region(),
        _communes(len(members)),
        _continuity(merge_distance),
        _population(population.continuum or 0),
        _waiting("shared-services", "communes"),
        _waiting("commuting", "share"),
    )
    met = all(item.verdict is CriterionVerdict.MET for item in criteria if item.decides)
    return AreaAssessment(
        area=Area(name.lower().replace("–", "-").replace(" ", "-"), name, codes),
        regions=(codes[0][:2],),
        region_name=region,
        members=members,
        population=population,
        reading_conflict=(population.communal or 0) > THRESHOLD >= (population.continuum or 0),
        verdict=AreaVerdict.ELIGIBLE if met else AreaVerdict.NOT_ELIGIBLE,
        pending=("shared-services", "commuting"),
        criteria=criteria,
        merge_distance=merge_distance,
        touch_distance=merge_distance and merge_distance / 2,
        weakest_link=None if merge_distance is None else link(merge_distance, codes[0], codes[-1]),
        holds=Interval("max_gap", merge_distance, None, unit="m")
        if met
        else Interval("max_gap", None, 6_000, unit="m"),
    )


def _verdict(*, met: bool) -> CriterionVerdict:
    return CriterionVerdict.MET if met else CriterionVerdict.NOT_MET


def _region() -> Criterion:
    return Criterion(
        id="region",
        verdict=CriterionVerdict.MET,
        observed=1,
        required=1,
        margin=0,
        unit="regions",
        basis="Ley 19.175, art. 104 bis, inc. 1°",
        level=Level.STATUTE,
        decides=True,
        comparison=Comparison.AT_MOST,
    )


def _communes(count: int) -> Criterion:
    return Criterion(
        id="communes",
        verdict=_verdict(met=count > 1),
        observed=count,
        required=2,
        margin=count - 2,
        unit="communes",
        basis="Ley 19.175, art. 104 bis, inc. 1°",
        level=Level.STATUTE,
        decides=True,
        comparison=Comparison.AT_LEAST,
    )


def _continuity(distance: float | None) -> Criterion:
    joined = distance is not None and distance <= MAX_GAP
    return Criterion(
        id="continuity",
        verdict=_verdict(met=joined),
        observed=distance,
        required=MAX_GAP,
        margin=None if distance is None else MAX_GAP - distance,
        unit="m",
        basis="Ley 19.175, art. 104 bis, inc. 1°",
        level=Level.STATUTE,
        decides=True,
        evidence={"ratio": float("nan"), "patches": [1, 2]},
        holds=(
            Interval("max_gap", distance, None, unit="m")
            if joined
            else Interval("max_gap", None, distance, high_closed=False, unit="m"),
        ),
        comparison=Comparison.AT_MOST,
    )


def _population(continuum: float) -> Criterion:
    return Criterion(
        id="population",
        verdict=_verdict(met=continuum > THRESHOLD),
        observed=continuum,
        required=THRESHOLD,
        margin=continuum - THRESHOLD,
        unit="inhabitants",
        basis="Ley 19.175, art. 104 bis, inc. 1°",
        level=Level.STATUTE,
        decides=True,
        comparison=Comparison.MORE_THAN,
    )


def _waiting(id: str, unit: str) -> Criterion:
    return Criterion(
        id=id,
        verdict=CriterionVerdict.UNDETERMINED,
        observed=None,
        required=0.15 if unit == "share" else 2,
        margin=None,
        unit=unit,
        basis="Decreto 98 (Interior, 2019)",
        level=Level.PRESS,
        decides=False,
        comparison=Comparison.AT_LEAST,
    )


TALCA = area(
    "Talca–Maule",
    {"07101": ("Talca", 227_000.0, 215_722.0), "07105": ("Maule", 62_000.0, 39_000.0)},
    merge_distance=14.6,
    region="Maule",
)
TALCA_2017 = area(
    "Talca–Maule",
    {"07101": ("Talca", 220_357.0, 200_728.0), "07105": ("Maule", 49_721.0, 22_000.0)},
    merge_distance=0.0,
    region="Maule",
)
CHILLAN = area(
    "Chillán–Chillán Viejo",
    {"16101": ("Chillán", 190_000.0, 160_000.0), "16103": ("Chillán Viejo", 32_000.0, 27_459.0)},
    merge_distance=6.3,
    region="Ñuble",
)
PUERTO_MONTT = area(
    "Puerto Montt–Puerto Varas",
    {
        "10101": ("Puerto Montt", 277_040.0, 220_000.4),
        "10109": ("Puerto Varas", 52_942.0, 40_000.0),
    },
    merge_distance=3_582.4,
    region="Los Lagos",
)
CONCEPCION = area(
    "Gran Concepción",
    {
        code: (name, 90_000.0 + int(code), 80_000.0)
        for code, name in {
            "08101": "Concepción",
            "08102": "Coronel",
            "08103": "Chiguayante",
            "08105": "Hualqui",
            "08106": "Lota",
            "08107": "Penco",
            "08108": "San Pedro de la Paz",
            "08109": "Santa Juana",
            "08110": "Talcahuano",
            "08111": "Tomé",
            "08112": "Hualpén",
        }.items()
    },
    merge_distance=None,
    region="Biobío",
)
SANTIAGO = area(
    "Gran Santiago",
    {
        f"131{position:02d}": (f"Comuna de Santiago {position}", 190_000.0, 189_000.0)
        for position in range(1, 35)
    },
    merge_distance=212.3,
    region="Metropolitana de Santiago",
)

CHECK = Assessment(
    study_title="Región del Maule, Censo 2024",
    vintage="2024",
    schematic=False,
    weighting=Weighting.POPULATION,
    norm=NORM,
    parameters=PARAMETERS,
    areas=(TALCA,),
    inputs=(Input("footprints", "blocks.parquet", "cd" * 32, 166_299, None, "EPSG:4326"),),
    notices=(
        Notice("codes-mended", text("{count:,d} codes lacked their leading zero.", count=1_234)),
    ),
)
MANY = replace(
    CHECK,
    study_title="Chile, Censo 2024",
    areas=(TALCA_2017, CHILLAN, PUERTO_MONTT, CONCEPCION, SANTIAGO),
)
PROPOSAL = replace(
    CHECK,
    areas=(TALCA, SANTIAGO),
    near_misses=(
        NearMiss(CHILLAN, 6.3, 187_459.0, 62_542.0, 0, 0),
        NearMiss(PUERTO_MONTT, 3_582.4, 234_567.0, 15_434.0, 3_032.4, 0),
        NearMiss(
            area(
                "Antofagasta",
                {"02101": ("Antofagasta", 401_096.0, 390_000.0)},
                merge_distance=None,
                region="Antofagasta",
            ),
            0.0,
            390_000.0,
            0,
            0,
            1,
        ),
    ),
)


def commune(code: str, name: str, population: float) -> Commune:
    """Return a commune of a region without a name."""
    return Commune(code, name, code[:2], code[:2], population)


GAP = GapReport(
    study_title="Chile, Censo 2017",
    vintage="2017",
    schematic=False,
    settings=ContinuitySettings(max_gap=550, majority=0.5, horizon=6_000),
    members=(commune("01101", "Iquique", 191_468), commune("01107", "Alto Hospicio", 108_375)),
    merge_distance=456.43,
    touch_distance=120.0,
    weakest_link=link(456.43, "01101", "01107"),
    touch_link=link(120.0, "01101", "01107"),
    steps=(
        GapStep(0.0, ("01101",), 184_663.0),
        GapStep(456.43, ("01101", "01107"), 285_655.0),
    ),
    neighbours=(Neighbour(commune("01401", "Pozo Almonte", 15_711), None, 5_800.0),),
)

EVIDENCE = replace(
    CHECK,
    areas=(
        replace(
            TALCA,
            commuting=AreaCommuting(
                (
                    Residents("07101", 99_990, {"07105": 1_640}, 1_676, closed=True),
                    Residents("07105", 26_229, {"07101": 11_301}, 939, closed=True),
                )
            ),
            shared=(
                Element("hospital", "Hospital Regional de Talca", ("07101", "07105"), "MINSAL"),
                Element("Feria libre", "Crea", ("07101",)),
            ),
        ),
    ),
)
"""An area with trips to work and a list of what it shares."""

CONVENTIONS = replace(
    CHECK,
    areas=(
        replace(
            TALCA,
            weakest_link=replace(
                link(14.6, "07101", "07105"), via=Tie(TieKind.ALSO_BUILT, "Parque", "parque")
            ),
            without=(
                Without(
                    TieKind.LINK,
                    1_408.0,
                    (Tie(TieKind.LINK, "Puente Llacolén", "bridge"),),
                    AreaVerdict.NOT_ELIGIBLE,
                ),
                Without(TieKind.DECISION, None, (), AreaVerdict.ELIGIBLE),
            ),
        ),
    ),
    conventions=Applied(
        links=(Crossing("Puente Llacolén", "bridge", 0.0, 250.0, ((3e5, 6e6), (3.01e5, 6.001e6))),),
        left_out=(
            LeftOut(
                (Tally("07101", 3, 12.0, 25_000.0),), "min_density", 5.0, "inhabitants/ha", "b.gpkg"
            ),
        ),
        decisions=(
            Decision(
                (Tally("07101", 1, 20.0, 4_000.0),),
                DecisionKind.EXCLUDE,
                ("07101011001006",),
                (),
                "Es una cantera",
                "GORE del Maule",
                date(2026, 3, 11),
            ),
        ),
    ),
)
"""An area that a bridge joins, in a study with a threshold and a decision."""

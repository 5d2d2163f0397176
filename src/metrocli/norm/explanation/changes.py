"""What would have to be otherwise for a criterion to turn."""

import math
from collections.abc import Callable, Iterator, Mapping

from metrocli.model import AreaAssessment, Criterion, CriterionVerdict
from metrocli.norm.settings import Settings
from metrocli.text import Text, text

MET = CriterionVerdict.MET


def changes(criterion: Criterion, area: AreaAssessment, settings: Settings) -> tuple[Text, ...]:
    """Return what would turn a criterion, beside the parameters over whose range it holds."""
    if criterion.verdict is CriterionVerdict.UNDETERMINED:
        return (text("It is decided as soon as what is missing is there."),)
    return tuple(_CHANGES.get(criterion.id, _nothing)(criterion, area, settings))


def _region(criterion: Criterion, area: AreaAssessment, _settings: Settings) -> Iterator[Text]:
    if criterion.verdict is MET:
        yield text("A commune of another region would turn it.")
    else:
        yield text(
            "Communes of one region alone would meet it: the regions are {names}.",
            names=area.region_name,
        )


def _communes(criterion: Criterion, area: AreaAssessment, settings: Settings) -> Iterator[Text]:
    least = settings.norm.number("min_communes")
    if criterion.verdict is MET:
        yield text("Fewer than {least:,.0f} communes would turn it.", least=least)
    else:
        yield text("Communes lacking: {lack:,.0f}.", lack=least - len(area.members))


def _continuity(criterion: Criterion, area: AreaAssessment, settings: Settings) -> Iterator[Text]:
    merge, link = area.merge_distance, area.weakest_link
    if criterion.verdict is MET:
        yield text(
            "If the weakest link were wider by more than {metres:,.1f} m, and no other way "
            "around it, it would turn.",
            metres=criterion.margin,
        )
    elif merge is None:
        yield text(
            "No limit up to {horizon:,.0f} m would meet it: the area needs other communes, or "
            "fewer.",
            horizon=settings.continuity.horizon,
        )
    else:
        yield text("Metres too far: {metres:,.1f}.", metres=merge - settings.norm.number("max_gap"))
        if link is not None:
            yield text(
                "It would be met if something were built in the {gap:,.1f} m of the weakest link, "
                "so that no gap is beyond the limit.",
                gap=link.gap,
            )


def _population(criterion: Criterion, area: AreaAssessment, settings: Settings) -> Iterator[Text]:
    yield from _people(criterion, area.population.by(settings.reading), "min_population", settings)
    if area.reading_conflict:
        yield text("Another reading of the population would turn it.")


def _core(criterion: Criterion, area: AreaAssessment, settings: Settings) -> Iterator[Text]:
    return _people(criterion, area.population.continuum, "min_core", settings)


def _people(
    criterion: Criterion, people: float | None, parameter: str, settings: Settings
) -> Iterator[Text]:
    """Yield how many whole inhabitants stand between a population and the other verdict."""
    too_few = settings.norm.exceeding(parameter)
    if people is None or too_few is None:
        return
    if criterion.verdict is MET:
        loss = math.ceil(people - too_few)
        yield text("Inhabitants whose loss would turn it: {count:,.0f}.", count=loss)
    else:
        lack = math.floor(too_few - people) + 1
        yield text("Inhabitants lacking: {count:,.0f}.", count=lack)


def _commuting(criterion: Criterion, _area: AreaAssessment, _settings: Settings) -> Iterator[Text]:
    if criterion.margin is None:
        return
    points = 100 * abs(criterion.margin)
    if criterion.verdict is MET:
        yield text("Percentage points to spare: {points:.1f}.", points=points)
    else:
        yield text("Percentage points lacking: {points:.1f}.", points=points)


def _nothing(_criterion: Criterion, _area: AreaAssessment, _settings: Settings) -> Iterator[Text]:
    return iter(())


_CHANGES: Mapping[str, Callable[[Criterion, AreaAssessment, Settings], Iterator[Text]]] = {
    "region": _region,
    "communes": _communes,
    "continuity": _continuity,
    "population": _population,
    "core": _core,
    "commuting": _commuting,
}

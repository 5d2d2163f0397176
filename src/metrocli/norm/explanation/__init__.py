"""What a criterion says, how it was worked out for an area, and what would change it."""

from dataclasses import dataclass

from metrocli.model import AreaAssessment, Assessment, Criterion, Notice, Parameter
from metrocli.norm.explanation.changes import changes
from metrocli.norm.explanation.steps import steps
from metrocli.norm.explanation.wording import wording
from metrocli.norm.norm import CriterionRule, Norm
from metrocli.norm.parameters import CRITERIA, OPTIONAL
from metrocli.norm.settings import Settings
from metrocli.text import Text


@dataclass(frozen=True, slots=True)
class Working:
    """How a criterion was worked out for an area.

    Parameters
    ----------
    assessment : Assessment
        With the area alone.
    area : AreaAssessment
        The area.
    criterion : Criterion
        As it was decided.
    steps : tuple of Text
        The figures behind it, one by one.
    changes : tuple of Text
        What would have to be otherwise for another verdict.
    """

    assessment: Assessment
    area: AreaAssessment
    criterion: Criterion
    steps: tuple[Text, ...]
    changes: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A criterion explained.

    Parameters
    ----------
    norm : Norm
        With the parameters in force.
    rule : CriterionRule
        The criterion as the norm states it.
    parameters : tuple of Parameter
        Those that it looks at.
    wording : tuple of Text
        What it says.
    working : Working, optional
        None where no area was asked for.
    """

    norm: Norm
    rule: CriterionRule
    parameters: tuple[Parameter, ...]
    wording: tuple[Text, ...]
    working: Working | None = None

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What the reader must know of the inputs."""
        return () if self.working is None else self.working.assessment.notices


def explain(
    criterion: str, settings: Settings, assessment: Assessment | None = None
) -> Explanation:
    """Return a criterion explained, by itself or with the figures of an area.

    Parameters
    ----------
    criterion : str
        Id of a criterion of the norm.
    settings : Settings
        The norm with the parameters in force.
    assessment : Assessment, optional
        Of one area, decided with these settings.

    Raises
    ------
    UsageError
        If the norm has no such criterion.
    """
    norm = settings.norm
    rule = norm.rule(criterion)
    used = (*CRITERIA[criterion], *OPTIONAL.get(criterion, ()))
    return Explanation(
        norm=norm,
        rule=rule,
        parameters=tuple(norm.parameters[id] for id in used if id in norm.parameters),
        wording=wording(criterion, norm),
        working=None if assessment is None else _working(criterion, settings, assessment),
    )


def _working(criterion: str, settings: Settings, assessment: Assessment) -> Working:
    (area,) = assessment.areas
    decided = next(found for found in area.criteria if found.id == criterion)
    return Working(
        assessment=assessment,
        area=area,
        criterion=decided,
        steps=steps(decided, area, settings),
        changes=changes(decided, area, settings),
    )

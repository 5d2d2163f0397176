"""The majority that the CORE's agreement needs, and whether it has it."""

from collections.abc import Mapping
from dataclasses import dataclass

from metrocli.model import CriterionVerdict
from metrocli.procedure.choices import Proposer
from metrocli.procedure.law import Law
from metrocli.procedure.register import File


@dataclass(frozen=True, slots=True)
class Majority:
    """What the CORE's agreement needs, and whether it has it.

    Parameters
    ----------
    members : int, optional
        In office.
    needed : mapping of Proposer to int
        Votes, by who proposes; empty while the members are not known.
    proposed_by : Proposer, optional
        Who did.
    votes : int, optional
        For the agreement.
    verdict : CriterionVerdict
        Undetermined while members, votes or proposer are not known.
    """

    members: int | None
    needed: Mapping[Proposer, int]
    proposed_by: Proposer | None
    votes: int | None
    verdict: CriterionVerdict


def majority_of(file: File, law: Law) -> Majority:
    """Return the majority of a file's agreement."""
    needed = (
        {}
        if file.core_members is None
        else {proposer: rule.needed(file.core_members) for proposer, rule in law.majorities.items()}
    )
    required = None if file.proposed_by is None else needed.get(file.proposed_by)
    verdict = CriterionVerdict.UNDETERMINED
    if required is not None and file.votes is not None:
        met = file.votes >= required
        verdict = CriterionVerdict.MET if met else CriterionVerdict.NOT_MET
    return Majority(file.core_members, needed, file.proposed_by, file.votes, verdict)

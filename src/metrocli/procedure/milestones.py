"""The milestones of a file, in the order in which they usually come."""

from collections.abc import Mapping
from enum import StrEnum

from metrocli.text import Text, text


class Milestone(StrEnum):
    """A step of a file, from the study of its grounds to the committee of mayors."""

    STUDY = "study"
    CONSULTATION = "consultation"
    ACT = "act"
    AGREEMENT = "agreement"
    FILED = "filed"
    ADMITTED = "admitted"
    SESSION = "session"
    OBSERVATIONS = "observations"
    RESOLUTION = "resolution"
    DECREE = "decree"
    TOMA_DE_RAZON = "toma-de-razon"
    PUBLISHED = "published"
    DEPARTMENT = "department"
    COMMITTEE = "committee"


MILESTONES: Mapping[Milestone, Text] = {
    Milestone.STUDY: text("grounds study"),
    Milestone.CONSULTATION: text("mayors consulted"),
    Milestone.ACT: text("act of the consultation"),
    Milestone.AGREEMENT: text("CORE agreement"),
    Milestone.FILED: text("request filed"),
    Milestone.ADMITTED: text("request admitted"),
    Milestone.SESSION: text("CID session"),
    Milestone.OBSERVATIONS: text("CID observations"),
    Milestone.RESOLUTION: text("CID resolution"),
    Milestone.DECREE: text("supreme decree"),
    Milestone.TOMA_DE_RAZON: text("toma de razón"),
    Milestone.PUBLISHED: text("publication in the Diario Oficial"),
    Milestone.DEPARTMENT: text("metropolitan department"),
    Milestone.COMMITTEE: text("committee of mayors installed"),
}
"""What people call each."""

"""What a register may say of an agreement, an answer and a resolution."""

from enum import StrEnum


class Proposer(StrEnum):
    """Who puts an agreement before the CORE."""

    GOVERNOR = "governor"
    CORE = "core"


class Answer(StrEnum):
    """What a mayor said when consulted."""

    FAVOUR = "favour"
    AGAINST = "against"
    NONE = "none"


class Outcome(StrEnum):
    """What the CID decided."""

    APPROVED = "approved"
    REJECTED = "rejected"

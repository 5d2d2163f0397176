"""What people call the things that a register speaks of."""

from collections.abc import Mapping

from metrocli.model import CriterionVerdict
from metrocli.procedure.choices import Answer, Outcome, Proposer
from metrocli.procedure.milestones import MILESTONES, Milestone
from metrocli.procedure.status import Course, FileStatus
from metrocli.text import Text, text

COURSES: Mapping[Course, Text] = {
    Course.REJECTED: text("rejected"),
    Course.LAPSED: text("rejected by silence"),
    Course.CONSTITUTED: text("constituted"),
}
"""What a file has come to; one that is under way is at its stage."""

PROPOSERS: Mapping[Proposer, Text] = {
    Proposer.GOVERNOR: text("the governor proposes"),
    Proposer.CORE: text("the CORE proposes"),
}

MAJORITIES: Mapping[CriterionVerdict, Text] = {
    CriterionVerdict.MET: text("they are enough"),
    CriterionVerdict.NOT_MET: text("they are not enough"),
    CriterionVerdict.UNDETERMINED: text("whether they are enough is not known"),
}

ANSWERS: Mapping[Answer, Text] = {
    Answer.FAVOUR: text("in favour"),
    Answer.AGAINST: text("against"),
    Answer.NONE: text("no answer"),
}

RULES: Mapping[str, Text] = {
    "window": text("window to file"),
    "window-end": text("last day of the window"),
    "limit": text("limit for an answer"),
    "limit-from": text("first day of the limit"),
    "limit-count": text("counting of months"),
    "silence": text("silence"),
    "governor": text("governor's majority"),
    "core": text("CORE's own majority"),
}


def stage_name(status: FileStatus) -> Text:
    """Return where a file is, in a word or two."""
    match status.course, status.stage:
        case Course.CONSTITUTED, Milestone.COMMITTEE:
            return text("constituted, with committee")
        case Course.UNDER_WAY, None:
            return text("no milestones")
        case Course.UNDER_WAY, Milestone.RESOLUTION if status.file.outcome is Outcome.APPROVED:
            return text("approved by the CID")
        case Course.UNDER_WAY, Milestone() as stage:
            return MILESTONES[stage]
    return COURSES[status.course]

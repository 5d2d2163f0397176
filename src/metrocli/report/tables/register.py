"""Where the files of a register stand: what `track status` answers."""

from collections.abc import Iterator, Sequence
from datetime import date

from metrocli.procedure.clock import Limit, LimitState, Window, WindowState
from metrocli.procedure.law import MajorityRule, Rule
from metrocli.procedure.majority import Majority
from metrocli.procedure.milestones import MILESTONES, Milestone
from metrocli.procedure.status import FileStatus, RegisterStatus
from metrocli.report.register_words import (
    ANSWERS,
    MAJORITIES,
    PROPOSERS,
    RULES,
    stage_name,
)
from metrocli.report.tables.sheet import Cell, Column, Sheet
from metrocli.report.words import LEVELS, UNKNOWN, Words, own_words, whole
from metrocli.study import national
from metrocli.text import Text, plural, text


def lay_out(sheet: Sheet, result: RegisterStatus) -> None:
    """Write the files in a row each, then what each lacks, then the rules that were applied."""
    sheet.line(result.title, "bold")
    sheet.line(text("As of {day}.", day=result.today))
    sheet.blank()
    _write_overview(sheet, result)
    sheet.heading(text("File by file"))
    sheet.items(
        (_name(sheet, status), list(_sentences(status, full=sheet.full))) for status in result.files
    )
    sheet.heading(text("Rules applied: {law}", law=own_words(result.law.title)))
    if sheet.full:
        sheet.items(_rules(result))
    else:
        sheet.items([(RULES[id], [said]) for id, said in _short_rules(result)])


def _write_overview(sheet: Sheet, result: RegisterStatus) -> None:
    sheet.table(
        [
            Column.name(text("File")),
            Column(text("Stage")),
            Column.key(text("Since")),
            Column.number(text("Days")),
            Column.key(text("Deadline")),
            Column.number(text("Days\nleft")),
        ],
        [_row(sheet, status) for status in result.files],
    )


def _row(sheet: Sheet, status: FileStatus) -> tuple[Cell, ...]:
    deadline, left = _deadline(status.window, status.limit)
    return (
        _name(sheet, status),
        stage_name(status),
        UNKNOWN if status.since is None else text("{day}", day=status.since.shown),
        _days(status.days),
        deadline,
        whole(left),
    )


def _name(sheet: Sheet, status: FileStatus) -> Cell:
    return sheet.styled(status.file.name, "bold red") if status.alerts else status.file.name


def _days(days: tuple[int, int] | None) -> Words:
    if days is None:
        return UNKNOWN
    least, most = days
    if least == most:
        return whole(least)
    return text("{least:,d}–{most:,d}", least=least, most=most)


def _deadline(window: Window, limit: Limit) -> tuple[Words, int | None]:
    """Return the next day that the law sets a file, and how many are left until then."""
    if limit.state is LimitState.RUNNING:
        return text("{day}", day=limit.last_day), limit.days_left
    if window.state is WindowState.OPEN:
        return text("{day}", day=window.last_day), window.days_left
    return UNKNOWN, None


def _sentences(status: FileStatus, *, full: bool) -> Iterator[Text]:
    for alert in status.alerts:
        yield text("ATTENTION: {alert}.", alert=alert.message)
    if status.missing:
        yield text("Lacks: {missing}.", missing=[remark.message for remark in status.missing])
    yield from _window(status.window)
    yield from _limit(status.limit)
    yield from _majority(status.majority)
    if status.file.answers:
        names = national.names()
        yield text(
            "Mayors: {answers}.",
            answers=[
                text("{commune} {answer}", commune=names[code], answer=ANSWERS[answer])
                for code, answer in status.file.answers.items()
            ],
        )
    if status.unrecorded:
        yield _unrecorded(status.unrecorded, full=full)
    if status.file.note:
        yield text("Note: {note}", note=status.file.note)
    if full and status.file.source:
        yield text("Source: {source}", source=status.file.source)


def _unrecorded(steps: Sequence[Milestone], *, full: bool) -> Text:
    if full:
        return text("No date noted: {milestones}.", milestones=[MILESTONES[step] for step in steps])
    return text("Earlier milestones without a date: {count}.", count=len(steps))


def _window(window: Window) -> Iterator[Text]:
    match window.state:
        case WindowState.OPEN:
            yield plural(
                "It can be filed until {day} ({count:,d} day left).",
                "It can be filed until {day} ({count:,d} days left).",
                day=window.last_day,
                count=window.days_left or 0,
            )
        case WindowState.CLOSED if window.last_day is not None:
            yield text(
                "The window to file closed on {day}; the next opens with the next presidential "
                "term.",
                day=window.last_day,
            )
        case WindowState.INSIDE | WindowState.OUTSIDE:
            yield text(
                "Window to file: from {start} to {day}.",
                start=window.term_start,
                day=window.last_day,
            )


def _limit(limit: Limit) -> Iterator[Text]:
    if limit.last_day is None:
        return
    last: date | Text = limit.last_day
    if limit.latest_last_day != limit.last_day:
        last = text("{first} to {last}", first=limit.last_day, last=limit.latest_last_day)
    match limit.state:
        case LimitState.RUNNING:
            yield plural(
                "Answer due by {day} ({count:,d} day left); silence rejects it from {rejects}.",
                "Answer due by {day} ({count:,d} days left); silence rejects it from {rejects}.",
                day=last,
                count=limit.days_left or 0,
                rejects=limit.rejects_on,
            )
        case LimitState.LAPSED:
            yield text("No answer by {day}: silence rejected it.", day=last)
        case LimitState.UNKNOWN:
            yield text("Answer due by {day}; the dates do not tell whether it was.", day=last)
        case _:
            yield text("Answer due by {day}.", day=last)


def _majority(majority: Majority) -> Iterator[Text]:
    if majority.members is None:
        return
    yield text(
        "CORE of {members}: {needed}.",
        members=majority.members,
        needed=[
            text("{votes} votes if {proposer}", votes=votes, proposer=PROPOSERS[proposer])
            for proposer, votes in majority.needed.items()
            if majority.proposed_by in {None, proposer}
        ],
    )
    if majority.votes is not None:
        yield text(
            "Votes in favour: {votes}; {verdict}.",
            votes=majority.votes,
            verdict=MAJORITIES[majority.verdict],
        )


def _short_rules(result: RegisterStatus) -> Iterator[tuple[str, Text]]:
    """Return what the deadlines and majorities rest on, with the level of each."""
    law = result.law
    rules = law.rules
    yield (
        "window",
        text(
            "first {months} months of a presidential term ({level})",
            months=rules["window"].value,
            level=LEVELS[rules["window"].level],
        ),
    )
    yield (
        "window-end",
        text(
            "the day before month {month} begins ({level})",
            month=int(rules["window"].value) + 1,
            level=LEVELS[rules["window-end"].level],
        ),
    )
    yield (
        "limit",
        text(
            "{months} months; the day after, silence rejects ({level})",
            months=rules["limit"].value,
            level=LEVELS[rules["limit"].level],
        ),
    )
    yield (
        "limit-from",
        text(
            "{milestone} ({level})",
            milestone=MILESTONES[result.limit_from],
            level=LEVELS[rules["limit-from"].level],
        ),
    )
    for proposer, rule in law.majorities.items():
        share = (
            text("more than {share}", share=str(rule.share))
            if rule.exceeded
            else text("at least {share}", share=str(rule.share))
        )
        yield (
            proposer,
            text(
                "{share} of the members in office ({level})",
                share=share,
                level=LEVELS[rule.level],
            ),
        )


def _rules(result: RegisterStatus) -> Iterator[tuple[Text, list[Text]]]:
    rules: list[Rule | MajorityRule] = [*result.law.rules.values()]
    rules += result.law.majorities.values()
    for rule in rules:
        yield (
            RULES[rule.id],
            [
                own_words(rule.note),
                text(
                    "{source} ({level}).", source=own_words(rule.source), level=LEVELS[rule.level]
                ),
            ],
        )

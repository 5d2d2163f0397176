"""The tables of `metro doctor`: what the program finds around it, and what it lacks."""

from collections.abc import Iterator, Mapping

from metrocli import __version__
from metrocli.diagnosis.diagnosis import Diagnosis, Folder, Session
from metrocli.diagnosis.libraries import Extra, Library, Presence
from metrocli.diagnosis.study import StudyFile, StudyState
from metrocli.download import MEGABYTE
from metrocli.report.tables.sheet import Cell, Column, Sheet
from metrocli.text import Text, text

UNKNOWN = "–"

PRESENCES: Mapping[Presence, tuple[Text, str]] = {
    Presence.PRESENT: (text("present"), "green"),
    Presence.OTHER_VERSION: (text("another version"), "red"),
    Presence.MISSING: (text("missing"), "red"),
}
"""What people call it, and in which colour."""

LANGUAGES: Mapping[str, Text] = {"es": text("Spanish"), "en": text("English")}


def lay_out(sheet: Sheet, result: Diagnosis) -> None:
    """Write what was found, part by part, and in a line whether anything is missing."""
    sheet.line(text("metro {version}", version=__version__), "bold")
    sheet.blank()
    sheet.items(_surroundings(result))
    sheet.heading(text("Libraries"))
    sheet.blank()
    _write_libraries(sheet, result.libraries)
    if result.extras:
        sheet.heading(text("Optional parts"))
        sheet.items((extra.name, _extra(extra)) for extra in result.extras)
    sheet.heading(text("Data"))
    sheet.items(_folders(result))
    sheet.heading(text("Study"))
    if result.study is None:
        sheet.line(text("There is no metro.toml in this folder or above it."))
    else:
        _write_study(sheet, result.study)
    sheet.blank()
    if result.sound:
        sheet.line(text("Nothing is missing."), "bold green")
    else:
        sheet.line(text("Something that is needed is missing: see above."), "bold red")


def _surroundings(result: Diagnosis) -> Iterator[tuple[Cell, list[Text]]]:
    yield "Python", [_as_is(result.python)]
    yield text("system"), [_as_is(result.system)]
    for name, version in result.engines.items():
        yield name, [_as_is(version or UNKNOWN)]
    yield text("language"), [LANGUAGES[result.session.language]]
    yield text("screen"), [_screen(result.session)]


def _screen(session: Session) -> Text:
    words = (
        text("a terminal of {columns} columns", columns=session.columns)
        if session.terminal
        else text("no terminal, {columns} columns", columns=session.columns)
    )
    colour = text("with colours") if session.colour else text("without colours")
    return text(
        "{screen}, {colour}, {encoding}", screen=words, colour=colour, encoding=session.encoding
    )


def _write_libraries(sheet: Sheet, libraries: tuple[Library, ...]) -> None:
    if not libraries:
        sheet.line(
            text("The program is not installed: what it needs is not known. Install it with pip.")
        )
        return
    sheet.table(
        [
            Column.key(text("Library")),
            Column.key(text("Version required")),
            Column.key(text("Installed")),
            Column(text("State")),
        ],
        [
            (
                library.name,
                library.required or UNKNOWN,
                library.installed or UNKNOWN,
                sheet.styled(*PRESENCES[library.presence]),
            )
            for library in libraries
        ],
    )


def _extra(extra: Extra) -> list[Text]:
    if extra.complete:
        return [text("present")]
    lacking = [item.name for item in extra.libraries if item.presence is not Presence.PRESENT]
    return [text("It lacks {libraries}: {command}", libraries=lacking, command=extra.install)]


def _folders(result: Diagnosis) -> Iterator[tuple[Cell, list[Text]]]:
    yield "METRO_DATA", [_data(result.data)]
    downloads = result.downloads
    state = text("{folder}", folder=str(downloads.path))
    if not downloads.writable:
        state = text("{folder}: nothing can be written there", folder=str(downloads.path))
    yield text("downloads"), [state]


def _data(folder: Folder | None) -> Text:
    if folder is None:
        return text("It is not set; only studies that name it need it.")
    if not folder.exists:
        return text("{folder}: there is no such folder", folder=str(folder.path))
    return _as_is(str(folder.path))


def _write_study(sheet: Sheet, study: StudyState) -> None:
    if study.problem:
        for line in study.problem:
            sheet.line(line, "red")
        return
    sheet.line(
        text(
            "{file}: {title} (areas: {areas})",
            file=str(study.path),
            title=study.title,
            areas=study.areas,
        )
    )
    sheet.blank()
    sheet.table(
        [
            Column.key(text("Section")),
            Column(text("File")),
            Column.number(text("Size (MB)")),
            Column(text("State")),
        ],
        [
            (f"[{file.role}]", str(file.path), _megabytes(file), _state(sheet, file))
            for file in study.files
        ],
    )
    for file in study.files:
        for line in file.problem:
            sheet.line(line, "red")


def _megabytes(file: StudyFile) -> Cell:
    return UNKNOWN if file.size is None else text("{value:,.1f}", value=file.size / MEGABYTE)


def _state(sheet: Sheet, file: StudyFile) -> Cell:
    presence = Presence.MISSING if file.problem else Presence.PRESENT
    return sheet.styled(*PRESENCES[presence])


def _as_is(words: str) -> Text:
    return text("{words}", words=words)

"""What `metro doctor` finds as a JSON document."""

from typing import Any

from metrocli.diagnosis.diagnosis import Diagnosis, Folder
from metrocli.diagnosis.libraries import Extra, Library
from metrocli.diagnosis.study import StudyFile, StudyState
from metrocli.report.documents.head import TOOL
from metrocli.text import Text


def document(result: Diagnosis) -> dict[str, Any]:
    """Return all that was found; problems are told in English."""
    return TOOL | {
        "sound": result.sound,
        "python": result.python,
        "system": result.system,
        "libraries": [_library(library) for library in result.libraries],
        "engines": dict(result.engines),
        "extras": [_extra(extra) for extra in result.extras],
        "data": result.data and _folder(result.data),
        "study": result.study and _study(result.study),
        "downloads": _folder(result.downloads),
        "session": {
            "language": result.session.language,
            "encoding": result.session.encoding,
            "terminal": result.session.terminal,
            "columns": result.session.columns,
            "colour": result.session.colour,
        },
    }


def _library(library: Library) -> dict[str, Any]:
    return {
        "name": library.name,
        "required": library.required,
        "installed": library.installed,
        "presence": library.presence,
    }


def _extra(extra: Extra) -> dict[str, Any]:
    return {
        "name": extra.name,
        "complete": extra.complete,
        "install": extra.install,
        "libraries": [_library(library) for library in extra.libraries],
    }


def _folder(folder: Folder) -> dict[str, Any]:
    return {"path": str(folder.path), "exists": folder.exists, "writable": folder.writable}


def _study(study: StudyState) -> dict[str, Any]:
    return {
        "path": str(study.path),
        "title": study.title,
        "areas": study.areas,
        "sound": study.sound,
        "problem": _lines(study.problem),
        "files": [_file(file) for file in study.files],
    }


def _file(file: StudyFile) -> dict[str, Any]:
    return {
        "role": file.role,
        "path": str(file.path),
        "size": file.size,
        "problem": _lines(file.problem),
    }


def _lines(problem: tuple[Text, ...]) -> list[str]:
    return [str(line) for line in problem]

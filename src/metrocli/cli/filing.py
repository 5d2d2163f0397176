"""From the options of `metro dossier` to the folders of areas."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from metrocli.casefile import CaseFile, Census, gather
from metrocli.cli.areas import chosen_areas
from metrocli.cli.asked import Areas, Asked
from metrocli.cli.delivery import make_folder, replace_folder
from metrocli.cli.options import Source
from metrocli.cli.outputs import require_makeable
from metrocli.cli.work import Case, Found, at_hand, find_amid, open_case, undecided_of
from metrocli.delimit import measured
from metrocli.errors import OutputError, UsageError
from metrocli.model import Area, Notice
from metrocli.progress import Stage, counted, silent
from metrocli.proof.recording import recorded
from metrocli.report.dossier.contents import Contents
from metrocli.report.dossier.maps import draw_maps, pictures_of
from metrocli.report.dossier.parts import is_dossier, require_libraries, write_parts
from metrocli.report.language import Language
from metrocli.study.files import require_file
from metrocli.text import text

STUDY = ".toml"
"""How the names of studies end."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How dossiers are laid out: their language, their day, and the Word file they fill."""

    language: Language
    day: date | None = None
    template: Path | None = None

    def __post_init__(self) -> None:
        """Make sure, before the work is done, that it can be laid out so."""
        require_libraries()
        if self.template is not None:
            from metrocli.report.dossier.word import open_template  # noqa: PLC0415 - needs docx

            require_file(self.template)
            open_template(self.template)

    def contents(self, case: CaseFile, stage: Stage) -> Contents:
        """Return what the parts of a dossier are made from."""
        maps = draw_maps(case.ground, self.language, stage)
        return Contents(
            case, self.language, pictures_of(maps), maps, day=self.day, template=self.template
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where dossiers go, and whether one that is there may be replaced."""

    folder: Path
    force: bool

    def within(self, area: str) -> "Place":
        """Return the place of one of several areas, whose id may hold any sign."""
        return Place(self.folder / (re.sub(r"[^\w-]+", "-", area).strip("-") or "-"), self.force)

    def require_free(self) -> None:
        """Refuse, before the work is done, what could not be written after it.

        Raises
        ------
        OutputError
            If the folder is taken, or cannot be made.
        """
        folder = self.folder
        require_makeable(folder)
        if not folder.is_dir() or not any(folder.iterdir()):
            return
        if not is_dossier(folder):
            raise OutputError(
                text("{folder}: it holds other things than a dossier", folder=str(folder)),
                text(
                    "Give a new folder; nothing else than a dossier is replaced, even by --force."
                ),
            )
        if not self.force:
            raise OutputError(
                text("{folder}: there is a dossier in it already", folder=str(folder)),
                text("Give a new folder, or --force to replace it."),
            )

    def write(self, contents: Contents, stage: Stage) -> None:
        """Write a dossier, whole or not at all."""
        replace_folder(self.folder, lambda draft: write_parts(draft, contents, stage))


def earlier_case(source: Source, study: Path, like: Case) -> Case:
    """Return the case of an earlier study, on the terms that the options give.

    Raises
    ------
    UsageError
        If it is no study.
    """
    if study.suffix.lower() != STUDY:
        raise UsageError(
            text("{file}: --compare takes a study", file=str(study)),
            text("Give its metro.toml; “metro compare” compares results."),
        )
    on_the_same = Source(study, source.instead.terms)
    return open_case(on_the_same, strict=like.settings.strict, cache=like.cache)


def write_one(
    case: Case, base: Case | None, asked: Asked, layout: Layout, place: Place, stage: Stage
) -> Sequence[Notice]:
    """Write the dossier of an area, and return what the reader must know of it."""
    place.require_free()
    found = file_area(case, base, asked, stage)
    place.write(layout.contents(found, stage), stage)
    return notices_of([found])


def write_all(
    case: Case, base: Case | None, layout: Layout, place: Place, stage: Stage
) -> Sequence[Notice]:
    """Write the dossiers of all areas of the study, each into its folder; see `write_one`."""
    ids = chosen_areas(case.config.areas, ())
    make_folder(place.folder)
    places = {id: place.within(id) for id in ids}
    for each in places.values():
        each.require_free()
    found = find_amid(case, Areas(), stage)
    graph = found.graph or measured(found.study, case.settings, stage=stage)
    earlier = _censuses(base, found.areas, stage)
    stage(text("Writing the dossiers"))
    files = []
    for area in counted(stage, found.areas, len(found.areas)):
        alone = Found(found.study, graph, [area], {"areas": [area.id]})
        filed = _filed(case, alone, earlier, silent)
        places[area.id].write(layout.contents(filed, silent), silent)
        files.append(filed)
    return notices_of(files)


def file_area(case: Case, base: Case | None, asked: Asked, stage: Stage) -> CaseFile:
    """Return the case file of an area.

    Parameters
    ----------
    case : Case
        The study, and the terms on which it is judged.
    base : Case, optional
        An earlier one, to compare with.
    asked : Asked
        The area.
    stage : callable
        Told what is being done.
    """
    found = find_amid(case, asked, stage)
    earlier = _censuses(base, found.areas, stage)
    return _filed(case, found, earlier, stage)


def notices_of(files: Iterable[CaseFile]) -> Sequence[Notice]:
    """Return what the reader of some case files must know, each notice once."""
    told = [
        notice
        for case in files
        for notice in (
            *case.result.notices,
            *(() if case.comparison is None else case.comparison.notices),
        )
    ]
    return tuple(dict.fromkeys(told))


def _filed(case: Case, found: Found, earlier: Mapping[str, Census], stage: Stage) -> CaseFile:
    (area,) = found.areas
    options = {**found.asked, "strict": case.settings.strict}
    return gather(
        found.study,
        area,
        settings=case.settings,
        earlier=earlier.get(area.id),
        graph=found.graph,
        undecided=undecided_of(case, stage, only=found.members),
        request=recorded(case.config, "dossier", options),
        stage=stage,
    )


def _censuses(base: Case | None, areas: Sequence[Area], stage: Stage) -> dict[str, Census]:
    """Return each area as it was in an earlier study: by its id there, else by its members."""
    if base is None:
        return {}
    written = [code for area in areas for code in area.members]
    sections = base.config.areas
    written += [word for area in areas if area.id in sections for word in sections[area.id].members]
    study, graph = at_hand(base, stage, only=written)
    known = {area.id: area for area in study.areas}
    found = {}
    for area in areas:
        asked = {"areas": [area.id]} if area.id in known else {"members": list(area.members)}
        found[area.id] = Census(
            study=study,
            area=known.get(area.id, area),
            settings=base.settings,
            graph=graph,
            request=recorded(base.config, "check", asked | {"strict": base.settings.strict}),
        )
    return found

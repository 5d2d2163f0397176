"""Archives that were downloaded, unpacked without reaching outside their folder."""

import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from metrocli.download.transfer import CHUNK, too_large, unwritable
from metrocli.errors import InvalidInputError, UnreadableInputError
from metrocli.text import text


def unpack(archive: Path, folder: Path, limit: int) -> None:
    """Put all files of a zip archive into a folder of their own, or none of them.

    Parameters
    ----------
    archive : Path
        A zip archive.
    folder : Path
        Takes the place of the one that is there, if any.
    limit : int
        Bytes that the files may take together.

    Raises
    ------
    UnreadableInputError
        If it is no zip archive, or damaged, or has a password.
    InvalidInputError
        If a file would be written outside the folder, is a link, or they are too large together.
    OutputError
        If they cannot be written.
    """
    try:
        with (
            zipfile.ZipFile(archive) as packed,
            TemporaryDirectory(dir=folder.parent, prefix=".") as draft,
        ):
            _extract(packed, Path(draft) / folder.name, limit)
            if folder.exists():
                shutil.rmtree(folder)
            (Path(draft) / folder.name).rename(folder)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError) as error:
        # RuntimeError is a password, or a compression that is not known
        raise UnreadableInputError(
            text("{file}: it cannot be unpacked ({reason})", file=str(archive), reason=str(error)),
            text("Download it again with --force, or look at it with another program."),
        ) from error
    except OSError as error:
        raise unwritable(folder, error) from error


def _extract(packed: zipfile.ZipFile, folder: Path, limit: int) -> None:
    members = list(_files(packed))
    if sum(member.file_size for member, _ in members) > limit:
        raise too_large(str(packed.filename), limit)
    folder.mkdir()
    for member, name in members:
        path = folder.joinpath(*name.parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        # A member never gives more bytes than it declares, so that the sum above is kept to.
        with packed.open(member) as source, path.open("xb") as target:
            shutil.copyfileobj(source, target, CHUNK)


def _files(packed: zipfile.ZipFile) -> Iterator[tuple[zipfile.ZipInfo, PurePosixPath]]:
    """Return the files of an archive and their names, refusing those that are a trick."""
    for member in packed.infolist():
        name = PurePosixPath(member.filename)
        tricky = name.is_absolute() or ".." in name.parts or {"\\", ":"} & {*member.filename}
        if not member.filename or tricky or stat.S_ISLNK(member.external_attr >> 16):
            raise InvalidInputError(
                text(
                    "{file}: its file {member} would lead outside the folder",
                    file=str(packed.filename),
                    member=member.filename,
                ),
                text("Do not use this archive; tell whoever publishes it."),
            )
        if not member.is_dir():
            yield member, name

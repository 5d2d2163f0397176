"""Office files are archives: the same every time once their members have a fixed time."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first time that an archive can tell."""


def settled(archive: bytes) -> bytes:
    """Return an archive with the same members in the same order, and no time of its own."""
    held = BytesIO()
    with ZipFile(BytesIO(archive)) as given, ZipFile(held, "w", ZIP_DEFLATED) as made:
        for name in given.namelist():
            member = ZipInfo(name, EPOCH)
            member.compress_type = ZIP_DEFLATED
            made.writestr(member, given.read(name))
    return held.getvalue()

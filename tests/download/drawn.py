"""Entries of a catalogue and archives, made by hand."""

import io
import zipfile

from metrocli.download.catalogue import Dataset, Use


def dataset(url: str, **known: object) -> Dataset:
    """Return an entry of a catalogue that has one file, as it comes."""
    entry: dict[str, object] = {
        "name": "prueba",
        "title": "Prueba",
        "vintage": "2024",
        "kind": "Shapefile",
        "licence": "CC0",
        "citation": "Nadie",
        "page": "https://example.test/",
        "note": "De prueba.",
        "uses": (Use("boundaries", "comunas*.shp", "bcn-communes"),),
        "url": url,
        "file": "archivo.zip",
    }
    return Dataset(**entry | known)  # type: ignore[arg-type]


def zipped(files: dict[str, bytes]) -> bytes:
    """Return a zip archive of files by their names."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()

"""Renew the map library that pages carry, as its authors publish it on npm.

    python scripts/vendor.py            # fetches again what origin.toml names, and checks it
    python scripts/vendor.py 1.9.5      # takes another version

It needs npm and the network; nothing else of metro does. After another version: run the tests of
the page, and look at one.
"""

import json
import subprocess
import sys
import tarfile
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import tomlkit

FOLDER = Path(__file__).parents[1] / "src" / "metrocli" / "report" / "page" / "vendor" / "leaflet"
ORIGIN = FOLDER / "origin.toml"


def renew(version: str | None) -> None:
    """Fetch the library, and note which one it is."""
    origin = tomlkit.parse(ORIGIN.read_text(encoding="utf-8"))
    wanted = version or str(origin["version"])
    with TemporaryDirectory() as folder:
        # npm itself checks what it fetches against the integrity that its registry states.
        command = ["npm", "pack", f"{origin['package']}@{wanted}", "--json"]
        packed = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
        (found,) = json.loads(packed.stdout)
        if wanted == origin["version"] and found["integrity"] != origin["integrity"]:
            sys.exit(f"{found['filename']} is not what origin.toml says: {found['integrity']}")
        files = origin["files"]
        with tarfile.open(Path(folder) / found["filename"]) as archive:
            for name in files:
                member = archive.extractfile(f"package/{name}")
                if member is None:
                    sys.exit(f"{found['filename']} has no {name}")
                content = member.read()
                (FOLDER / Path(name).name).write_bytes(content)
                files[name] = sha256(content).hexdigest()
    origin["version"], origin["integrity"] = found["version"], found["integrity"]
    ORIGIN.write_text(tomlkit.dumps(origin), encoding="utf-8")


if __name__ == "__main__":
    renew(sys.argv[1] if len(sys.argv) > 1 else None)

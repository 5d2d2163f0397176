"""What is installed is whole: the wheel carries the sample, the norm, the texts and the types."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def installed(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and return the folder it was unpacked to, far from the source tree."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=repository, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


@pytest.mark.parametrize(
    "name",
    [
        "py.typed",
        "locale/en/LC_MESSAGES/metro.mo",
        "locale/es/LC_MESSAGES/metro.mo",
        "norm/data/ine-espana.toml",
        "download/catalogue.toml",
        "norm/data/ley-21074.toml",
        "procedure/data/expedientes.toml",
        "procedure/data/ley-19175.toml",
        "report/page/assets/explore.js",
        "report/page/vendor/leaflet/LICENSE",
        "report/page/vendor/leaflet/leaflet.js",
        "report/schemas/check.json",
        "norm/data/ley-21074@2018.toml",
        "samples/LEEME.md",
        "samples/metro.toml",
        "study/templates/metro.es.toml",
    ],
)
def test_the_wheel_carries_its_data(installed: Path, name: str) -> None:
    assert (installed / "metrocli" / name).stat().st_size >= 0


@pytest.mark.slow
def test_the_sample_runs_from_the_wheel_alone(installed: Path, tmp_path: Path) -> None:
    # The path goes first, so that the wheel's package is found and not the source tree's.
    environment = {**os.environ, "PYTHONPATH": str(installed), "METRO_LANG": "en"}

    def metro(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "metrocli", *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    where = subprocess.run(
        [sys.executable, "-c", "import metrocli; print(metrocli.__file__)"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert where.stdout.startswith(str(installed))
    assert metro("init", "--sample").returncode == 0
    verdict = metro("check", "talca-maule")
    assert verdict.returncode == 0
    assert "SCHEMATIC DATA" in verdict.stdout
    assert "ELIGIBLE" in verdict.stdout

from pathlib import Path

import pytest

from metrocli.cli.outputs import by_ending, require_makeable, require_writable
from metrocli.errors import OutputError, UsageError

KINDS = {".json": 1, ".gpkg": 2}


def test_the_ending_of_the_name_chooses_in_any_case() -> None:
    assert by_ending(Path("x.GPKG"), KINDS) == 2


@pytest.mark.parametrize("name", ["communes.shp", "communes", ".json/communes"])
def test_another_ending_is_refused_with_those_that_there_are(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        by_ending(Path(name), KINDS)
    assert name in str(caught.value)
    assert all(ending in str(caught.value) for ending in KINDS)


@pytest.mark.parametrize("require", [require_writable, require_makeable])
def test_what_would_lie_in_no_folder_is_refused(require: object, tmp_path: Path) -> None:
    assert callable(require)
    require(tmp_path / "new")
    with pytest.raises(OutputError, match="its folder does not exist"):
        require(tmp_path / "no" / "new")


def test_a_file_is_no_folder_and_a_folder_no_file(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    require_writable(file)
    require_makeable(tmp_path)
    with pytest.raises(OutputError, match="it is not a folder"):
        require_makeable(file)
    with pytest.raises(OutputError, match="it is not a file"):
        require_writable(tmp_path)

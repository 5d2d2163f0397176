"""docs/cuaderno.ipynb runs from its first cell to its last, and shows what it says it does."""

import nbformat
import pytest

import notebook

pytestmark = pytest.mark.slow


def printed(cells: list[nbformat.NotebookNode]) -> list[str]:
    """Return what cells print; tables look otherwise in another pandas, and pictures too."""
    outputs = [output for cell in cells for output in cell.get("outputs", ())]
    return [output.text for output in outputs if output.output_type == "stream"]


@pytest.fixture(scope="module")
def run() -> nbformat.NotebookNode:
    return notebook.executed()


def test_it_prints_what_it_is_kept_with(run: nbformat.NotebookNode) -> None:
    kept = printed(notebook.notebook().cells)
    assert printed(run.cells) == kept, "run scripts/notebook.py"
    assert any("se unen a 21.6 m" in words for words in kept)


def test_it_draws_and_complains_of_nothing(run: nbformat.NotebookNode) -> None:
    outputs = [output for cell in run.cells for output in cell.get("outputs", ())]
    assert [output for output in outputs if output.get("name") == "stderr"] == []
    assert [output for output in outputs if "image/png" in output.get("data", {})]

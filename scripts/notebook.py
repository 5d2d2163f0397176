"""Run docs/cuaderno.ipynb, and keep what its cells show beside them.

    python scripts/notebook.py

What differs from run to run without saying anything (times, counters of cells) is left out. The
cells are edited in the notebook itself.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

PAGE = Path(__file__).parents[1] / "docs" / "cuaderno.ipynb"


def notebook() -> NotebookNode:
    """Return the notebook as it is kept."""
    kept: NotebookNode = nbformat.read(PAGE, as_version=4)  # type: ignore[no-untyped-call]
    return kept


def executed() -> NotebookNode:
    """Return the notebook with what its cells show when they are run in an empty folder."""
    run = notebook()
    with TemporaryDirectory() as folder:
        resources = {"metadata": {"path": folder}}
        NotebookClient(run, kernel_name="python3", resources=resources).execute()
    for cell in run.cells:
        cell.metadata = {}
        if cell.cell_type == "code":
            cell.execution_count = None
            for output in cell.outputs:
                output.pop("execution_count", None)
                if output.output_type == "execute_result":
                    output.execution_count = None
    run.metadata = {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}
    }
    return run


if __name__ == "__main__":
    nbformat.write(executed(), PAGE)  # type: ignore[no-untyped-call]

"""docs/expediente.md says what `metro dossier` writes: its commands run, its files are those."""

import shlex
from pathlib import Path

import pytest

from metrocli.cli.main import run
from metrocli.report.dossier.parts import files
from metrocli.study.sample import write_sample
from tests.conftest import REPOSITORY
from tests.docs.pages import examples

PAGE = (REPOSITORY / "docs" / "expediente.md").read_text(encoding="utf-8")


def test_it_tells_every_part_in_its_order() -> None:
    told = [line.split("`")[1] for line in PAGE.splitlines() if line.startswith("| `")]
    assert told == list(files())


@pytest.mark.slow
def test_its_commands_run_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_sample(tmp_path)
    for example in examples(PAGE):
        program, *arguments = shlex.split(example)
        assert program == "metro"
        with pytest.raises(SystemExit) as ended:
            run(arguments)
        assert ended.value.code == 0, capsys.readouterr().err
    made = {path.parent.name for path in tmp_path.glob("**/resultado.json")}
    assert made == {"expediente", "expediente-fechado"}

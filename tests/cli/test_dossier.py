"""`metro dossier` as it is used, on the sample."""

import json
from pathlib import Path

import pytest

from metrocli.cli import filing
from metrocli.errors import MetroError
from tests import schemas
from tests.cli.conftest import Metro
from tests.cli.test_proof import study

__all__ = ["study"]

PAIR = ("--study", "par.toml")
TALCA = ("dossier", "talca-maule", *PAIR)


pytestmark = pytest.mark.slow


@pytest.fixture
def base(study: Path) -> Path:
    """Return the same two areas at the earlier census."""
    told = (study / "par.toml").read_text(encoding="utf-8").replace("2024", "2017")
    (study / "par-2017.toml").write_text(told, encoding="utf-8")
    return study


PARTS = (
    *("LEEME.md", "cartografia.gpkg", "cartografia.qgz", "estilos", "explorar.html"),
    *("informe.docx", "informe.pdf", "mapas", "resultado.json", "tablas.xlsx"),
)

FILES = (*(name for name in PARTS if "." in name), "mapas/continuo-a4.png", "mapas/barrido-a3.pdf")


def files(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


@pytest.mark.usefixtures("base")
def test_a_dossier_is_written_compared_verified_and_the_same_again(
    metro: Metro, tmp_path: Path
) -> None:
    ended = metro(*TALCA, "--compare", "par-2017.toml", "-o", "uno")
    assert (ended.code, ended.out) == (0, ""), ended.err
    assert files(tmp_path / "uno") == sorted(PARTS)
    document = json.loads((tmp_path / "uno" / "resultado.json").read_text(encoding="utf-8"))
    schemas.validate("dossier", document)
    assert document["comparison"]["base"]["request"]["file"] == "par-2017.toml"
    metro(*TALCA, "--compare", "par-2017.toml", "-o", "dos", "--cache", "caja")
    for name in FILES:
        one, other = (tmp_path / folder / name for folder in ("uno", "dos"))
        assert one.read_bytes() == other.read_bytes(), name
    verified = metro("verify", "uno/resultado.json", "--root", str(tmp_path))
    assert verified.code == 0, verified.err
    checked = metro("check", "talca-maule", *PAIR, "--format", "json")
    assert document["areas"] == json.loads(checked.out)["areas"]


@pytest.mark.usefixtures("base")
def test_a_figure_that_moved_or_an_input_that_changed_is_told(metro: Metro, tmp_path: Path) -> None:
    metro(*TALCA, "--compare", "par-2017.toml", "-o", "uno")
    file = tmp_path / "uno" / "resultado.json"
    document = json.loads(file.read_text(encoding="utf-8"))
    document["sweep"]["lines"][0]["merge_distance_m"] += 1
    file.write_text(json.dumps(document), encoding="utf-8")
    assert metro("verify", str(file)).code == 1
    document["comparison"]["base"]["inputs"][0]["sha256"] = "0" * 64
    file.write_text(json.dumps(document), encoding="utf-8")
    assert metro("verify", str(file)).code == 3


@pytest.mark.usefixtures("study")
def test_a_dossier_is_replaced_only_when_told_so(metro: Metro, tmp_path: Path) -> None:
    assert metro(*TALCA, "-o", "uno").code == 0
    before = (tmp_path / "uno" / "informe.pdf").read_bytes()
    refused = metro(*TALCA, "-o", "uno", "--date", "2026-03-11")
    assert refused.code == 3
    assert "ya contiene un expediente" in refused.err
    assert len(refused.err.splitlines()) == 2
    assert (tmp_path / "uno" / "informe.pdf").read_bytes() == before
    assert metro(*TALCA, "-o", "uno", "--date", "2026-03-11", "--force").code == 0
    assert (tmp_path / "uno" / "informe.pdf").read_bytes() != before
    told = (tmp_path / "uno" / "LEEME.md").read_text(encoding="utf-8")
    assert "--date 2026-03-11" in told


@pytest.mark.usefixtures("study")
def test_what_is_no_dossier_is_never_replaced(metro: Metro, tmp_path: Path) -> None:
    metro(*TALCA, "-o", "uno")
    (tmp_path / "uno" / "notas.txt").write_text("mine", encoding="utf-8")
    refused = metro(*TALCA, "-o", "uno", "--force")
    assert refused.code == 3
    assert "otras cosas que un expediente" in refused.err
    assert (tmp_path / "uno" / "notas.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.usefixtures("study")
def test_an_empty_folder_is_filled(metro: Metro, tmp_path: Path) -> None:
    (tmp_path / "uno").mkdir()
    assert metro(*TALCA, "-o", "uno").code == 0
    assert files(tmp_path / "uno") == sorted(PARTS)


def test_nothing_is_left_where_writing_fails(
    metro: Metro, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(study)

    def fail(*_given: object) -> None:
        message = "disk full"
        raise OSError(28, message)

    monkeypatch.setattr(filing, "write_parts", fail)
    ended = metro(*TALCA, "-o", "uno")
    assert ended.code == 3
    assert "uno" in ended.err
    assert files(study) == before


def test_an_old_dossier_outlives_a_failure(
    metro: Metro, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    metro(*TALCA, "-o", "uno")
    before = {name: (study / "uno" / name).read_bytes() for name in FILES}
    replace = Path.replace

    def fail(path: Path, target: Path) -> Path:
        if path.name == "new":
            raise PermissionError(13, "no")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", fail)
    assert metro(*TALCA, "-o", "uno", "--force", "--date", "2026-03-11").code == 3
    assert {name: (study / "uno" / name).read_bytes() for name in FILES} == before


@pytest.mark.usefixtures("base")
def test_every_area_gets_its_folder(metro: Metro, tmp_path: Path) -> None:
    ended = metro("dossier", "--all", *PAIR, "--compare", "par-2017.toml", "-o", "todas")
    assert ended.code == 0, ended.err
    assert files(tmp_path / "todas") == ["puerto-montt-puerto-varas", "talca-maule"]
    metro(*TALCA, "--compare", "par-2017.toml", "-o", "uno")
    for name in FILES:
        alone, among = tmp_path / "uno" / name, tmp_path / "todas" / "talca-maule" / name
        assert alone.read_bytes() == among.read_bytes(), name
    assert metro("dossier", "--all", *PAIR, "-o", "todas").code == 3


@pytest.mark.usefixtures("study")
def test_communes_that_the_study_does_not_name_as_an_area(metro: Metro, tmp_path: Path) -> None:
    ended = metro("dossier", "--members", "Talca,Maule", *PAIR, "-o", "uno", "--lang", "en")
    assert ended.code == 0, ended.err
    assert "--members 07101,07105" in (tmp_path / "uno" / "LEEME.md").read_text(encoding="utf-8")
    assert metro("verify", "uno/resultado.json").code == 0


@pytest.mark.usefixtures("study")
@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("-o", "uno"), 2, "--members o --all"),
        (("talca-maule", "--all", "-o", "uno"), 2, "--members o --all"),
        (("talca-maule",), 2, "--output"),
        (("talca", "-o", "uno"), 2, "talca-maule"),
        (("talca-maule", "-o", "nada/uno"), 3, "nada"),
        (("talca-maule", "-o", "par.toml"), 3, "no es una carpeta"),
        (("talca-maule", "-o", "uno", "--compare", "uno.json"), 2, "--compare"),
        (("talca-maule", "-o", "uno", "--compare", "nada.toml"), 3, "nada.toml"),
        (("talca-maule", "-o", "uno", "--template", "nada.docx"), 3, "nada.docx"),
        (("talca-maule", "-o", "uno", "--template", "par.toml"), 3, "Word"),
        (("talca-maule", "-o", "uno", "--date", "ayer"), 2, "ayer"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    metro: Metro, tmp_path: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    ended = metro("dossier", *arguments, *PAIR)
    assert ended.code == code, ended.err
    assert told in ended.err
    assert not (tmp_path / "uno").exists()


@pytest.mark.parametrize("id", ["../x", "a/b", "..", "con espacio", "ñandú"])
def test_the_folder_of_an_area_stays_where_it_belongs(id: str, tmp_path: Path) -> None:
    place = filing.Place(tmp_path, force=False).within(id)
    assert place.folder.parent == tmp_path
    assert place.folder.resolve() != tmp_path
    assert place.folder.name not in {"..", "."}


def test_a_place_is_refused_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(MetroError):
        filing.Place(tmp_path / "no" / "where", force=False).require_free()


@pytest.mark.real
def test_the_real_dossier_of_talca(
    metro: Metro, repository: Path, real_data: Path, tmp_path: Path
) -> None:
    studies = repository / "studies"
    ended = metro(
        *("dossier", "talca-maule", "--study", str(studies / "chile-2024.toml")),
        *("--compare", str(studies / "chile-2017.toml"), "--root", str(real_data), "-o", "uno"),
    )
    assert ended.code == 0, ended.err
    document = json.loads((tmp_path / "uno" / "resultado.json").read_text(encoding="utf-8"))
    (area,) = document["areas"]
    assert area["population"]["continuum"] == 254_722
    assert area["merge_distance_m"] == pytest.approx(14.6, abs=0.05)
    change = document["comparison"]["area"]
    assert change["population"]["continuum"]["base"] == 224_125
    assert change["trend"] == "better"
    assert document["joins"]["neighbours"][0]["commune"]["name"] == "San Clemente"

"""The ten areas, with real blocks: small enough to be sent, and true to the sweep."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from metrocli.delimit import measured
from metrocli.delimit.cartography import AreaMap, map_area
from metrocli.norm.norm import load_norm
from metrocli.norm.settings import settings_for
from metrocli.report.language import Language
from metrocli.report.page import page
from metrocli.study.load import load
from metrocli.study.reader import read_config
from tests.browser import Open
from tests.report.page.reading import choose_gap, figures, said_by_sweep

pytestmark = [pytest.mark.real, pytest.mark.slow]

SPANISH = Language("es")
LARGEST = 5_000_000


@pytest.fixture(scope="module")
def areas(real_data: Path, repository: Path) -> Mapping[str, AreaMap]:
    """Return the areas of the study of 2024 on the ground, by their ids."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("METRO_DATA", str(real_data))
        study = load(read_config(repository / "studies" / "chile-2024.toml"))
    settings = settings_for(load_norm("ley-21074"))
    graph = measured(study, settings)
    return {area.id: map_area(study, area, settings=settings, graph=graph) for area in study.areas}


def test_the_page_of_each_area_is_small_enough_to_be_sent(areas: Mapping[str, AreaMap]) -> None:
    sizes = {id: len(page(drawn, SPANISH).encode()) for id, drawn in areas.items()}
    assert len(sizes) == 10
    assert max(sizes.values()) < LARGEST, sizes


def gaps_of(drawn: AreaMap) -> Iterator[float]:
    """Yield gaps at which much changes: where the verdict does, and where most are joined."""
    yield from (0, 15, 20, 30, 49.99, 100, 536, 537, 550, 1_500, 6_000)
    for line in drawn.sweep.areas[0].lines:
        for flip in line.flips:
            yield from (round(flip, 2) - 0.01, round(flip, 2) + 0.01)


@pytest.mark.parametrize("id", ["gran-santiago", "iquique-alto-hospicio", "talca-maule"])
def test_its_figures_are_those_of_the_sweep(
    areas: Mapping[str, AreaMap], open_page: Open, id: str
) -> None:
    drawn = areas[id]
    read = open_page(page(drawn, SPANISH))
    for gap in gaps_of(drawn):
        choose_gap(read, gap)
        assert figures(read) == said_by_sweep(drawn, gap, SPANISH), gap


def test_a_slider_over_forty_thousand_blocks_is_fast(
    areas: Mapping[str, AreaMap], open_page: Open
) -> None:
    read = open_page(page(areas["gran-santiago"], SPANISH))
    # The best of several, for other programs use the machine too: what one picture takes.
    spent = read.evaluate(
        """() => Array.from({ length: 60 }, (_, step) => {
          const start = performance.now();
          explorer.set({ gap: 100 * (20 + (step % 2)) });
          explorer.show();
          return performance.now() - start;
        })"""
    )
    assert min(spent) < 50

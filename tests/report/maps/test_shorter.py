from hypothesis import given
from hypothesis import strategies as st

from metrocli.report.maps.shorter import LONG, TENTHS, shortened, steps
from tests.report.maps.drawn import stepped

Ring = list[tuple[float, float]]


def drawn(*rings: Ring, closed: bool = True) -> str:
    """Return the data of a path as matplotlib writes it."""
    return "".join(
        "".join(f"{'L' if k else 'M'} {x:.6f} {y:.6f} \n" for k, (x, y) in enumerate(ring))
        + "z\n" * closed
        for ring in rings
    )


def test_a_path_is_written_as_steps_without_needless_letters() -> None:
    square = drawn([(10, 20), (10.5, 20), (10.5, 20.123456), (9, 19.7)])
    assert steps(square) == "m10 20 .5 0 0 .1-1.5-.4z"


def test_only_long_paths_without_curves_are_written_so() -> None:
    long = drawn([(k, k) for k in range(LONG)])
    short, curved = drawn([(1, 2), (3, 4)]), long.replace("L", "C")
    svg = "".join(f'<path d="{data}"/>' for data in (long, short, curved))
    assert shortened(svg) == svg.replace(long, steps(long), 1)


places = st.tuples(*[st.floats(-2_000, 2_000, allow_subnormal=False)] * 2)


@given(st.lists(st.lists(places, min_size=2, max_size=6), min_size=1, max_size=4), st.booleans())
def test_every_vertex_is_where_it_was(rings: list[Ring], closed: bool) -> None:  # noqa: FBT001
    wanted = [
        [(round(float(f"{x:.6f}") * TENTHS), round(float(f"{y:.6f}") * TENTHS)) for x, y in ring]
        for ring in rings
    ]
    assert stepped(steps(drawn(*rings, closed=closed))) == wanted

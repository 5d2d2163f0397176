"""The sample study, made smaller for tests that need not have all of it."""

from pathlib import Path

PAIR = ("talca-maule", "chillan-chillan-viejo")
"""Two small areas of the sample: one is eligible, the other never is."""


def keep_areas(config: Path, *ids: str) -> None:
    """Leave in a study only some of its areas, so that a check takes a moment."""
    head, *areas = config.read_text(encoding="utf-8").split("\n[areas.")
    kept = [area for area in areas if area.partition("]")[0] in ids]
    config.write_text("\n[areas.".join([head, *kept]), encoding="utf-8")

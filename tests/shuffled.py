"""A copy of a study whose files have other names and whose rows are in another order."""

from collections.abc import Mapping
from pathlib import Path
from random import Random

import geopandas as gpd
import pandas as pd


def shuffle(study: Path, copy: Path, files: Mapping[str, str], seed: int) -> Path:
    """Write a copy of a study, and return its metro.toml.

    Parameters
    ----------
    study : Path
        A metro.toml whose root is its own folder.
    copy : Path
        An empty folder.
    files : mapping of str to str
        The path of every input, as the study gives it, to its new name.
    seed : int
        Of the order.
    """
    told = study.read_text(encoding="utf-8")
    for given, new in files.items():
        assert f'"{given}"' in told
        told = told.replace(f'"{given}"', f'"{new}"')
        shuffle_file(study.parent / given, copy / new, seed)
    written = copy / "otro.toml"
    written.write_text(told, encoding="utf-8")
    return written


def shuffle_file(path: Path, copy: Path, seed: int) -> None:
    """Write a table or layer with its rows in another order."""
    match path.suffix:
        case ".csv":
            pd.read_csv(path, dtype=str, keep_default_na=False).sample(
                frac=1, random_state=seed
            ).to_csv(copy, index=False)
        case ".parquet":
            gpd.read_parquet(path).sample(frac=1, random_state=seed).to_parquet(copy)
        case ".gpkg":
            gpd.read_file(path).sample(frac=1, random_state=seed).to_file(copy, layer=path.stem)


def seeds(count: int) -> list[int]:
    """Return some seeds, the same in every run."""
    random = Random(21074)  # noqa: S311 - nothing is secret
    return [random.randrange(2**31) for _ in range(count)]

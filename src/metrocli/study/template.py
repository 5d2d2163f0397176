"""The commented metro.toml that a new study begins with."""

from importlib.resources import files


def template(language: str) -> str:
    """Return the text of a metro.toml in which every key is explained.

    Parameters
    ----------
    language : str
        Of the comments: "es" or "en"; the keys are the same in both.
    """
    folder = files("metrocli.study") / "templates"
    return (folder / f"metro.{language}.toml").read_text(encoding="utf-8")

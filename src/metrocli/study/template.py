"""The files that a new study begins with."""

from importlib.resources import files


def template(language: str) -> str:
    """Return the text of a metro.toml in which every key is explained.

    Parameters
    ----------
    language : str
        Of the comments: "es" or "en"; the keys are the same in both.
    """
    return _text(f"metro.{language}.toml")


def services_template() -> str:
    """Return a table of services to be filled in: its headings, and a row for each known kind.

    It begins with a byte order mark and has semicolons, so that Excel in Spanish opens it as is.
    """
    return _text("servicios.csv")


def _text(name: str) -> str:
    return (files("metrocli.study") / "templates" / name).read_text(encoding="utf-8")

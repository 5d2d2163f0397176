"""Numbers as people write them, read back."""

from metrocli.report.language import Language


def parsed(shown: str, language: Language) -> float:
    """Return the number that is written in a language."""
    if language.code == "es":
        shown = shown.replace(".", "").replace(",", ".")
    return float(shown.replace(",", ""))

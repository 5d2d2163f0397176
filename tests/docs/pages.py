"""What stands in a page of the documentation."""

import re


def blocks(page: str, language: str) -> list[str]:
    """Return the fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)


def examples(page: str) -> list[str]:
    """Return the commands of the console blocks, without the prompt."""
    return re.findall(r"^\$ (.+)$", "".join(blocks(page, "console")), re.MULTILINE)


def section(page: str, heading: str) -> str:
    """Return what stands between a heading and the next one."""
    return re.split(r"^#+ ", page.partition(f"# {heading}\n")[2], flags=re.MULTILINE)[0]


def rows(part: str) -> list[list[str]]:
    """Return the cells of the tables of a part, without their headers."""
    tables = re.findall(r"^\|[- |]+\|\n((?:\|.*\n)+)", part, re.MULTILINE)
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for table in tables
        for line in table.splitlines()
    ]


def quoted(cell: str) -> list[str]:
    """Return what stands in backticks."""
    return re.findall(r"`([^`]+)`", cell)

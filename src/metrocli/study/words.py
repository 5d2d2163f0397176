"""The texts of a column."""

from metrocli.study.columns import Column, Table, plain_cells


def words_of(table: Table, column: Column | None) -> tuple[str, ...]:
    """Return what stands in each row of a column, without blanks; "" where there is nothing."""
    if column is None:
        return ("",) * len(table)
    return tuple("" if cell is None else str(cell).strip() for cell in plain_cells(column.cells))

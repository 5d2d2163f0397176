"""Rows: what some kinds of result say to a spreadsheet."""

"""The kinds of maps: each module makes the sheet of one."""

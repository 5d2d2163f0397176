"""Tables: what each kind of result says to people."""

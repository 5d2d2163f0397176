"""Documents: what each kind of result says in JSON."""

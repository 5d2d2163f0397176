"""Infrastructure and services of the sample: every one of them invented."""

from typing import Final

import pandas as pd

INVENTED: Final = "inventado para la muestra"

SERVICES: Final = (
    ("hospital", "Hospital esquemático", ("07101", "07105")),
    ("sanitaria", "Agua esquemática", ("07101", "07105")),
    ("relleno sanitario", "Relleno esquemático", ("16101", "16103")),
    # the two banks of the Biobío, which share nothing with each other
    ("línea de transporte", "Tren esquemático norte", ("08101", "08103", "08110", "08112")),
    ("línea de transporte", "Tren esquemático sur", ("08102", "08108")),
    # one commune alone, so that it is shared by none
    ("puerto", "Puerto esquemático", ("01101",)),
)
"""Kind, name and the communes served."""


def service_table() -> pd.DataFrame:
    """Return the elements as `metro` reads them."""
    return pd.DataFrame(
        [
            {"tipo": kind, "nombre": name, "comunas": ", ".join(codes), "fuente": INVENTED}
            for kind, name, codes in SERVICES
        ]
    )

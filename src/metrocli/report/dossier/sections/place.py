"""Where the area is, and where its people live: maps, without which there is nothing to say."""

from collections.abc import Mapping

from metrocli.casefile import CaseFile
from metrocli.report.dossier.ledger import Ledger
from metrocli.report.dossier.paper import Section
from metrocli.report.dossier.sections.shared import names_of, picture
from metrocli.text import text


def place(case: CaseFile, ledger: Ledger, pictures: Mapping[str, bytes]) -> Section:
    """Return the area in its region, and its inhabitants on the map."""
    area, names = case.ground.area.name, names_of(case)
    around = [names[code] for code in case.ground.neighbours]
    told = (
        text(
            "No other commune has footprints within {horizon:,.0f} m.", horizon=case.ground.horizon
        )
        if not around
        else text(
            "Communes with footprints within {horizon:,.0f} m of those of the area: {names}.",
            horizon=case.ground.horizon,
            names=around,
        )
    )
    blocks = (
        ledger.paragraph(told),
        picture(
            ledger,
            pictures,
            "location",
            text("Where {area} is", area=area),
            text("Map of the communes of {area} and of those around them.", area=area),
        ),
        picture(
            ledger,
            pictures,
            "population",
            text("Where the inhabitants of {area} live", area=area),
            text("Map of the inhabitants of the footprints of {area}.", area=area),
        ),
    )
    return Section(ledger.say(text("Location and population")), blocks)

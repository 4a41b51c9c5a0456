"""Whether a budget line pays people, and which person: what fringes go by."""

from __future__ import annotations

import re
from typing import Final

from addin.domain.budget import BudgetLine

_PEOPLE: Final = re.compile(
    r"\b(?:producer|director|manager|coordinator|supervisor|assistant|operator|gaffer|grip"
    r"|electrician|editor|designer|driver|captain|accountant|clerk|secretary|buyer|carpenter"
    r"|painter|mixer|recordist|loader|foc(?:us|al) puller|make.?up artist|hair ?(?:stylist|dresser)"
    r"|costumer|stylist|decorator|dresser|set medic|nurse|teacher|crew|cast|actors?|actress"
    r"|stand.?ins?|extras|talent|labou?r|wages?|salar(?:y|ies)|overtime|animator|artist|compositor"
    r"|technician|engineer|stagehand|swing|best boy|key|dop|dp|cinematographer|photographer"
    r"|writer|composer|musicians?"
    r"|developer|analyst|researcher|specialist|administrator"
    r"|lead|chef|cook|scout|master|foreman|runner|wrangler|\d?(?:st|nd|rd) ad|pa|upm)s?\b",
    re.IGNORECASE,
)
_THINGS: Final = re.compile(
    r"\b(?:rentals?|rent|hire|purchases?|kit|box|equipment|hotels?|flights?|air ?fares?|catering"
    r"|supplies|materials?|insurance|permits?|fees?|expendables?|allowances?|mileage|per ?diems?"
    r"|packages?|stock|fuel|parking|meals?|software(?! (?:dev|eng))|licen[cs]es?|phones?|shipping"
    r"|courier|housing|loss|damage|printing|lumber|petty cash"
    r"|trucks?|vans?|trailers?|gear|carts?)\b",
    re.IGNORECASE,
)
_OUTSIDE: Final = re.compile(
    r"\b(?:loan.?out|inc|llc|ltd|corp|agency|invoice|freelance|contract(?:or)?|buy.?out|flat|deal"
    r"|all.?in|incl\w*|volunteer|intern|deferred|fringes?|taxes|payroll|benefits?)\b",
    re.IGNORECASE,
)
_TIME: Final = re.compile(
    r"^(?:h(?:ou)?rs?|days?|wks?|weeks?|months?|mths?|d|w|h|dys?)\.?$", re.IGNORECASE
)
_PHASE: Final = re.compile(
    r"\b(?:pre.?prod(?:uction)?|prep|shoot(?:ing)?|principal|photography|prod(?:uction)?|wrap"
    r"|post(?:.?prod(?:uction)?)?|travel days?|hold|overtime|ot|strike|rehears\w*|fittings?|phase"
    r"|weeks?|wks?|days?|\d+)\b|[^a-z ]",
    re.IGNORECASE,
)


def is_labour(line: BudgetLine) -> bool:
    """The line pays an employee: words for people, none for things, and a unit of time if any."""
    text = line.description
    if not _PEOPLE.search(text) or _THINGS.search(text) or _OUTSIDE.search(text):
        return False
    return not line.unit or bool(_TIME.match(line.unit.strip()))


def is_thing(line: BudgetLine) -> bool:
    """The line pays for goods or services: words for things and none for people."""
    text = line.description
    return bool(_THINGS.search(text)) and not _PEOPLE.search(text)


def person(line: BudgetLine) -> str:
    """Who a line is for, without the phase it pays: prep, shoot and wrap are one person."""
    return " ".join(_PHASE.sub(" ", line.description.casefold()).split())

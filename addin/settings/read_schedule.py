"""Read the ``[schedule]`` section of ``production.toml``: what a day may be, whose rules count."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from addin.domain.eighths import NoPageCount, eighths_of
from addin.domain.rule_table import RuleNotFound, RulesDisagree, of_agreement, shipped
from addin.domain.territory_holidays import UnknownTerritory, territory
from addin.settings.model import ScheduleSettings
from addin.settings.reader import Reader

SECTION: Final = "schedule"
_KEYS: Final = ("pages_a_day", "company_moves", "territory", "agreement", "cast_agreement")


def schedule_settings(reader: Reader) -> ScheduleSettings:
    """The section, with nothing set where something is wrong."""
    raw = reader.section(SECTION, _KEYS)
    moves = raw.get("company_moves")
    return ScheduleSettings(
        _pages(reader, raw.get("pages_a_day", "")),
        None if moves is None else reader.whole((SECTION, "company_moves"), moves),
        _territory(reader, reader.text((SECTION, "territory"), raw.get("territory", ""))),
        *(
            _agreement(reader, key, reader.text((SECTION, key), raw.get(key, "")))
            for key in ("agreement", "cast_agreement")
        ),
    )


def _pages(reader: Reader, value: object) -> str:
    text = (
        str(value)
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool)
        else value
    )
    shown = reader.text((SECTION, "pages_a_day"), text)
    if not shown:
        return ""
    try:
        eighths_of(shown)
    except NoPageCount:
        reader.wrong((SECTION, "pages_a_day"), f'\'{shown}\' is no page count, as "5" or "4 4/8"')
        return ""
    return shown


def _territory(reader: Reader, name: str) -> str:
    try:
        return territory(name).code if name else ""
    except UnknownTerritory as error:
        reader.wrong((SECTION, "territory"), str(error))
        return ""


def _agreement(reader: Reader, key: str, name: str) -> str:
    try:
        return of_agreement(shipped(), name)[0].agreement if name else ""
    except (RuleNotFound, RulesDisagree) as error:
        reader.wrong((SECTION, key), str(error))
        return ""

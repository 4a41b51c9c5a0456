"""Write the tables of public holidays that Tieout ships, from the library ``holidays`` (MIT).

Run it when a new release of that library knows more::

    pip install holidays==0.109
    python docs/holiday_tables.py 2026-11-22

The date is the day on which it is run; it stands in the tables beside the library's version. Days
that a government has yet to announce are marked "(estimated)" by the library, and stay marked.
"""

from __future__ import annotations

import csv
import datetime as dt
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import holidays  # type: ignore[import-not-found, unused-ignore] # not needed to run Tieout

PLACE = Path(__file__).resolve().parents[1] / "addin" / "domain" / "rule_data"
FIRST, LAST = 2024, 2032
TERRITORIES = """
US United States (federal)|USA;United States
US-CA California|
US-NY New York|New York State
US-GA Georgia, USA|Georgia (US)
US-LA Louisiana|
US-NM New Mexico|
US-IL Illinois|
US-TX Texas|
US-NJ New Jersey|
US-MA Massachusetts|
US-NC North Carolina|
US-PA Pennsylvania|
US-UT Utah|
US-NV Nevada|
US-FL Florida|
US-HI Hawaii|
GB-ENG England|
GB-WLS Wales|
GB-SCT Scotland|
GB-NIR Northern Ireland|
IE Ireland|Republic of Ireland
CA-ON Ontario|
CA-BC British Columbia|
CA-QC Quebec|Québec
CA-AB Alberta|
CA-MB Manitoba|
CA-NS Nova Scotia|
AU-NSW New South Wales|
AU-VIC Victoria, Australia|Victoria
AU-QLD Queensland|
AU-SA South Australia|
AU-WA Western Australia|
NZ New Zealand|
NZ-AUK Auckland|
NZ-WGN Wellington|
FR France|
DE-BY Bavaria|Bayern
DE-BE Berlin|
DE-HE Hesse|Hessen
DE-NW North Rhine-Westphalia|Nordrhein-Westfalen;NRW
DE-HH Hamburg|
DE-BW Baden-Württemberg|
DE-SN Saxony|Sachsen
ES Spain (national)|Spain
ES-MD Madrid|Community of Madrid
ES-CT Catalonia|Catalunya
ES-CN Canary Islands|Canarias
IT Italy|
HU Hungary|
CZ Czechia|Czech Republic
AT Austria|
BE Belgium|
NL Netherlands|
SE Sweden|
NO Norway|
DK Denmark|
FI Finland|
IS Iceland|
PL Poland|
PT Portugal (national)|Portugal
RO Romania|
BG Bulgaria|
GR Greece|
HR Croatia|
RS Serbia|
MT Malta|
CY Cyprus|
EE Estonia|
LV Latvia|
LT Lithuania|
TR Türkiye|Turkey
ZA South Africa|
MA Morocco|
JO Jordan|
AE United Arab Emirates|UAE
JP Japan|
KR South Korea|Korea
IN India (national)|India
TH Thailand|
SG Singapore|
PH Philippines|
HK Hong Kong|
TW Taiwan|
MX Mexico|
BR Brazil (national)|Brazil
CO Colombia|
DO Dominican Republic|
"""


def main(day: dt.date) -> None:
    """Write ``territories.csv`` and ``holidays.csv``."""
    source = f"Python library holidays {version('holidays')} (MIT), public holidays, {day}"
    places: list[tuple[object, ...]] = []
    dates: list[tuple[str, str, str]] = []
    for line in TERRITORIES.strip().splitlines():
        code, _, names = line.partition(" ")
        name, _, also = names.partition("|")
        places.append((code, name, also, FIRST, LAST, source))
        dates += [(code, holiday, days) for holiday, days in _holidays(code)]
    _write("territories.csv", ("territory", "name", "also", "first", "last", "source"), places)
    _write("holidays.csv", ("territory", "holiday", "dates"), dates)


def _holidays(code: str) -> list[tuple[str, str]]:
    """The holidays of a territory by name, in the order of the year, each with its dates."""
    country, _, part = code.partition("-")
    found = holidays.country_holidays(
        country, subdiv=part or None, years=range(FIRST, LAST + 1), language="en_US"
    )
    by_name: dict[str, list[dt.date]] = {}
    for date in sorted(found):
        if date.year in range(FIRST, LAST + 1):
            by_name.setdefault(found[date], []).append(date)
    return [
        (name, " ".join(f"{date:%Y%m%d}" for date in dates))
        for name, dates in sorted(by_name.items(), key=lambda kept: (f"{kept[1][0]:%m%d}", kept[0]))
    ]


def _write(name: str, headings: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> None:
    with (PLACE / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([headings, *rows])


if __name__ == "__main__":
    main(dt.date.fromisoformat(sys.argv[1]))

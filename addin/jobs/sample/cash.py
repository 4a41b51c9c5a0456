"""The sample film's card and petty cash: many small purchases by few people."""

from __future__ import annotations

import datetime as dt
import random
from typing import Final

from addin.jobs.sample.records import Charge, Slip
from addin.jobs.sample.show import CUTOFF, FIRST_DAY

_HOLDERS: Final = ("Production 4417", "Art dept 4425", "Locations 4433")
_MERCHANTS: Final = (
    ("Harbour Stationers", "1204", "Office supplies", 18, 140),
    ("Pixel Print & Copy", "1104", "Script copies", 22, 95),
    ("Merrow Head Diner", "1204", "Meeting, working lunch", 28, 160),
    ("Dockside Hardware", "2304", "Fixings", 35, 420),
    ("Lamp & Lens", "2703", "Practical lamps", 60, 540),
    ("Second Hand Sam's", "2803", "Small props", 24, 310),
    ("Needle & Thread", "2903", "Haberdashery", 15, 180),
    ("Coastway Fuel", "3505", "Fuel", 48, 210),
    ("Skylark Airlines", "3801", "Air fare, crew", 290, 560),
    ("The Sextant Hotel", "3802", "Hotel, scout", 118, 472),
    ("Signal Phone Shop", "3609", "Data plan", 39, 120),
    ("Quayside Grocers", "2506", "Craft service", 44, 260),
)
_ENVELOPES: Final = (
    ("Art dept", "A", 200000, ("2205", "2703", "2305")),
    ("Locations", "L", 250000, ("3604", "3607", "3606")),
    ("Transport", "T", 150000, ("3505", "3506")),
    ("Production office", "P", 100000, ("1204", "3609")),
)
_SMALL: Final = {
    "2205": ("Foam board", "Glue and blades", "Prints"),
    "2703": ("Picture frames", "Old books", "Lace curtain"),
    "2305": ("Tester pots", "Brushes", "Sandpaper"),
    "3604": ("Parking permit", "Harbour day pass"),
    "3607": ("Bin bags", "Extension cable", "Cones"),
    "3606": ("Ice", "Water, 12 cases", "Sandwiches"),
    "3505": ("Fuel, van 2", "Fuel, cube truck"),
    "3506": ("Wiper blades", "Tyre repair", "Car wash"),
    "1204": ("Tea and milk", "Postage", "Batteries"),
    "3609": ("Phone top-up", "Charging cables"),
}
_SHOPS: Final = ("Corner Hardware", "Merrow Market", "Quay Service Station", "Post Office", "Kiosk")


def card(chance: random.Random) -> list[Charge]:
    """Some 110 charges, as the statement lists them."""
    found = []
    days = (CUTOFF - FIRST_DAY).days
    for _ in range(112):
        merchant, account, what, low, high = chance.choice(_MERCHANTS)
        day = FIRST_DAY + dt.timedelta(days=chance.randint(1, days - 3))
        amount = chance.randint(low * 100, high * 100)
        posted = day + dt.timedelta(days=chance.randint(1, 2))
        holder = _HOLDERS[0]
        if account in ("2304", "2703", "2803", "2903"):
            holder = _HOLDERS[1]
        elif account in ("3505", "3802"):
            holder = _HOLDERS[2]
        found.append(Charge(day, posted, merchant, account, what, amount, holder))
    return sorted(found, key=lambda charge: (charge.posted, charge.date, charge.merchant))


def petty_cash(chance: random.Random) -> list[Slip]:
    """Four holders, two envelopes each: cash handed out, then receipts for most of it."""
    found = []
    for holder, letter, float_, accounts in _ENVELOPES:
        for number in (1, 2):
            start = FIRST_DAY + dt.timedelta(days=7 + 26 * (number - 1))
            envelope = f"{letter}{number}"
            found.append(
                Slip(
                    start,
                    "",
                    "Production account",
                    "Float handed out",
                    "",
                    -float_,
                    holder,
                    envelope,
                )
            )
            left, day, receipt = float_, start, 0
            while left > 14000 and receipt < 22:
                day += dt.timedelta(days=chance.randint(0, 2))
                if day > CUTOFF - dt.timedelta(days=2):
                    break
                receipt += 1
                account = chance.choice(accounts)
                amount = chance.randint(450, 13500)
                left -= amount
                found.append(
                    Slip(
                        day,
                        f"{envelope}-{receipt:02}",
                        chance.choice(_SHOPS),
                        chance.choice(_SMALL[account]),
                        account,
                        amount,
                        holder,
                        envelope,
                    )
                )
    return found

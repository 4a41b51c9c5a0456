"""Whom the sample film buys from. None of them exists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Supplier:
    """One vendor: how it numbers its invoices, its terms in days and its sales tax."""

    number: str
    name: str
    prefix: str
    terms: int
    tax: str  # percent
    serves: tuple[str, ...]  # account codes begin so


_LIST: Final = """
V101|Quillfeather Script Services|QSS-|30|0|11
V102|Harrow & Penn Literary|HPL|0|0|1101 1102
V103|Tidewrack Travel|TT-26-|15|0|18 380
V104|Gullwing Car Service|GCS|15|0|1804
V105|Merrow Casting Rooms|MCR-|30|0|1304 1305 2102
V106|Saltlick Extras Agency|SEA|15|0|2101 2103 1405 1407
V107|Hurdlestone Stunt Supply|HSS-|30|8|150
V108|Inkwell Office Supply|IO|30|8|1204 2010 1104
V109|Drafthouse Rentals|DR-|30|0|2206 2010
V110|Cobblegate Model Shop|CMS|30|8|2205
V111|Three Anchors Lumber|3AL-|15|8|2304
V112|Marlpit Paint & Plaster|MPP|30|8|2305
V113|Skyhook Access Hire|SAH-|30|0|2306 3206
V114|Bellhouse Skip Hire|BSH|15|0|2307 2402
V115|Longarm Dolly & Crane|LDC-|30|0|2503
V116|Ropewalk Grip Rentals|RGR|30|0|2504 2507
V117|The Second Kettle|2K-|7|8|2506
V118|Squall Effects|SQ|30|0|260
V119|Oldmoor Prop House|OPH-|30|0|2704 2804
V120|Hatchmarket Antiques|HA|0|8|2703 2803 2706
V121|Fennel Street Drapers|FSD-|30|8|2705
V122|Brasswater Marine Instruments|BMI|30|0|2804 2704
V123|Threadneedle Costume Hall|TCH-|30|0|2904
V124|Oak & Tansy Outfitters|OT|15|8|2903
V125|Whitecap Laundry|WL-|15|0|2905
V126|Rookery Picture Cars|RPC|30|0|300
V127|Foxglove Wigs|FW-|30|8|3103
V128|Lowlight Electric|LLE|30|0|3203 3206
V129|Dynamo Road Generators|DRG-|15|0|3204
V130|Gelatine Bros Expendables|GB|30|8|3205 2507 3306
V131|Bluefin Camera Rentals|BCR-|30|0|3304
V132|Kestrel Aerials|KA|30|0|3305
V133|Tin Ear Sound Hire|TES-|30|0|340
V134|Halyard Trucks|HT|30|0|3504 3503
V135|Caravanserai Trailers|CT-|30|0|3503
V136|Pumphouse Fuels|PF|15|0|3505
V137|Northing Freight|NF-|15|0|3507
V138|Lighthouse Trust of Merrow Head|LT|0|0|3603 3610
V139|Port of Saltmarsh Authority|PSA-|0|0|3603 3604
V140|Watchful Eye Security|WE|15|0|3605
V141|Galley & Ladle Catering|GL-|15|8|3606
V142|Marquee Moon Site Services|MMS|30|0|3607
V143|Cooperage Buildings|CB-|0|0|3608
V144|Shoreline Telecom|ST|15|8|3609
V145|Spindle Data Media|SDM-|30|8|3702 3703
V146|Drydock Stages|DS|15|0|400 2301
V147|Limpet Boat Charter|LBC-|15|0|450 3001
V148|Plaster & Splint Medical|PSM|30|8|460
V149|Splicehouse Cutting Rooms|SCR-|30|0|50 51 55
V150|Undertow Music|UM|30|0|52
V151|Fathom Sound Post|FSP-|30|0|53
V152|Parallax Weather VFX|PWV|30|0|54 56
V153|Stillwater Publicity|SP-|30|0|65
V154|Bulwark Film Insurance|BFI|0|0|67 695
V155|Dovecote Legal LLP|DL-|30|0|68
V156|Tobin's Garage|TG|15|8|3506 3002
V157|Marram Overhead Services|MO-|30|0|64 12 13 14
"""


def _read() -> tuple[Supplier, ...]:
    found = []
    for line in _LIST.split("\n")[1:-1]:
        number, name, prefix, terms, tax, serves = line.split("|")
        found.append(Supplier(number, name, prefix, int(terms), tax, tuple(serves.split())))
    return tuple(found)


SUPPLIERS: Final = _read()
PAYROLL: Final = "Brightwater Payroll Services"
FINANCIER: Final = "Saltmarsh Film Fund"


def serving(account: str) -> tuple[Supplier, ...]:
    """Who sells what is coded to an account: those named for it, else for its category."""
    by_length = sorted(
        (
            (max((len(s) for s in supplier.serves if account.startswith(s)), default=0), supplier)
            for supplier in SUPPLIERS
        ),
        key=lambda pair: -pair[0],
    )
    best = by_length[0][0]
    return tuple(supplier for length, supplier in by_length if length == best) if best else ()

"""REC_: how rows stand against another list, the reference that was meant, totals that tie."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from addin.domain.differences import explanations
from addin.domain.match_status import Keyed, Listed, Standing, Status, standings
from addin.domain.money import Money, total
from addin.domain.near_references import Nearby
from addin.domain.references import reference_key
from addin.tables.cells import is_nothing
from addin.udfs.cell_error import CellError
from addin.udfs.columns import in_place
from addin.udfs.kinds import Answer, Column, Spill
from addin.udfs.read_once import read_once
from addin.udfs.registry import function

CATEGORY = "Reconciliation"
NOTHING = Money(0)


class KeysAs(StrEnum):
    """How keys are compared."""

    REFERENCE = "reference"  # PO-0042 is 42: without label, case, punctuation, leading zeros
    TEXT = "text"  # as it is written, but for case and blanks: account codes


@function(CATEGORY)
def rec_status(
    key: str,
    amount: Money,
    other_keys: Column[str],
    other_amounts: Column[Money],
    tolerance: Money = NOTHING,
    keys_as: KeysAs = KeysAs.REFERENCE,
) -> str:
    """How one row stands against another list: matched, amount differs, duplicate or missing.

    "matched": its key is there with its amount. "sums agree": several rows of its key sum to it.
    "amount differs": they do not. "duplicate": key and amount are there several times. "missing":
    the key is not there. REC_STATUSES looks at two whole lists and sees what is left for each row.

    Args:
        key: the row's reference, such as a PO or invoice number.
        amount: the row's amount; a credit is negative, and never matched to a charge.
        other_keys: the references of the other list.
        other_amounts: its amounts, side by side with other_keys.
        tolerance: what two amounts may be apart; nothing if left out.
        keys_as: "reference" (left out): PO-0042 and 42 are one; "text": as written, as account
            codes need it.

    Example:
        =REC_STATUS("PO-0042", 100, {"42";"43"}, {100;75}) gives "matched"
        =REC_STATUS("PO-0042", 100, {"42";"42"}, {60;40}) gives "sums agree"
        =REC_STATUS("PO-0042", 100, {"42";"43"}, {120;75}) gives "amount differs"
        =REC_STATUS("44", 100, {"42";"43"}, {120;75}) gives "missing"
    """
    own = (_keyed(key, amount, keys_as),)
    standing = standings(own, _listed(other_keys, other_amounts, keys_as), abs(tolerance.minor))[0]
    return "" if standing is None else standing.status


@function(CATEGORY)
def rec_statuses(
    keys: Column[str],
    amounts: Column[Money],
    other_keys: Column[str],
    other_amounts: Column[Money],
    tolerance: Money = NOTHING,
    keys_as: KeysAs = KeysAs.REFERENCE,
) -> Spill:
    """How every row of a list stands against another list: status, difference, where, why.

    Spills four cells beside each row. Rows of one key are taken together: "sums agree" where what
    is left of a key sums to the same on both sides, "ambiguous" where several rows on both sides
    come into question and nobody can say which belong together.

    Args:
        keys: the references of this list, such as PO or invoice numbers.
        amounts: its amounts, side by side with keys; a credit is negative.
        other_keys: the references of the other list.
        other_amounts: its amounts, side by side with other_keys.
        tolerance: what two amounts may be apart; nothing if left out.
        keys_as: "reference" (left out): PO-0042 and 42 are one; "text": as written, as account
            codes need it.

    Example:
        =REC_STATUSES({"PO-7";"PO-8"}, {100;8200}, {"7";"8"}, {100;8020}) gives
            {"matched",0,1,"";"amount differs",-180,2,
            "two digits are swapped: the difference 180.00 is divisible by 9"}
        =REC_STATUSES({"VR-4417"}, {50}, {"VR-4477"}, {50}) gives
            {"missing","","","near: VR-4477"}
    """
    rows = in_place(keys=keys, amounts=amounts)
    own = [_keyed(key, amount, keys_as) for key, amount in rows]
    other = _listed(other_keys, other_amounts, keys_as)
    found = standings(own, other, abs(tolerance.minor))
    taken = {row.key for row in own if row is not None}
    free = {key: places[0] for key, places in other.by_key.items() if key not in taken}
    near: Nearby | None = None
    spilled: list[tuple[Answer, ...]] = []
    for row, standing in zip(own, found, strict=True):
        if row is None or standing is None:
            spilled.append((None, None, None, None))
            continue
        why = ""
        if standing.status is Status.MISSING:
            near = near or Nearby(free)
            meant = [other_keys[free[key]] or "" for key in near.of(row.key)]
            why = f"near: {', '.join(meant)}" if meant else ""
        elif standing.status is not Status.MATCHED:
            why = "; ".join(_reasons(row, standing))
        places = standing.places
        where: Answer = places[0] + 1 if len(places) == 1 else ", ".join(str(p + 1) for p in places)
        spilled.append((standing.status, standing.difference, where, why))
    return spilled


@function(CATEGORY)
def rec_nearest(reference: str, references: Column[str], keys_as: KeysAs = KeysAs.REFERENCE) -> str:
    """The reference of a list that was meant: the same, or the only one a slip of the finger away.

    A slip is one character wrong, missing or too many, two neighbours swapped, or parts run
    together. Several that fit are all named, behind "several: "; nothing is guessed.

    Args:
        reference: as it was typed.
        references: those that exist.
        keys_as: "reference" (left out): PO-0042 and 42 are one; "text": as written.

    Example:
        =REC_NEAREST("VR-4417", {"VR-4477";"VR-4900"}) gives "VR-4477"
        =REC_NEAREST("VR-4417", {"VR-4477";"VR-4418"}) gives "several: VR-4477, VR-4418"
        =REC_NEAREST("VR-4417", {"VR-9000"}) gives #N/A
    """
    known, near = _known(references, keys_as)
    key = _key(reference, keys_as)
    if not key:
        raise CellError("#VALUE!", "reference names nothing")
    if key in known:
        return known[key]
    meant = [known[each] for each in near.of(key)]
    if not meant:
        raise CellError("#N/A", f"no reference is {reference} or one slip away from it")
    if len(meant) == 1:
        return meant[0]
    return "several: " + ", ".join(each for each in known.values() if each in meant)


@function(CATEGORY)
def rec_tie(left: Column[Money], right: Column[Money], tolerance: Money = NOTHING) -> Answer:
    """TRUE if two totals agree within a tolerance; else a sentence with the difference.

    Args:
        left: one total, or the range that sums to it.
        right: the other total, or the range that sums to it.
        tolerance: what they may be apart; nothing if left out.

    Example:
        =REC_TIE({500;300}, 800) gives TRUE
        =REC_TIE(800, 790) gives "right is 10.00 less than left (800.00, 790.00)"
        =REC_TIE(8200, 8020) gives "right is 180.00 less than left (8,200.00, 8,020.00):
            two digits are swapped: the difference 180.00 is divisible by 9"
    """
    one = total(amount for amount in left if amount is not None)
    other = total(amount for amount in right if amount is not None)
    difference = other - one
    if abs(difference.minor) <= abs(tolerance.minor):
        return True
    than = "less" if difference.is_negative else "more"
    told = f"right is {abs(difference).text()} {than} than left ({one.text()}, {other.text()})"
    why = next((each.so for each in explanations(one, other)), "")
    return f"{told}: {why}" if why else told


def _key(text: str, keys_as: KeysAs) -> str:
    key = reference_key(text) if keys_as is KeysAs.REFERENCE else ""
    return key or ("" if is_nothing(text) else " ".join(text.split()).casefold())


def _keyed(text: str | None, amount: Money | None, keys_as: KeysAs) -> Keyed | None:
    key = _key(text or "", keys_as)
    return Keyed(key, amount) if key and amount is not None else None


@read_once
def _listed(keys: Column[str], amounts: Column[Money], keys_as: KeysAs) -> Listed:
    rows = in_place(other_keys=keys, other_amounts=amounts)
    return Listed([_keyed(key, amount, keys_as) for key, amount in rows])


@read_once
def _known(references: Column[str], keys_as: KeysAs) -> tuple[dict[str, str], Nearby]:
    known: dict[str, str] = {}
    for text in references:
        key = _key(text or "", keys_as)
        if key:
            known.setdefault(key, text or "")
    return known, Nearby(known)


def _reasons(row: Keyed, standing: Standing) -> Iterator[str]:
    count = len(standing.places)
    if standing.status is Status.DUPLICATE:
        yield f"{count} time{'' if count == 1 else 's'} on the other list"
    elif standing.status is Status.DIFFERS and count > 1:
        yield f"{count} rows on the other list"
    elif standing.status is Status.DIFFERS and standing.difference is not None:
        other = row.amount + standing.difference
        yield from (each.so for each in explanations(row.amount, other))

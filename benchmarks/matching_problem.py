"""A ledger and a statement made from the same payments, with the truth about which rows are one.

Everything is made up from a size, a seed and parameters; the same three give the same rows.
``TUNED_ON`` are the sets that were looked at while the strategies were written, ``HELD_OUT`` those
that were only scored at the end.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from types import MappingProxyType
from typing import Final

from addin.reconcile.columns import Texts

KINDS: Final = MappingProxyType(
    {
        "one to one": 0.68,
        "cents apart": 0.06,
        "batch": 0.05,  # several ledger rows, paid as one statement row
        "split": 0.04,  # one ledger row, cleared in several
        "two against two": 0.01,
        "twice there": 0.03,  # one to one, and the statement row once more
        "twice here": 0.02,
        "missing there": 0.05,
        "missing here": 0.04,
        "swapped digits": 0.02,
        "other currency": 0.0,
        "mistyped reference": 0.0,
        "cancelled here": 0.0,  # a charge and its credit, both in the ledger only
    }
)
_FIRST: Final = tuple(
    "Amber Arrow Aspen Basin Birch Bravo Brook Cactus Canal Cinder Clover Comet Coral Crown Dune"
    " Eagle Fable Fern Flint Forge Garnet Glacier Hazel Heron Indigo Ivory Jade Lark Laurel Marble"
    " Mesa Nova Olive Opal Pearl Pine Quill Ridge River Saffron Slate Spruce Stone Teal Thistle"
    " Topaz Tulip Vale Walnut Wren".split()
)
_TRADE: Final = tuple(
    "Cameras Grip Lights Catering Stages Rentals Trucks Security Costumes Props Lumber Scenery"
    " Sound Effects Film Print Rigging Casting Travel Hotel Tents Power Radios Paint Drapery"
    " Dollies Insurance Payroll Freight Editing".split()
)


@dataclass(frozen=True, slots=True)
class Parameters:
    """Everything about a problem but its size and seed; shares are of all payments."""

    kinds: Mapping[str, float] = field(default_factory=lambda: KINDS)
    lag: tuple[float, ...] = (0.18, 0.30, 0.22, 0.14, 0.10, 0.06)  # days until the statement has it
    days: int = 365
    rows_a_vendor: int = 40
    referenced: float = 0.30  # carry the reference on both lists
    recurring: float = 0.15  # the vendor's usual amount
    round_amounts: float = 0.10
    credits: float = 0.03
    cents: int = 9
    percent: float = 0.0  # "cents apart": and by up to this share of the amount
    batch: int = 5
    split: int = 4
    misspelt: float = 0.20
    twice_misspelt: float = 0.04
    cut: float = 0.25
    cut_to: int = 16
    placed: float = 0.30
    placed_from: int = 22
    spread: float = 0.02  # of exchange rates
    first: tuple[str, ...] = _FIRST
    trades: tuple[str, ...] = _TRADE
    legal: tuple[str, ...] = ("LLC", "Inc", "Ltd", "Co", "GmbH", "Group", "Services", "& Sons", "")
    before: tuple[str, ...] = ("", "", "", "", "SQ *", "POS ", "TST* ", "PAYPAL *", "ACH ")
    behind: tuple[str, ...] = (
        *("LOS ANGELES CA", "ATLANTA GA", "BURBANK CA", "NEW YORK NY"),
        *("TORONTO ON", "VANCOUVER BC", "LONDON GB", "ALBUQUERQUE NM"),
    )


DEFAULT: Final = Parameters()
PERCENT: Final = replace(DEFAULT, percent=0.02)
WORDING: Final = replace(
    DEFAULT,
    before=("", "", "CARD PAYMENT TO ", "DIRECT DEBIT ", "FPO "),
    legal=("", "LLP", "plc", "SARL", "BV"),
    lag=(0.1, 0.2, 0.2, 0.2, 0.1, 0.1, 0.05, 0.05),
)
MIXED: Final = replace(
    DEFAULT,
    kinds=MappingProxyType(
        {
            **KINDS,
            "one to one": 0.60,
            "other currency": 0.03,
            "mistyped reference": 0.03,
            "cancelled here": 0.02,
        }
    ),
    recurring=0.25,
)
LATE: Final = replace(
    DEFAULT,
    lag=(0.15, 0.25, 0.2, 0.12, 0.08, 0.06, 0.03, 0.03, *([0.08 / 25] * 25)),
)
TUNED_ON: Final = MappingProxyType(
    {"default": DEFAULT, "percent": PERCENT, "wording": WORDING, "mixed": MIXED, "late": LATE}
)
HELD_OUT: Final = MappingProxyType(
    {
        "few references": replace(
            MIXED,
            referenced=0.10,
            misspelt=0.30,
            rows_a_vendor=60,
            before=("", "", "DEBIT PURCHASE ", "VISA ", "WIRE TO "),
            behind=("CHICAGO IL", "AUSTIN TX", "PARIS FR", "BERLIN DE", "MADRID ES"),
            legal=("", "Company", "Holdings", "Studios", "Intl"),
            first=tuple(
                f"{a}{b}".title()
                for a in "bo ka li mar no ra sel tu".split()
                for b in "lan dor vik mer ston ny".split()
            ),
        ),
        "late and recurring": replace(
            DEFAULT,
            lag=(0.05, 0.15, 0.2, 0.2, 0.15, 0.15, 0.1),
            recurring=0.30,
            round_amounts=0.15,
            cut=0.4,
            cut_to=18,
            percent=0.01,
            batch=4,
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Two lists as columns in content order, and the true pairs of rows with their kind."""

    ledger: Texts
    statement: Texts
    truth: Mapping[tuple[int, int], str]


@dataclass(frozen=True, slots=True)
class _Line:
    vendor: int
    day: int
    minor: int
    reference: str
    currency: str


def problem(rows: int, seed: int, parameters: Parameters = DEFAULT) -> Problem:
    """A problem of about so many ledger rows."""
    return _Maker(rows, seed, parameters).made()


class _Maker:
    def __init__(self, rows: int, seed: int, parameters: Parameters) -> None:
        self.chance = random.Random(seed)
        self.p = parameters
        self.payments = int(rows / 1.12)
        count = max(60, min(rows // parameters.rows_a_vendor, 20_000))
        self.vendors = self._vendors(count)
        self.usual = [self._amount(6.0, 1.1) for _ in range(count)]
        currencies = ("USD", "CAD", "GBP", "EUR")
        self.currency = self.chance.choices(currencies, (80, 8, 7, 5), k=count)
        self.rate = {"USD": 1.0, "CAD": 0.73, "GBP": 1.31, "EUR": 1.12}
        self.ledger: list[_Line] = []
        self.statement: list[_Line] = []
        self.pairs: list[tuple[int, int, str]] = []

    def made(self) -> Problem:
        weights = list(accumulate(1 / (at + 1) ** 0.7 for at in range(len(self.vendors))))
        kinds = self.chance.choices(
            list(self.p.kinds), list(self.p.kinds.values()), k=self.payments
        )
        vendors = self.chance.choices(
            range(len(self.vendors)), cum_weights=weights, k=self.payments
        )
        references = self.chance.sample(
            range(100_000, 100_000 + 9 * max(self.payments, 10**5)), self.payments
        )
        for kind, vendor, number in zip(kinds, vendors, references, strict=True):
            self._payment(kind, vendor, str(number))
        here = _columns(self.ledger, [self.vendors[line.vendor] for line in self.ledger])
        there = _columns(self.statement, [self._as_printed(line) for line in self.statement])
        left, ledger = _in_content_order(here)
        right, statement = _in_content_order(there)
        truth = {(left[i], right[j]): kind for i, j, kind in self.pairs}
        return Problem(ledger, statement, truth)

    def _vendors(self, count: int) -> list[str]:
        found: dict[str, None] = {}
        pick = self.chance.choice
        while len(found) < count:
            first, trade, legal = pick(self.p.first), pick(self.p.trades), pick(self.p.legal)
            name = f"{first} {trade} {legal}".strip()
            if name in found:
                name = f"{first} {pick(self.p.first)} {trade} {legal}".strip()
            if name in found:
                name = f"{first} {trade} {self.chance.randrange(2, 999)} {legal}".strip()
            found[name] = None
        return list(found)

    def _amount(self, mean: float, spread: float) -> int:
        return round(self.chance.lognormvariate(mean, spread) * 100) + 1

    def _lag(self) -> int:
        return self.chance.choices(range(len(self.p.lag)), self.p.lag)[0]

    def _of(self, vendor: int) -> int:
        draw = self.chance.random()
        amount = self._amount(5.6, 1.3)
        if draw < self.p.recurring:
            amount = self.usual[vendor]
        elif draw < self.p.recurring + self.p.round_amounts:
            amount = self.chance.choice((2500, 5000, 7500, 10000, 15000, 25000, 50000))
        return -amount if self.chance.random() < self.p.credits else amount

    def _payment(self, kind: str, vendor: int, number: str) -> None:
        day = 739_000 + self.chance.randrange(self.p.days)
        amount = self._of(vendor)
        there = number if self.chance.random() < self.p.referenced else ""
        make = {
            "batch": self._batch,
            "split": self._split,
            "two against two": self._two,
            "cancelled here": self._cancelled,
        }.get(kind)
        if make is not None:
            make(kind, vendor, day, amount, number)
            return
        i = j = -1
        if kind != "missing here":
            i = self._here(vendor, day, amount, number)
        if kind != "missing there":
            shown = self._shown(kind, vendor, amount)
            if kind == "mistyped reference":
                there = _slip(number, self.chance)
            on = day + (self._lag() if i >= 0 else 0)
            currency = "USD" if kind == "other currency" else ""
            j = self._there(vendor, on, shown, there, currency)
            if kind == "twice there":
                self._there(vendor, on + self.chance.randrange(3), shown, "")
        if kind == "twice here":
            self._here(vendor, day + self.chance.randrange(3), amount, "")
        if i >= 0 and j >= 0:
            self.pairs.append((i, j, kind))

    def _shown(self, kind: str, vendor: int, amount: int) -> int:
        """What the statement says of an amount."""
        if kind == "cents apart":
            off = self.chance.randint(1, self.p.cents) * self.chance.choice((-1, 1))
            return amount + off + round(amount * self.p.percent * self.chance.uniform(-1, 1))
        if kind == "swapped digits":
            digits = list(str(abs(amount)))
            at = self.chance.randrange(len(digits) - 1)
            digits[at], digits[at + 1] = digits[at + 1], digits[at]
            return int("".join(digits)) * (1 if amount > 0 else -1)
        if kind == "other currency":
            rate = self.rate[self.currency[vendor]] * self.chance.uniform(
                1 - self.p.spread, 1 + self.p.spread
            )
            return amount if self.currency[vendor] == "USD" else round(amount * rate)
        return amount

    def _batch(self, kind: str, vendor: int, day: int, amount: int, number: str) -> None:
        del number
        count = self.chance.randint(2, self.p.batch)
        parts = [max(100, int(amount * self.chance.uniform(0.05, 1))) for _ in range(count)]
        rows = [self._here(vendor, day - self.chance.randrange(7), part, "") for part in parts]
        paid = self._there(vendor, day + self._lag(), sum(parts), "")
        self.pairs += [(row, paid, kind) for row in rows]

    def _split(self, kind: str, vendor: int, day: int, amount: int, number: str) -> None:
        count = self.chance.randint(2, self.p.split)
        shares = [self.chance.uniform(0.1, 1.1) for _ in range(count)]
        parts = [int(amount * share / sum(shares)) for share in shares[1:]]
        parts.append(amount - sum(parts))
        whole = self._here(vendor, day, amount, number)
        for at, part in enumerate(parts):
            self.pairs.append(
                (whole, self._there(vendor, day + self._lag() + 2 * at, part, ""), kind)
            )

    def _two(self, kind: str, vendor: int, day: int, amount: int, number: str) -> None:
        del number
        total = abs(amount) + 2000
        one, other = (
            int(total * self.chance.uniform(0.2, 0.5)),
            int(total * self.chance.uniform(0.55, 0.85)),
        )
        here = (
            self._here(vendor, day, one, ""),
            self._here(vendor, day + self.chance.randrange(3), total - one, ""),
        )
        there = (
            self._there(vendor, day + 2 + self._lag(), other, ""),
            self._there(vendor, day + 2 + self._lag(), total - other, ""),
        )
        self.pairs += [(i, j, kind) for i in here for j in there]

    def _cancelled(self, kind: str, vendor: int, day: int, amount: int, number: str) -> None:
        del kind
        self._here(vendor, day, abs(amount), number)
        self._here(vendor, day + self.chance.randrange(10), -abs(amount), number)

    def _here(self, vendor: int, day: int, minor: int, reference: str) -> int:
        self.ledger.append(_Line(vendor, day, minor, reference, self.currency[vendor]))
        return len(self.ledger) - 1

    def _there(self, vendor: int, day: int, minor: int, reference: str, currency: str = "") -> int:
        currency = currency or self.currency[vendor]
        self.statement.append(_Line(vendor, day, minor, reference, currency))
        return len(self.statement) - 1

    def _as_printed(self, line: _Line) -> str:
        """The vendor's name as a bank prints it."""
        text = self.vendors[line.vendor].upper()
        draw = self.chance.random()
        if draw < self.p.misspelt:
            text = _misspelt(text, self.chance)
        if draw < self.p.twice_misspelt:
            text = _misspelt(text, self.chance)
        if self.chance.random() < self.p.cut:
            text = text[: self.p.cut_to]
        text = self.chance.choice(self.p.before) + text
        if self.chance.random() < self.p.placed:
            text = f"{text[: self.p.placed_from]} {self.chance.choice(self.p.behind)}"
        return text


def _misspelt(text: str, chance: random.Random) -> str:
    """One letter dropped, swapped with the next, replaced or added."""
    if len(text) < 5:
        return text
    at = chance.randrange(1, len(text) - 2)
    letter = chr(65 + chance.randrange(26))
    return chance.choice(
        (
            text[:at] + text[at + 1 :],
            text[:at] + text[at + 1] + text[at] + text[at + 2 :],
            text[:at] + letter + text[at + 1 :],
            text[:at] + letter + text[at:],
        )
    )


def _slip(number: str, chance: random.Random) -> str:
    at = chance.randrange(len(number))
    return number[:at] + str((int(number[at]) + chance.randrange(1, 10)) % 10) + number[at + 1 :]


def _columns(lines: Sequence[_Line], names: Sequence[str]) -> Texts:
    return Texts(
        [line.minor for line in lines],
        [line.day for line in lines],
        [line.currency for line in lines],
        [line.reference for line in lines],
        names,
    )


def _in_content_order(texts: Texts) -> tuple[dict[int, int], Texts]:
    """Where each row has gone, and the rows in content order."""
    order = sorted(range(len(texts.minor)), key=lambda at: tuple(_content(texts, at)))
    return {row: at for at, row in enumerate(order)}, Texts(
        [texts.minor[at] for at in order],
        [texts.day[at] for at in order],
        [texts.currency[at] for at in order],
        [texts.reference[at] for at in order],
        [texts.name[at] for at in order],
    )


def _content(texts: Texts, at: int) -> Iterator[object]:
    yield texts.day[at]
    yield texts.minor[at]
    yield texts.currency[at]
    yield texts.reference[at]
    yield texts.name[at]

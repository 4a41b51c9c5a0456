"""What the words on a posting say: a credit, a reversal, an accrual; and how names are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from addin.domain.actuals import Posting

_CREDIT: Final = re.compile(
    r"\bcredit (?:memo|note|adj\w*)\b|\bcr\.? ?(?:memo|note)\b|\brefund(?:s|ed)?\b|\brebates?\b"
    r"|\breimbursed by\b|\bcredited (?:back|by)\b|\bcredit for\b",
    re.IGNORECASE,
)
_RETURN: Final = re.compile(r"\breturn(?:s|ed)?\b", re.IGNORECASE)
_TRAVEL: Final = re.compile(
    r"\b(?:flights?|air\w*|fares?|trains?|tickets?|taxi|uber|lyft|drive|mileage|trips?|travel|bus"
    r"|ferry|cabs?|cars?|van|truck|rail|journey|leg|one[- ]way|round|shipping|courier|freight|tax"
    r"|returns? (?:to|from|via))\b",
    re.IGNORECASE,
)
_CASH_BACK: Final = re.compile(r"\bto (?:be )?return|\bcash\b.*\breturn", re.IGNORECASE)
_FREIGHT: Final = re.compile(
    r"\bfreight\b|\bshipp\w*|\bdeliver\w*|\bcartage\b|\bcourier\b|\bpostage\b|\btax(?:es)?\b|\bvat\b"
    r"|\bgst\b|\bhst\b|\bdut(?:y|ies)\b|\bfees?\b|\bfuel surcharge\b|\btransport\w*",
    re.IGNORECASE,
)
_REVERSAL: Final = re.compile(
    r"\brevers(?:al|e|es|ed|ing)\b|\brev\b|\bvoid(?:ed)?\b|\bcorrect(?:ion|s|ed|ing)\b"
    r"|\breclass\w*\b|\btransfer\w*\b|\bstorno\b",
    re.IGNORECASE,
)
_ACCRUAL: Final = re.compile(r"\baccru\w+\b", re.IGNORECASE)
_NOT_ALNUM: Final = re.compile(r"[^a-z0-9]+")
_LEGAL_FORM: Final = frozenset(
    "inc ltd llc llp plc co corp company limited incorporated corporation gmbh ag sa sarl srl bv nv"
    " pty the".split()
)


def is_credit(text: str) -> bool:
    """The words say money comes back: a credit memo, a refund, goods returned (no return trip).

    Cash that is to be returned is what is left of a float, and no credit either.
    """
    if _CREDIT.search(text):
        return True
    is_return = _RETURN.search(text) and not _CASH_BACK.search(text)
    return bool(is_return and not _TRAVEL.search(text))


def is_side_cost(text: str) -> bool:
    """Freight, tax, duty or a fee: what comes with a purchase and is booked on its own account."""
    return bool(_FREIGHT.search(text))


def is_reversal(text: str) -> bool:
    """The words say another posting is undone or moved."""
    return bool(_REVERSAL.search(text))


def is_accrual(text: str) -> bool:
    """The words say a cost is accrued; its reversal follows."""
    return bool(_ACCRUAL.search(text))


def words_of(posting: Posting) -> str:
    """What a posting says of itself."""
    return f"{posting.kind} {posting.description} {posting.document}"


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """A name without case, accents, punctuation and legal form: equal keys are one vendor.

    >>> name_key("Acme Grip, Inc.") == name_key("ACME GRIP")
    True
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    words = _NOT_ALNUM.sub(" ", plain).split()
    kept = [word for word in words if word not in _LEGAL_FORM]
    return " ".join(kept or words)


_DIGIT = re.compile(r"\d")
_UNSAID = re.compile(r"[^a-z\d]+|(?<!\d)0+(?=\d)")
"""What tells no document number from another: punctuation and leading zeros."""


@lru_cache(maxsize=65536)
def document_key(document: str) -> str:
    """A document number without case, punctuation and leading zeros; empty when it names none.

    >>> document_key("INV-0042"), document_key(" inv 42"), document_key("n/a")
    ('inv42', 'inv42', '')
    """
    shown = document.casefold()
    return _UNSAID.sub("", shown) if _DIGIT.search(shown) else ""

"""What a heading may mean: the spellings of ``headings.toml``, matched exactly, then nearly.

Case, punctuation, line breaks, plurals, and units or currencies in brackets do not matter.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from addin.domain.package_text import package_text
from addin.tables.table import Role
from addin.tables.vocabulary import FIELDS

EXACT: Final = 1.0
"""The heading is a spelling of this field."""
NEAR: Final = 0.85
"""The heading is a spelling of this field but for a typing slip."""
PLAIN: Final = 0.92
"""The heading is a spelling of this field beside words that change nothing."""
PART: Final = 0.75
"""The heading holds a spelling of this field and little else."""
LIKELY: Final = 0.7
"""The heading probably means this field in a table of this role."""
PERHAPS: Final = 0.55
"""The heading may be this field's if the rest of the table agrees."""

_LONGEST: Final = 1000
"""Of a longer text only the beginning is read: no heading is, and brackets would take for ever."""
_LEADING = frozenset({"date", "amount", "name", "cost", "description"})
"""Words that say what a column is when they stand first: ``Date check requested``."""
_BRACKETS = re.compile(r"[(\[{]([^)\]}]*)[)\]}]")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_INITIALS = re.compile(r"(?<![\w.])(?:[a-z]\.){1,5}[a-z](?:\.|(?![\w.]))")
_NOT_WORD = re.compile(r"[^\w/%]+")
_DIGITS_BEHIND = re.compile(r"(?<=[a-z])[._]\d{1,2}$")
_MEANINGFUL = re.compile(r"over|under|debit|credit|days?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spellings:
    """The spellings of one field: normalised heading → how sure it is."""

    kind: str
    quality: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``headings.toml``, normalised."""

    fields: Mapping[str, Spellings]
    roles: Mapping[Role, Mapping[str, Mapping[str, float]]]


@cache
def _file() -> Mapping[str, Mapping[str, Mapping[str, object]]]:
    text = package_text("addin.tables", "headings.toml")
    return tomllib.loads(text)


@cache
def _words() -> tuple[Mapping[str, str], frozenset[str]]:
    words = {str(word): str(meaning) for word, meaning in _file()["words"].items()}
    idle = _file()["idle"]["words"]
    return words, frozenset(map(str, idle))


@cache
def _plain() -> Mapping[str, frozenset[str]]:
    return {kind: frozenset(_texts(words)) for kind, words in _file()["plain"].items()}


@lru_cache(maxsize=8192)
def normal(heading: str) -> str:
    r"""A heading as its words in their basic form; the empty text if it says nothing.

    >>> normal("P.O.\nNumber"), normal("Total (RM)"), normal("% Complete"), normal("InvoiceDates")
    ('po no', 'total', 'percent complete', 'invoice date')
    """
    text = _CAMEL.sub(" ", heading[:_LONGEST].replace("\u00a0", " "))
    text = _DIGITS_BEHIND.sub("", text.strip())
    text = _BRACKETS.sub(lambda found: f" {found[1]} " if _says_something(found[1]) else " ", text)
    text = _INITIALS.sub(lambda found: found[0].replace(".", ""), text.casefold())
    text = text.replace("p/o", "po").replace("a/c", "account").replace("g/l", "gl")
    text = text.replace("#", " no ").replace("%", " percent ").replace("'s", "").replace("_", " ")
    text = text.replace("&", " and ").replace("/", " ").replace("'", "")
    words, idle = _words()
    basic = [_basic(word, words) for word in _NOT_WORD.sub(" ", text).split()]
    if len(basic) > 1:  # alone, Amt is how many in a budget, and how much elsewhere
        basic = ["amount" if word == "amt" else word for word in basic]
    parts = [part for word in basic for part in word.split()]
    kept = [part for part in parts if part not in idle] or parts
    return " ".join(word for i, word in enumerate(kept) if i == 0 or word != kept[i - 1])


def _says_something(inside: str) -> bool:
    """Whether the words in a bracket belong to the heading: ``Over/(Under)`` but not ``(RM)``."""
    return bool(_MEANINGFUL.search(inside)) or "%" in inside


def _basic(word: str, words: Mapping[str, str]) -> str:
    if word in words:
        return words[word]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word[:-1]
    return words.get(word, word)


@cache
def vocabulary() -> Vocabulary:
    """The spellings, read once."""
    content = _file()
    fields = {}
    for name, entry in content["fields"].items():
        quality = dict.fromkeys(map(normal, _texts(entry.get("may_say"))), PERHAPS)
        quality.update(dict.fromkeys(map(normal, _texts(entry["says"])), EXACT))
        quality.pop("", None)
        fields[name] = Spellings(str(entry["kind"]), quality)
    roles = {
        Role(role): {name: _of_role(_texts(says)) for name, says in entry.items()}
        for role, entry in content["roles"].items()
    }
    return Vocabulary(fields, roles)


def _of_role(says: list[str]) -> Mapping[str, float]:
    """Spellings of one role; those that end in a question mark are less sure."""
    known = {normal(text): LIKELY for text in says if text.endswith("?")}
    return known | {normal(text): EXACT for text in says if not text.endswith("?")}


def _texts(value: object) -> list[str]:
    return [str(text) for text in value] if isinstance(value, list) else []


@lru_cache(maxsize=8192)
def meanings(heading: str) -> Mapping[str, float]:
    """The fields that a normalised heading may mean, each with how sure that is."""
    fields = vocabulary().fields
    whole = {
        name: spellings.quality[heading]
        for name, spellings in fields.items()
        if heading in spellings.quality
    }
    if whole or len(heading) < 4:
        return whole  # what is a spelling as a whole means nothing else by its parts
    parts = {name: _in_part(heading, spellings) for name, spellings in fields.items()}
    return {name: share for name, share in parts.items() if share}


def _in_part(heading: str, spellings: Spellings) -> float:
    known = spellings.quality
    return max(_nearly(heading, known), _plainly(heading, spellings), _partly(heading, known))


def _plainly(heading: str, spellings: Spellings) -> float:
    """A spelling beside words that change nothing: ``Estimated revenue``, ``Venue name``."""
    plain = _plain().get(spellings.kind, frozenset())
    kept = [word for word in heading.split() if word not in plain]
    if not kept or len(kept) == len(heading.split()):
        return 0.0
    return spellings.quality.get(" ".join(kept), 0.0) * PLAIN


def _nearly(heading: str, known: Mapping[str, float]) -> float:
    """A typing slip away from a spelling of five letters or more."""
    if len(heading) < 5 or any(map(str.isdigit, heading)):
        return 0.0
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - heavy; most headings match exactly

    best = process.extractOne(heading, known.keys(), scorer=fuzz.ratio, score_cutoff=89)
    return known[best[0]] * NEAR if best and len(best[0]) > 4 else 0.0


def _partly(heading: str, known: Mapping[str, float]) -> float:
    """A spelling with a word or two more before or behind it."""
    words = heading.split()
    if words[0] == "total" and known.get("total") == EXACT:
        return NEAR  # whatever follows says of what
    if not 2 <= len(words) <= 5:
        return 0.0
    # "Course name" is the name of what the table lists, whatever a course is
    best = PERHAPS if words[-1] == "name" and "name" in known else 0.0
    for size in range(len(words) - 1, 0, -1):
        for part in (words[-size:], words[:size]):
            quality = known.get(" ".join(part), 0.0)
            share = size / len(words)
            # the last words say what it is, the first ones of what; but not in "Date of …"
            first = part != words[-size:]
            if first and part[0] in _LEADING and size == 1:
                share = max(share, 0.5)
            last = 0.8 if first and part[0] not in _LEADING else 1.0
            best = max(best, quality * PART * last * (0.55 + 0.45 * share))
    return best


def quality(heading: str, field: str, role: Role) -> float:
    """How sure a normalised heading means this field in a table of this role: 0 to 1."""
    own = vocabulary().roles.get(role, {})
    if heading in own.get(field, ()):
        return max(own[field][heading], vocabulary().fields[field].quality.get(heading, 0.0))
    if any(spellings.get(heading) == EXACT for spellings in own.values()):
        # another field's in this role: only a spelling as a whole can mean this one as well
        return vocabulary().fields[field].quality.get(heading, 0.0)
    return meanings(heading).get(field, 0.0)


@lru_cache(maxsize=16384)
def shares(heading: str, role: Role) -> Mapping[str, float]:
    """How sure a normalised heading means each field of a role, where it means it at all.

    The same headings come again in every table, role and production: worked out once.
    """
    found = ((name, quality(heading, name, role)) for name in FIELDS[role])
    return {name: share for name, share in found if share}


@lru_cache(maxsize=8192)
def is_known(heading: str) -> bool:
    """Whether a normalised heading is, as a whole, a spelling of any field."""
    return heading in _every_spelling()


@cache
def _every_spelling() -> frozenset[str]:
    known = vocabulary()
    every = {text for spellings in known.fields.values() for text in spellings.quality}
    for fields in known.roles.values():
        for texts in fields.values():
            every |= texts.keys()
    return frozenset(every)


def kind_of_field(field: str) -> str:
    """What a field's column holds: a date, money, a number, text … as the file names it."""
    return vocabulary().fields[field].kind


def fields_without_spellings() -> frozenset[str]:
    """Fields of the vocabulary that no heading is known for; there should be none."""
    every = {name for names in FIELDS.values() for name in names}
    return frozenset(every - vocabulary().fields.keys())

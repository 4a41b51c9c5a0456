"""Which role a table plays: its headings, its values and its names weighed against each role."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from addin.tables.assign import assign
from addin.tables.balance import runs_on
from addin.tables.fits import fit
from addin.tables.headings import kind_of_field, meanings, normal, quality
from addin.tables.profile import Profile
from addin.tables.signatures import Signature, signatures, spoken
from addin.tables.table import Role, Sheet, column_letters
from addin.tables.vocabulary import FIELDS

_STATEMENTS: Final = frozenset({Role.BANK, Role.CASH_BOOK, Role.PETTY_CASH, Role.CARD})
"""Roles whose balance runs from row to row."""
_WEAKEST: Final = 0.32
"""A heading that fits a field less than this does not mean it."""
_LABELLED: Final = frozenset({Role.BUDGET, Role.TOPSHEET, Role.BUDGET_VS_ACTUAL, Role.COST_REPORT})
"""Roles whose first column of words holds descriptions, whatever stands over it."""
_NO_HEADING: Final = re.compile(r"(?:column|spalte|colonne|unnamed:?)\s*\d*", re.IGNORECASE)
_PERIOD: Final = re.compile(
    r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}|week|wk|q|quarter|year|fy|day|month"
    r"|mon|tue|wed|thu|fri|sat|sun)?[\s\-']*(?:\d{0,4})(?:[\s/-]+\d{1,4})*(?: 00 00 00)?"
)
_STRONG: Final = 0.84
"""From here on a heading and its values say clearly what a column is."""
_LEAF: Final = 0.96
_LEAST: Final = 0.5
"""A role less likely than this is not weighed against others."""
_FEW: Final = 10
"""A table is explained by this many columns; a wide export need not have all of them known."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a table before its role is."""

    headings: Mapping[int, str]
    profiles: Mapping[int, Profile]
    sheet: Sheet
    rows: Sequence[int]  # a sample of its records
    names: tuple[str, str, str]  # of the sheet, the title, and the workbook
    is_list_object: bool = False  # Excel itself calls it a table
    leaves: Mapping[int, str] = field(default_factory=dict)  # headings without names of groups


@dataclass(frozen=True, slots=True)
class Verdict:
    """A role a table may have, how sure that is, and why."""

    role: Role
    confidence: float
    fields: Mapping[str, int] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()
    rank: float = 0.0  # the confidence before it is held down; for comparing roles


def best_role(evidence: Evidence) -> Verdict:
    """The likeliest role; its confidence is low when another is about as likely."""
    named = {c: normal(text) for c, text in evidence.headings.items() if not _says_nothing(text)}
    judged = sorted(
        (_judge(signature, evidence, named) for signature in signatures()),
        key=lambda verdict: (-(verdict.confidence >= _LEAST), -verdict.rank),
    )
    best, second = judged[0], judged[1]
    confidence = best.confidence
    reasons = best.reasons
    ahead = best.rank - second.rank
    if ahead < 0.1 and second.confidence >= _LEAST:
        confidence = min(confidence, 0.6 + max(0.0, ahead) * 1.9)
        reasons = (*reasons, f"it could also be {_called(second.role)}")
    if confidence < 0.5:
        return Verdict(Role.UNKNOWN, confidence, {}, _left_alone(best, evidence))
    return Verdict(best.role, confidence, best.fields, reasons)


def _says_nothing(text: str) -> bool:
    return not normal(text) or bool(_NO_HEADING.fullmatch(text.strip()))


def _left_alone(best: Verdict, evidence: Evidence) -> tuple[str, ...]:
    heads = _quoted(list(evidence.headings.values()))
    return (
        (f"headings {heads} are those of no table known here", *best.reasons[:1])
        if best.reasons and best.confidence >= 0.35
        else (f"headings {heads} are those of no table known here",)
    )


# ---- one role


def _judge(signature: Signature, evidence: Evidence, named: Mapping[int, str]) -> Verdict:
    scores = dict(_scores(signature, evidence, named))
    fields = _one_sided(assign({pair: score**2 for pair, (score, _) in scores.items()}), scores)
    if not fields:
        return Verdict(signature.role, 0.0)
    sure = {name: scores[name, column][1] for name, column in fields.items()}
    title = _title(signature, evidence)
    met = _needs_met(signature, sure | {"title": title[0]})
    heads = [c for c in named if not _PERIOD.fullmatch(named[c])]
    explained = min(1.0, sum(sure.values()) / max(2, min(len(heads), _FEW)))
    weight = sum(signature.weight.get(name, 0.5) * share for name, share in sure.items())
    confidence = met * (0.3 + 0.32 * explained + 0.38 * min(1.0, weight / signature.full))
    tells = _telling(signature, evidence, named)
    values = _values_speak(signature, evidence, fields)
    confidence += 0.18 * title[0] + min(0.1, 0.04 * len(tells)) + (0.08 if values else 0.0)
    against = _against(signature, evidence, named, fields)
    confidence *= 0.66 ** min(len(against), 3)
    if _hushed(signature, evidence):
        confidence = min(confidence, 0.95) * 0.5
    rank = confidence
    if title[0] < 0.9:
        alone = max(signature.alone, title[0] + 0.1, 0.78 if tells else 0.0)
        confidence = min(confidence, alone)
    if signature.plain and _unexplained(evidence, fields) > 1:
        confidence *= 0.6
    if len(evidence.rows) < 2 and not evidence.is_list_object:  # one record proves little
        confidence = min(confidence, 0.7 if len(named) >= 5 else 0.45)
    if len(fields) < 3 and not values:
        confidence = min(confidence, 0.75)  # two columns could be many things
    strong = sum(share >= _STRONG for share in sure.values())
    if strong < 4 and not (strong == 3 and (title[0] == 1.0 or values)):
        confidence = min(confidence, 0.78)  # too few headings that say so clearly
    if explained < 0.5:
        confidence = min(confidence, 0.78)  # too much of the table is something else
    if met < 1.0 or _rests_on_title(signature, sure):
        confidence = min(confidence, 0.75)
    confidence = min(0.99, confidence)
    reasons = _reasons(signature, evidence, fields, title[1], values, against)
    return Verdict(signature.role, confidence, fields, reasons, rank)


def _one_sided(
    fields: dict[str, int], scores: Mapping[tuple[str, int], tuple[float, float]]
) -> dict[str, int]:
    """A debit without a credit, or the reverse, is the amount if its heading may mean that."""
    for side, other in (("debit", "credit"), ("credit", "debit")):
        lone = side in fields and other not in fields and "amount" not in fields
        if lone and ("amount", fields[side]) in scores:
            return {"amount" if name == side else name: c for name, c in fields.items()}
    return fields


def _scores(
    signature: Signature, evidence: Evidence, named: Mapping[int, str]
) -> Iterator[tuple[tuple[str, int], tuple[float, float]]]:
    """(field, column) → how much the best assignment wants it, and how sure it is by itself."""
    label = _label_column(evidence) if signature.role in _LABELLED else 0
    for name in FIELDS[signature.role]:
        liking = 1.0 + 0.05 * signature.weight.get(name, 0.5)
        for column, heading in named.items():
            share = _share(evidence, column, heading, name, signature.role)
            if share < _WEAKEST:
                continue
            fits = fit(name, evidence.profiles[column])
            if fits >= _WEAKEST:
                whole = 1.04 if "total" in heading and kind_of_field(name) == "money" else 1.0
                yield (name, column), (share * fits * liking * whole, share * fits)
        if (
            name == "description"
            and label
            and quality(named.get(label, ""), name, signature.role) < 0.5
        ):
            share = 0.5 if label in named else 0.6
            yield (name, label), (share * 0.8, share)


def _share(evidence: Evidence, column: int, heading: str, name: str, role: Role) -> float:
    """How sure a heading means a field, with or without the name of its group of columns."""
    leaf = normal(evidence.leaves.get(column, ""))
    share = quality(heading, name, role)
    return max(share, _LEAF * quality(leaf, name, role)) if leaf else share


def _label_column(evidence: Evidence) -> int:
    """The first of the first columns that holds words in most rows; 0 if none does."""
    for column in sorted(evidence.profiles)[:4]:
        held = evidence.profiles[column]
        if held.words >= 0.5 and held.codes < 0.5 and held.filled >= 0.5:
            return column
    return 0


def _needs_met(signature: Signature, sure: Mapping[str, float]) -> float:
    """1 when every need is met; less the more is missing."""
    met = 1.0
    for alternatives in signature.needs:
        best = max(min(sure.get(name, 0.0) for name in group) for group in alternatives)
        if best < 0.25:
            met *= 0.5
        elif best < 0.6:
            met *= 0.88
    return met


def _rests_on_title(signature: Signature, sure: Mapping[str, float]) -> bool:
    """Whether a name alone stands in for something the role needs."""
    return any(
        ("title",) in alternatives
        and not any(all(sure.get(name, 0.0) >= 0.6 for name in group) for group in alternatives)
        for alternatives in signature.needs
    )


def _title(signature: Signature, evidence: Evidence) -> tuple[float, str]:
    """How loudly a name speaks for the role, and the sentence that says so."""
    sheet, title, book = evidence.names
    if title and (word := spoken(signature.titles, title)):
        return 1.0, f"the title says '{word}'"
    if word := spoken(signature.titles, sheet):
        return 1.0, f"the sheet's name says '{word}'"
    if word := spoken(signature.titles, _file_name(book)):
        return 0.5, f"the workbook's name says '{word}'"
    return 0.0, ""


def _file_name(book: str) -> str:
    return book.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def _hushed(signature: Signature, evidence: Evidence) -> bool:
    """Whether the title or the sheet's name speaks of something else."""
    sheet, title, _ = evidence.names
    return bool(spoken(signature.hush, title) or spoken(signature.hush, sheet))


def _telling(signature: Signature, evidence: Evidence, named: Mapping[int, str]) -> set[str]:
    leaves = map(normal, evidence.leaves.values())
    spoken = {f" {heading} " for heading in (*named.values(), *leaves)}
    return {
        tell for tell in signature.tells if all(_says(part, spoken) for part in tell.split("+"))
    }


def _says(part: str, spoken: set[str]) -> bool:
    """Whether one of the headings holds a word; with ``=`` before it, is that word."""
    if part.startswith("="):
        return f" {part[1:]} " in spoken
    return any(f" {part} " in text for text in spoken)


def _against(
    signature: Signature, evidence: Evidence, named: Mapping[int, str], fields: Mapping[str, int]
) -> list[str]:
    """Headings that surely mean what a table of this role does not have."""
    used = set(fields.values())
    found = []
    for column, heading in named.items():
        leaf = normal(evidence.leaves.get(column, "")) or heading
        sure = {
            name
            for said in (heading, leaf)
            for name, share in meanings(said).items()
            if share >= _STRONG
        }
        if sure & signature.against and (column not in used or sure <= signature.against):
            strange = sure & signature.against
            if max(fit(name, evidence.profiles[column]) for name in strange) >= 0.6:
                found.append(evidence.headings[column])
    return found


def _unexplained(evidence: Evidence, fields: Mapping[str, int]) -> int:
    """How many columns of figures no field accounts for."""
    used = set(fields.values())
    return sum(
        held.numbers > 0.6 and held.count > 1
        for column, held in evidence.profiles.items()
        if column not in used
    )


def _values_speak(signature: Signature, evidence: Evidence, fields: Mapping[str, int]) -> str:
    """What the values themselves prove, as a sentence."""
    balance = fields.get("balance")
    if balance and signature.role in _STATEMENTS:
        moves = [
            fields[name] for name in ("debit", "credit", "amount", "received") if name in fields
        ]
        if moves and runs_on(evidence.sheet, balance, moves, evidence.rows):
            return (
                f"column {column_letters(balance)} is the running balance of the amounts before it"
            )
    code = fields.get("account") if signature.role is Role.CHART_OF_ACCOUNTS else None
    if code:
        held = evidence.profiles[code]
        if (
            held.accounts >= 0.8
            and held.distinct > 0.95
            and held.ascending > 0.9
            and held.count > 4
        ):
            return f"column {column_letters(code)} holds codes in ascending order, each once"
    number = fields.get("po_number") if signature.role is Role.PO_LOG else None
    if number:
        held = evidence.profiles[number]
        if held.codes >= 0.8 and held.distinct > 0.9 and held.count > 4:
            return f"column {column_letters(number)} holds PO numbers, each once"
    return ""


# ---- reasons


def _reasons(
    signature: Signature,
    evidence: Evidence,
    fields: Mapping[str, int],
    title: str,
    values: str,
    against: Sequence[str],
) -> tuple[str, ...]:
    weight = signature.weight
    told = sorted(fields, key=lambda name: -weight.get(name, 0.5))[:4]
    texts = [evidence.headings[fields[name]] for name in told if fields[name] in evidence.headings]
    found = [f"headings {_quoted(texts)} are those of {_called(signature.role)}"] if texts else []
    found += [reason for reason in (title, values) if reason]
    if against:
        found.append(f"{_quoted(against[:2])} would be unusual in {_called(signature.role)}")
    return tuple(found)


def _quoted(texts: Sequence[str]) -> str:
    return ", ".join(f"'{' '.join(text.split())[:30]}'" for text in texts[:4])


_ARTICLE: Final = {
    Role.BUDGET_VS_ACTUAL: "a budget with actuals",
    Role.PO_LOG: "a PO log",
    Role.INVOICE_LOG: "an invoice log",
    Role.CHART_OF_ACCOUNTS: "a chart of accounts",
    Role.BANK: "a bank statement",
    Role.CARD: "a card statement",
    Role.PETTY_CASH: "a petty-cash log",
    Role.INVENTORY: "an inventory",
    Role.AGEING: "an ageing list",
}


def _called(role: Role) -> str:
    return _ARTICLE.get(role, f"a {role.value.replace('_', ' ')}")

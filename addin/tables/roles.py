"""Which role a table plays: its headings, its values and its names weighed against each role."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from addin.tables.arithmetic import total_across
from addin.tables.assign import assign
from addin.tables.at_most import TELL, TELLS, TITLE, VALUES, Scores, at_most, needs_met
from addin.tables.balance import runs_on
from addin.tables.complete import completed, noun_of, with_noun
from addin.tables.evidence import Evidence
from addin.tables.fits import fit
from addin.tables.headings import meanings, normal
from addin.tables.meant import LABELLED, PERIOD, PLANS, likings
from addin.tables.signatures import Signature, signatures, spoken
from addin.tables.table import Role, column_letters

_STATEMENTS: Final = frozenset({Role.BANK, Role.CASH_BOOK, Role.PETTY_CASH, Role.CARD})
"""Roles whose balance runs from row to row."""
_NOUN: Final = 0.6
"""How sure the first column that tells the rows apart is what they are about."""
_MONTHS: Final = 3
"""So many columns of figures under months, weeks or years are amounts over time."""
_NO_HEADING: Final = re.compile(r"(?:column|spalte|colonne|unnamed:?)\s*\d*", re.IGNORECASE)
_STRONG: Final = 0.84
"""From here on a heading and its values say clearly what a column is."""
_PLAIN_TO_SEE: Final = 0.8
"""With this much for it and nothing against it, a role needs no name to be proposed …"""
_ENOUGH: Final = 4
"""… if it has so many fields …"""
_ALONE: Final = 0.6
"""… but never more than proposed."""
_NAMED: Final = 0.45
"""Budgets, cards and petty cash look like any list of expenses: only a name tells them."""
_UNMET: Final = 0.5
"""A role that misses something it needs is not even proposed."""
_LEAST: Final = 0.5
"""A role less likely than this is not weighed against others."""
_TWO: Final = 2
"""The likeliest role is told apart from the next."""
_MOST_HUSHED: Final = 0.95
_HUSHED: Final = 0.5
"""A role ranks no higher, and then by half, where a name speaks of something else."""
_FEW: Final = 10
"""A table is explained by this many columns; a wide export need not have all of them known."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A role a table may have, how sure that is, and why."""

    role: Role
    confidence: float
    fields: Mapping[str, int] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()
    rank: float = 0.0  # the confidence before it is held down; for comparing roles
    sure: Mapping[str, float] = field(default_factory=dict)  # field → how surely it is meant


def best_role(evidence: Evidence) -> Verdict:
    """The likeliest role; its confidence is low when another is about as likely."""
    named = {c: normal(text) for c, text in evidence.headings.items() if not _says_nothing(text)}
    total = total_across(evidence.sheet, evidence.profiles, evidence.rows)
    best, second = _two_best(_Table(evidence, named, total))
    confidence = best.confidence
    reasons = best.reasons
    ahead = best.rank - second.rank
    if ahead < 0.1 and second.confidence >= _LEAST:
        confidence = min(confidence, 0.6 + max(0.0, ahead) * 1.9)
        reasons = (*reasons, f"it could also be {_called(second.role)}")
    if confidence < 0.5:
        return Verdict(Role.UNKNOWN, confidence, {}, _left_alone(best, evidence))
    fields, added = completed(best.role, best.fields, best.sure, evidence)
    return Verdict(best.role, confidence, fields, (*reasons, *added), best.rank, best.sure)


@lru_cache(maxsize=4096)
def _is_period(heading: str) -> bool:
    return PERIOD.fullmatch(heading) is not None


def _says_nothing(text: str) -> bool:
    return not normal(text) or bool(_NO_HEADING.fullmatch(text.strip()))


def _left_alone(best: Verdict, evidence: Evidence) -> tuple[str, ...]:
    heads = _quoted(list(evidence.headings.values()))
    return (
        (f"headings {heads} are those of no table known here", *best.reasons[:1])
        if best.reasons and best.confidence >= 0.35
        else (f"headings {heads} are those of no table known here",)
    )


def _two_best(table: _Table) -> tuple[Verdict, Verdict]:
    """The likeliest two of all roles; one that could not become either is not judged."""
    hopes = sorted(
        (_hope(place, signature, table) for place, signature in enumerate(signatures())),
        key=lambda hope: (-hope.most, hope.place),
    )
    judged: list[tuple[bool, float, int, Verdict]] = []
    for hope in hopes:
        if len(judged) == _TWO and judged[-1][:2] < (hope.most < _LEAST, -hope.most):
            break
        verdict = _judge(hope, table)
        judged.append((verdict.confidence < _LEAST, -verdict.rank, hope.place, verdict))
        judged = sorted(judged, key=lambda one: one[:3])[:_TWO]
    return judged[0][3], judged[1][3]


# ---- one role


@dataclass(frozen=True, slots=True)
class _Table:
    """What every role is judged by."""

    evidence: Evidence
    named: Mapping[int, str]  # column → its heading in basic form
    total: int  # the column that adds up those before it; 0: none does

    @property
    def heads(self) -> int:
        """How many headings a role has to explain at the least."""
        parts = _parts(self.evidence, {}) if self.total else set()
        return len(self.unexplained(parts))

    def unexplained(self, parts: set[int]) -> list[int]:
        """The columns whose heading calls for a field."""
        return [c for c in self.named if c not in parts and not _is_period(self.named[c])]


@dataclass(frozen=True, slots=True)
class _Hope:
    """A role that a table may have: no judgement ranks it above ``most``."""

    place: int  # in the order of the roles
    signature: Signature
    scores: Scores
    most: float


def _hope(place: int, signature: Signature, table: _Table) -> _Hope:
    scores = dict(likings(signature, table.evidence, table.named, table.total))
    if not scores:
        return _Hope(place, signature, scores, 0.0)
    loud, _ = _title(signature, table.evidence)
    besides = dict.fromkeys(filter(None, [noun_of(signature.role)]), _NOUN)
    if signature.role in PLANS:
        besides["amount"] = _NOUN
    most = at_most(signature, scores, besides, loud, _to_explain(table.heads))
    if _hushed(signature, table.evidence):
        most = min(most, _MOST_HUSHED) * _HUSHED
    return _Hope(place, signature, scores, most)


def _to_explain(heads: int) -> int:
    return max(2, min(heads, _FEW))


@dataclass(frozen=True, slots=True)
class _Case:
    """What speaks for a role, and what against it."""

    signature: Signature
    evidence: Evidence
    fields: Mapping[str, int]
    sure: Mapping[str, float]
    met: float  # 1 when every need is met
    explained: float  # share of the headings that this role's fields account for
    title: float  # how loudly a name speaks for it
    tells: int  # headings that speak for it above others
    values: str  # what the values prove
    against: Sequence[str]  # headings that a table of this role does not have


def _judge(hope: _Hope, table: _Table) -> Verdict:
    signature, scores = hope.signature, hope.scores
    evidence, named, total = table.evidence, table.named, table.total
    fields = _one_sided(assign({pair: score**2 for pair, (score, _) in scores.items()}), scores)
    if not fields:
        return Verdict(signature.role, 0.0)
    sure = {name: scores[name, column][1] for name, column in fields.items()}
    loud, why = _title(signature, evidence)
    if signature.role in LABELLED or (loud and _one_is_plain(signature, sure)):
        fields = with_noun(signature.role, fields, sure, evidence)
        sure = {name: sure.get(name, _NOUN) for name in fields}
    parts = _parts(evidence, fields) if total and fields.get("amount") == total else set()
    heads = table.unexplained(parts)
    case = _Case(
        signature,
        evidence,
        fields,
        sure,
        met=needs_met(signature, {"title": loud} | _by_month(signature, evidence, named) | sure),
        explained=min(1.0, sum(sure.values()) / _to_explain(len(heads))),
        title=loud,
        tells=len(_telling(signature, evidence, named)),
        values=_values_speak(signature, evidence, fields),
        against=_against(signature, evidence, named, fields, parts),
    )
    rank = _rank(case)
    reasons = _reasons(signature, evidence, fields, why, case.values, case.against)
    return Verdict(signature.role, _held_down(case, rank), fields, reasons, rank, sure)


def _one_is_plain(signature: Signature, sure: Mapping[str, float]) -> bool:
    """Whether a heading surely means a field that matters to the role."""
    return any(
        share >= _STRONG and signature.weight.get(name, 0.5) >= 0.5 for name, share in sure.items()
    )


def _rank(case: _Case) -> float:
    """How much speaks for the role, all told."""
    signature = case.signature
    weight = sum(signature.weight.get(name, 0.5) * share for name, share in case.sure.items())
    rank = case.met * (0.3 + 0.32 * case.explained + 0.38 * min(1.0, weight / signature.full))
    rank += TITLE * case.title + min(TELLS, TELL * case.tells) + (VALUES if case.values else 0.0)
    rank *= 0.66 ** min(len(case.against), 3)
    return min(rank, _MOST_HUSHED) * _HUSHED if _hushed(signature, case.evidence) else rank


def _held_down(case: _Case, rank: float) -> float:
    """The confidence: what speaks for the role, but never more than each doubt allows."""
    signature, evidence = case.signature, case.evidence
    strong = sum(share >= _STRONG for share in case.sure.values())
    enough = strong >= 4 or (strong == 3 and (case.title == 1.0 or bool(case.values)))
    one_record = len(evidence.rows) < 2 and not evidence.is_list_object
    few = len(case.fields) < 3 and not case.values
    wanting = case.met < 1.0 or _rests_on_title(signature, case.sure)
    doubts = [
        _without_name(case, rank),
        0.78 if not enough else 1.0,  # too few headings that say so clearly
        0.78 if case.explained < 0.5 else 1.0,  # too much of the table is something else
        0.75 if few else 1.0,  # two columns could be many things
        (0.7 if len(evidence.headings) >= 5 else 0.45) if one_record else 1.0,
        0.75 if wanting else 1.0,
        0.48 if case.met <= _UNMET else 1.0,
    ]
    strange = signature.plain and _unexplained(evidence, case.fields) > 1
    return min(0.99, rank * (0.6 if strange else 1.0), *doubts)


def _without_name(case: _Case, rank: float) -> float:
    """How sure the role can be when no title says it."""
    if case.title >= 0.9:
        return 1.0
    alone = max(case.signature.alone, case.title + 0.1, case.signature.told if case.tells else 0.0)
    told = case.signature.alone > _NAMED
    plain = told and rank >= _PLAIN_TO_SEE and len(case.fields) >= _ENOUGH and not case.against
    return max(alone, _ALONE) if plain else alone


def _one_sided(fields: dict[str, int], scores: Scores) -> dict[str, int]:
    """A debit without a credit, or the reverse, is the amount if its heading may mean that."""
    for side, other in (("debit", "credit"), ("credit", "debit")):
        lone = side in fields and other not in fields and "amount" not in fields
        if lone and ("amount", fields[side]) in scores:
            return {"amount" if name == side else name: c for name, c in fields.items()}
    return fields


def _by_month(
    signature: Signature, evidence: Evidence, named: Mapping[int, str]
) -> dict[str, float]:
    """A plan by month without a column for the year has its amounts in the months."""
    held = evidence.profiles
    months = [c for c in named if _is_period(named[c])]
    amounts = [c for c in months if held[c].is_empty or held[c].numbers >= 0.5]
    is_plan = signature.role in PLANS and len(amounts) >= _MONTHS
    return {"amount": _NOUN} if is_plan else {}


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
    file = _file_name(book)
    if (word := spoken(signature.titles, file)) and not spoken(signature.hush, file):
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


def _parts(evidence: Evidence, fields: Mapping[str, int]) -> set[int]:
    """The columns that add up to the amount: it explains them."""
    used = set(fields.values())
    return {c for c, its in evidence.profiles.items() if c not in used and its.numbers >= 0.5}


def _against(
    signature: Signature,
    evidence: Evidence,
    named: Mapping[int, str],
    fields: Mapping[str, int],
    parts: set[int],
) -> list[str]:
    """Headings that surely mean what a table of this role does not have."""
    used = set(fields.values())
    found = []
    for column, heading in named.items():
        if column in parts:
            continue
        leaf = normal(evidence.leaves.get(column, "")) or heading
        sure = _surely(heading) | _surely(leaf)
        if not sure.isdisjoint(signature.against) and (
            column not in used or sure <= signature.against
        ):
            strange = sure & signature.against
            if max(fit(name, evidence.profiles[column]) for name in strange) >= 0.6:
                found.append(evidence.headings[column])
    return found


@lru_cache(maxsize=4096)
def _surely(heading: str) -> frozenset[str]:
    """The fields that a heading clearly means."""
    return frozenset(name for name, share in meanings(heading).items() if share >= _STRONG)


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
    Role.DOOD: "a day-out-of-days",
    Role.INVENTORY: "an inventory",
    Role.AGEING: "an ageing list",
}


def _called(role: Role) -> str:
    return _ARTICLE.get(role, f"a {role.value.replace('_', ' ')}")

"""Profiles of ledger reports: what each program calls its columns, as data with its source."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from addin.domain.package_text import package_text
from addin.importers.importer import RowsOf
from addin.importers.rows import Headed, headed, mapped
from addin.tables.cells import to_text
from addin.tables.headings import normal
from addin.tables.table import Role
from addin.tables.vocabulary import FIELDS

LOOKED_AT: Final = 60
_ACCOUNT: Final = frozenset(
    ("account", "gl", "nominal", "ledger", "code", "konto", "compte", "coa")
)
"""A column of accounts is called so; a category of spending is no account."""
_LEAST: Final = (
    frozenset({"account"}),
    frozenset({"date"}),
    frozenset({"amount", "debit", "credit"}),
)
_TEXTS: Final = frozenset({"description", "vendor", "document", "entry", "account_name"})
Groups = Literal["acct", "alone", ""]
"""How a report names the account of the lines below: see the file."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One report of one program; headings in their basic spelling (``tables/headings.normal``)."""

    name: str
    title: str
    importer: str
    source: str
    needs: tuple[frozenset[str], ...]
    groups: Groups
    columns: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Fitted:
    """A profile, or None for headings that no profile knows, on the headings of one file."""

    profile: Profile | None
    headed: Headed

    @property
    def groups(self) -> Groups:
        """How accounts are named; a ledger that nobody described may do it in either way."""
        return self.profile.groups if self.profile else "acct"


@cache
def profiles() -> tuple[Profile, ...]:
    """The profiles, read once, in the order of the file."""
    told = tomllib.loads(package_text("addin.importers", "ledger_profiles.toml"))
    return tuple(_profile(one) for one in told["profile"])


def _profile(one: Mapping[str, object]) -> Profile:
    columns, needs, groups = one["columns"], one["needs"], one["groups"]
    assert isinstance(columns, dict)  # noqa: S101 - our own file
    assert isinstance(needs, list)  # noqa: S101 - as above
    assert groups in {"acct", "alone", ""}  # noqa: S101 - as above
    wrong = columns.keys() - set(FIELDS[Role.LEDGER])
    assert not wrong, wrong  # noqa: S101 - as above
    return Profile(
        str(one["name"]),
        str(one["title"]),
        str(one["importer"]),
        str(one["source"]),
        tuple(frozenset(normal(each) for each in str(need).split("|")) for need in needs),
        groups,
        {name: tuple(map(normal, said)) for name, said in columns.items()},
    )


def fitted(rows: RowsOf, importer: str) -> Fitted | None:
    """The first profile of an importer whose headings stand in one row; None: none does."""
    mine = [one for one in profiles() if one.importer == importer]
    for at, row in enumerate(rows[:LOOKED_AT]):
        names = tuple(to_text(cell) if isinstance(cell, str) else "" for cell in row)
        said = [normal(name) for name in names]
        there = {one for one in said if one}
        for profile in mine:
            if all(need & there for need in profile.needs):
                return Fitted(profile, Headed(at, names, _fields(profile, said)))
    return None


def _fields(profile: Profile, said: Sequence[str]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for field, spellings in profile.columns.items():
        at = next((said.index(one) for one in spellings if one in said), None)
        if at is not None and at not in found.values():
            found[field] = at
    return found


def fitted_by_words(rows: RowsOf, *, is_asked_for: bool = False) -> Fitted | None:
    """Headings that no profile knows, understood word by word: account, day, amount and a text.

    Where a person says that it is a ledger, a day, an amount and anything to code by are enough.
    """
    if is_asked_for:
        found = headed(rows, _words, _LEAST)
        return None if found is None else Fitted(None, found)
    found = headed(rows, _words, (*_LEAST, _TEXTS))
    if found is None:
        return None
    words = set(normal(found.headings[found.fields["account"]]).split())
    return Fitted(None, found) if words & _ACCOUNT else None


def _words(headings: Sequence[str]) -> Mapping[str, int]:
    return mapped(headings, Role.LEDGER)

"""What of a night is kept as JSON: its steps, and the figures that no trend looks at."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from addin.domain.night import NO_FACTS, Facts, Step

if TYPE_CHECKING:
    from cattrs.preconf.json import JsonConverter

_LONG: Final = frozenset({"cash", "open_orders", "records"})


def steps_told(steps: tuple[Step, ...]) -> str:
    """The steps of a production, as text."""
    return _converter().dumps(steps, ensure_ascii=False)


def steps_of(text: str) -> tuple[Step, ...]:
    """What ``steps_told`` was given."""
    return _converter().loads(text, tuple[Step, ...])


def facts_told(facts: Facts) -> str:
    """The figures, but for lists and the total, which have columns of their own."""
    rest = replace(facts, accounts=(), pairs=(), total=None)
    return "" if rest == NO_FACTS else _converter().dumps(rest, ensure_ascii=False)


def facts_of(text: str) -> Facts:
    """What ``facts_told`` was given, without lists and total."""
    return _converter().loads(text, Facts) if text else NO_FACTS


def facts_in_short(text: str) -> Facts:
    """The same without cash flow, ageing and counts of records: those are most of it."""
    if not text:
        return NO_FACTS
    told = {name: said for name, said in json.loads(text).items() if name not in _LONG}
    return _converter().structure(told, Facts)


@cache
def _converter() -> JsonConverter:
    """What an older Tieout did not say yet is as its default; what is as its default is not said.

    Anything else that does not fit raises: nothing is guessed.
    """
    from cattrs.preconf.json import make_converter  # noqa: PLC0415 - a tenth of a second

    return make_converter(omit_if_default=True, forbid_extra_keys=True)

"""RULES: every rule, in the order reports explain them."""

from __future__ import annotations

from functools import cache

from addin.rules.rule import Rule

RULES: tuple[Rule, ...] = ()


@cache
def titles() -> dict[str, str]:
    """Each rule's code → its first line without the code."""
    return {
        rule.CODE: (rule.__doc__ or "").split(":", 1)[-1].split("\n")[0].strip() for rule in RULES
    }

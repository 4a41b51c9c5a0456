"""What somebody was told last, so that nobody is told the same twice: values, and as text.

The text is kept between nights. It holds no times and is in order: told the same, it is the same.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

_VERSION: Final = 1


@dataclass(frozen=True, slots=True, order=True)
class ToldFinding:
    """What has to be known of a finding to say one day that it is gone.

    ``role`` is that of its table where it says what people are paid; else empty.
    """

    code: str
    severity: int
    workbook: str
    sheet: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of one production: findings by their key, trouble, statements not proved."""

    findings: Mapping[str, ToldFinding] = field(default_factory=dict)
    trouble: str = ""
    unproved: frozenset[str] = frozenset()


NOTHING_TOLD: Final = Told()


def told_as_text(told: Mapping[str, Told]) -> str:
    """What was told of each folder, to be kept."""
    kept = {folder: _plain(one) for folder, one in sorted(told.items()) if one != NOTHING_TOLD}
    return json.dumps({"version": _VERSION, "told": kept}, sort_keys=True, separators=(",", ":"))


def told_from_text(text: str) -> dict[str, Told]:
    """What was told of each folder; nothing, where the text is none of ours.

    Then everything that is open is told once more, which is better than never.
    """
    try:
        kept = json.loads(text)
        if kept["version"] != _VERSION:
            return {}
        return {str(folder): _told(one) for folder, one in kept["told"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return {}


def _plain(told: Told) -> dict[str, object]:
    alike: dict[ToldFinding, list[str]] = {}
    for key, one in sorted(told.findings.items()):
        alike.setdefault(one, []).append(key)
    return {
        "findings": [
            [one.code, one.severity, one.workbook, one.sheet, *filter(None, (one.role,)), keys]
            for one, keys in sorted(alike.items())
        ],
        "trouble": told.trouble,
        "unproved": sorted(told.unproved),
    }


def _told(kept: Mapping[str, object]) -> Told:
    findings, unproved = kept["findings"], kept["unproved"]
    if not isinstance(findings, list) or not isinstance(unproved, list):
        raise TypeError
    return Told(
        {
            str(key): ToldFinding(
                str(code), int(severity), str(workbook), str(sheet), *map(str, role)
            )
            for code, severity, workbook, sheet, *role, keys in findings
            for key in keys
        },
        str(kept["trouble"]),
        frozenset(map(str, unproved)),
    )

"""What an alert says after a night, or nothing: who knows already is not told again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from addin.domain.night import ProductionNight
from addin.reports.alert_news import News, NewsGroup, count, news_of
from addin.reports.alert_rule import Rule, chooses_production
from addin.reports.alert_text import bare, text, title
from addin.reports.alert_told import told_as_text, told_from_text

MOST = 100
"""Productions that the structured form names."""


@dataclass(frozen=True, slots=True)
class Digest:
    """One message. ``worst`` is 4 for trouble, else the highest severity that is open, or 0.

    ``structured`` is the same for programs: plain values, as JSON has them. ``memory`` is to be
    kept once it is delivered, and given to the next night's.
    """

    alert: str
    title: str
    text: str
    structured: Mapping[str, object]
    worst: int
    memory: str

    @property
    def identity(self) -> str:
        """The same for all that say the same state: no times in it, and no order."""
        return hashlib.blake2b(self.memory.encode(), digest_size=8).hexdigest()


def digest(
    rule: Rule,
    nights: Sequence[ProductionNight],
    before: str,
    link: Callable[[ProductionNight], str] = lambda _: "",
    home: str = "",
) -> Digest | None:
    """What an alert says of these nights; None when there is nothing that it is to say.

    ``before`` is the memory of the digest that was delivered last, empty if none was. ``link``
    gives where a production's page is found, ``home`` where all are. Productions that
    did not run keep what was told.
    """
    told = told_from_text(before)
    is_first = not before
    chosen = [night for night in nights if chooses_production(rule, night)]
    news = [
        news_of(rule, night, told.get(night.folder), link(night), is_first=is_first)
        for night in chosen
    ]
    news.sort(key=lambda one: (-one.worst, -count(one.new), one.production, one.folder))
    if not _is_due(rule, news, is_first=is_first):
        return None
    is_whole = is_first or rule.tell == "always"
    shown = [one for one in news if one.is_changed or (is_whole and not one.is_clean)]
    known = set(map(id, shown))
    quiet = [one for one in news if id(one) not in known]
    after = {**told, **{one.folder: one.after for one in news}}
    return Digest(
        rule.name,
        title(rule.name, news),
        text(shown, quiet, home) or "Nothing ran.",
        structured(rule, shown, quiet),
        max((one.worst for one in news), default=0),
        told_as_text(after),
    )


def _is_due(rule: Rule, news: Sequence[News], *, is_first: bool) -> bool:
    """Whether anything is to be said now; what is not said now is said with the next digest."""
    if rule.tell == "always":
        return True
    if is_first:
        return any(one.is_changed or not one.is_clean for one in news)
    return any(one.is_changed if rule.tell == "changed" else one.is_worse for one in news)


def structured(rule: Rule, shown: Sequence[News], quiet: Sequence[News]) -> Mapping[str, object]:
    """The message for programs."""
    everything = [*shown, *quiet]
    return {
        "version": 1,
        "alert": bare(rule.name),
        "counts": {
            "productions": len(everything),
            "new": sum(count(one.new) for one in everything),
            "open": sum(count(one.new) + count(one.open) for one in everything),
            "resolved": sum(count(one.resolved) for one in everything),
            "waived": sum(count(one.waived) for one in everything),
            "trouble": sum(bool(one.trouble) for one in everything),
            "unproved": sum(len(one.unproved) for one in everything),
        },
        "productions": [_production(one) for one in shown[:MOST]],
        "left_off": max(0, len(shown) - MOST),
    }


def _production(one: News) -> dict[str, object]:
    return {
        "production": one.production,
        "trouble": one.trouble,
        "recovered": one.recovered,
        "new": [_group(group) for group in one.new],
        "open": [_group(group) for group in one.open],
        "resolved": [_group(group) for group in one.resolved],
        "waived": [_group(group) for group in one.waived],
        "unproved": list(one.unproved),
        "money": one.money,
        "link": one.link,
    }


def _group(group: NewsGroup) -> dict[str, object]:
    return {
        "severity": {3: "error", 2: "warning", 1: "note"}.get(group.severity, ""),
        "code": group.code,
        "title": group.title,
        "place": group.place,
        "count": group.count,
        "cells": list(group.cells),
        "confidential": group.is_theirs,
    }

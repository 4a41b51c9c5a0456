"""The page on security names tests that there are."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`(test_\w+)`", PAGE)))


@cache
def known() -> frozenset[str]:
    """The names of all tests."""
    texts = (path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    found = re.compile(r"^ *def (test_\w+)\(", re.MULTILINE)
    return frozenset(name for text in texts for name in found.findall(text))


@pytest.mark.parametrize("name", NAMED)
def test_a_test_that_the_page_names_exists(name):
    """What it promises can be run."""
    assert name in known()


def test_each_threat_names_what_shows_that_it_is_held():
    """A row without a test would be a hope."""
    tables = re.findall(r"\| threat \|.*?\n\n", PAGE, re.DOTALL)
    threats = [row for table in tables for row in table.strip().splitlines()[2:]]

    assert len(threats) > 20
    assert [row for row in threats if "`test_" not in row] == []

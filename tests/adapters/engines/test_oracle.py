"""Our evaluator against values that Excel computed, in a part of the workbooks at hand.

All of them, for every engine: ``python -m benchmarks.recalculation`` (see docs/recalculation.md).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from addin.adapters.engines.agreement import agrees
from addin.adapters.engines.own import OwnEvaluator
from addin.adapters.engines.stripped import without_values
from addin.adapters.opening import open_book
from benchmarks.recalculation_oracle import NoOracle, oracle, workbooks

EACH = 17  # a part that is tried in seconds
MOST_FORMULAS = 3000


def _differing(path: Path) -> tuple[int, list[str]]:
    """How many cells agree, and those in which our evaluator says something else than Excel."""
    try:
        asked = oracle(path, path.name)
    except NoOracle:
        return 0, []
    if len(asked.expected) > MOST_FORMULAS:
        return 0, []
    found = OwnEvaluator().recalculate(asked.book, b"").values
    known = {key: found[key] for key in asked.expected if key in found}
    wrong = [key for key, value in known.items() if not agrees(asked.expected[key], value)]
    return len(known) - len(wrong), [f"{path.name}!{key}" for key in wrong]


@pytest.mark.real
def test_what_we_compute_is_what_excel_computed_in_real_workbooks(real):
    """Budgets, ledgers and cost reports: no value of ours differs from the one Excel saved."""
    found = [_differing(path) for path in list(workbooks([real]))[::9]]

    assert [wrong for _, some in found for wrong in some] == []
    assert sum(agreed for agreed, _ in found) > 500


@pytest.mark.corpus
def test_what_we_compute_is_what_excel_computed_in_the_corpus(corpus):
    """Workbooks made to try programs: exact or not at all."""
    found = [_differing(path) for path in list(workbooks([corpus]))[::EACH]]

    assert [wrong for _, some in found for wrong in some] == []
    assert sum(agreed for agreed, _ in found) > 500


@pytest.mark.corpus
def test_the_copy_for_engines_is_a_workbook_as_before(corpus):
    """Without its formulas' values a workbook has the same formulas and the same constants."""
    for path in list(workbooks([corpus]))[::41]:
        try:
            asked = oracle(path, path.name)
        except NoOracle:
            continue
        copy_of = Path(path.name)
        copy = _reopened(without_values(asked.book, asked.content), copy_of)
        for before, after in zip(asked.book.sheets, copy.sheets, strict=True):
            assert before.formulas == after.formulas
            assert len(before.rows) >= len(after.rows)


def _reopened(content: bytes, name: Path):
    import tempfile  # noqa: PLC0415 - only here

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name.name
        path.write_bytes(content)
        return open_book(path, name.name)

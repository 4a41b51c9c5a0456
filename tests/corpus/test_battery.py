"""Every edit on workbooks that other programs and people made: only what was asked for changes.

Every second file of ``shared/real`` and one in forty of ``shared/corpus``; all of both when
``TIEOUT_WHOLE_CORPUS`` is set. ``python -m tests.corpus FOLDER`` does the same for any folder.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.corpus.battery import KEPT, judged
from tests.corpus.libreoffice_reads import Edited, unread
from tests.corpus.sample import sampled, wants_all, workbooks_in

SHARDS = 4


def chosen(corpus: Path, real: Path) -> list[Path]:
    """The workbooks to try."""
    theirs, ours = (1, 1) if wants_all() else (40, 2)
    return sampled(workbooks_in(real), ours) + sampled(workbooks_in(corpus), theirs)


@pytest.mark.corpus
@pytest.mark.real
@pytest.mark.parametrize("shard", range(SHARDS))
def test_every_edit_changes_what_it_says_and_nothing_else(corpus, real, shard):
    """Untouched parts lie as they lay, touched ones are equal but for the edit, undo restores."""
    outcomes = {path: judged(path.read_bytes()) for path in chosen(corpus, real)[shard::SHARDS]}
    made = Counter(what for one in outcomes.values() for what in one.outcomes.values())

    assert {path.name: one.wrong for path, one in outcomes.items() if one.wrong} == {}
    assert made[KEPT] > 0.9 * made.total(), made


@pytest.mark.corpus
@pytest.mark.real
@pytest.mark.libreoffice
@pytest.mark.usefixtures("libreoffice")
def test_libreoffice_reads_every_edit(corpus, real, tmp_path):
    """Another office program opens the results, and reads numbers, texts and results of formulas."""
    edited = {}
    every = 1 if wants_all() else 100
    for path in sampled(workbooks_in(real), 6) + sampled(workbooks_in(corpus), every):
        verdict = judged(path.read_bytes())
        if verdict.step is not None and verdict.result:
            edited[f"{path.parent.name}/{path.name}"] = Edited(path, verdict.result, verdict.step)

    assert len(edited) >= 30
    assert unread(edited, tmp_path) == {}

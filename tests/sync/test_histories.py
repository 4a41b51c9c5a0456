"""What a sync promises, held through random histories: crashes, faults, and people who move rows.

``TIEOUT_HISTORIES=1000`` makes a long run of it.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.sync.history import Histories, seen

FEW = 120
AS_FOUND = (
    (Phase.generate,)
    if os.environ.get("TIEOUT_HISTORIES_AS_FOUND")
    else (Phase.generate, Phase.shrink)
)
"""A planted bug is found, or it is not: nobody needs its shortest history."""


def test_no_history_loses_an_edit():
    """Both sides converge, no edit is lost, no id stands twice, and a second run writes nothing."""
    run_state_machine_as_test(
        Histories,
        settings=settings(
            max_examples=int(os.environ.get("TIEOUT_HISTORIES", str(FEW))),
            stateful_step_count=16,
            deadline=None,
            database=None,
            phases=AS_FOUND,
            suppress_health_check=list(HealthCheck),
        ),
    )

    assert seen["syncs"]

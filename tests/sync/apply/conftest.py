"""What the cases of a run are given."""

from __future__ import annotations

import pytest

from tests.sync.apply.edited import edited


@pytest.fixture
def world():
    """Four rows in sync, then one edit and one deletion in the workbook."""
    return edited()

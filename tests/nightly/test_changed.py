"""Which productions changed is never guessed: where it cannot be known, they did."""

from __future__ import annotations

import datetime as dt
import os

from addin.errors import FileMissing
from addin.nightly.changed import SinceDay, SinceLast


def test_a_file_written_on_that_day_or_later_is_a_change(tmp_path):
    """Tieout's own files are none."""
    for name in ("a.xlsx", ".tieout/history.db"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.touch()
    noon = dt.datetime(2026, 3, 2, 12).timestamp()
    os.utime(tmp_path / "a.xlsx", (noon, noon))

    assert SinceDay(dt.date(2026, 3, 2))(tmp_path)
    assert not SinceDay(dt.date(2026, 3, 3))(tmp_path)


def test_another_digest_is_a_change(tmp_path):
    """So is none, and a folder whose files cannot be read."""

    def unreadable(folder):
        raise FileMissing(str(folder))

    known = {str(tmp_path): "abc"}

    assert not SinceLast(known, lambda _: "abc")(tmp_path)
    assert SinceLast(known, lambda _: "abd")(tmp_path)
    assert SinceLast(known, lambda _: "")(tmp_path)
    assert SinceLast({}, lambda _: "abc")(tmp_path)
    assert SinceLast({str(tmp_path): ""}, lambda _: "")(tmp_path)
    assert SinceLast(known, unreadable)(tmp_path)

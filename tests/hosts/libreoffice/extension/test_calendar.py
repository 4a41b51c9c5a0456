"""A workbook that counts its days from another one is told apart, once in the log."""

from __future__ import annotations

from types import SimpleNamespace

from addin.hosts.libreoffice.extension.calendar import Calendar
from addin.hosts.libreoffice.extension.log import Log


def _workbook(*day: int) -> SimpleNamespace:
    first = SimpleNamespace(**dict(zip(("Year", "Month", "Day"), day, strict=True)))
    return SimpleNamespace(getPropertyValue={"NullDate": first}.__getitem__)


def test_only_the_usual_first_day_is_excels(tmp_path):
    """Days counted from 1904, as old Excel on the Mac did, or from 1900 are others."""
    log = Log(tmp_path / "calc.log")
    calendar = Calendar(log)

    assert calendar.is_excels(_workbook(1899, 12, 30))
    assert calendar.is_excels(None)
    assert not log.path.exists()
    for _ in range(3):
        assert not calendar.is_excels(_workbook(1904, 1, 1))
    assert not calendar.is_excels(_workbook(1900, 1, 1))
    assert log.path.read_text().count("from 1904-01-01") == 1
    assert log.path.read_text().count("\n") == 2

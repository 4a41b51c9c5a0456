"""Typing a command."""

from __future__ import annotations

import sys

import pytest

from addin.cli import main


@pytest.fixture
def tieout(monkeypatch, capsys):
    """Type a command; get its status and what it printed on either channel."""

    def typed(*words) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["tieout", *map(str, words)])
        monkeypatch.setenv("COLUMNS", "120")
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        code = ended.value.code
        return (code if isinstance(code, int) else -1), printed.out, printed.err

    return typed

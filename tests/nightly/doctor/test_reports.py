"""What stands in the way of the reports that nights are to leave."""

from __future__ import annotations

from pathlib import Path

import pytest

from addin.hosts.install.check import State
from addin.nightly.doctor.reports import in_the_way_of_reports
from addin.nightly.doctor.studio import Looked, examine, looked_at


def looked(tmp_path: Path, reports: str) -> Looked:
    """A studio of one production that asks for these reports."""
    (tmp_path / "show").mkdir()
    (tmp_path / "text.ttf").write_text("no font")
    (tmp_path / "file").write_text("no folder")
    path = tmp_path / "studio.toml"
    path.write_text(f'productions = ["show"]\n[reports]\nstudio = ["pdf", "workbook"]\n{reports}')
    found = looked_at(path, {})
    assert isinstance(found, Looked)
    return found


@pytest.mark.parametrize(
    ("reports", "said"),
    [
        ('folder = "show/reports"', "it is in the production show"),
        ('folder = "file/reports"', "cannot be written"),
        ('folder = "r"\nfont = "text.ttf"', "it is no font, or it has no letters"),
        ('folder = "r"\nfont = "gone.ttf"', "No such file"),
    ],
)
def test_what_would_fail_at_night_is_said_before(tmp_path, reports, said):
    """As a problem, with what to do; nothing is made."""
    found = looked(tmp_path, reports)

    problems = [one for one in examine(found) if one.state is State.PROBLEM]

    assert [said in one.says and bool(one.advice) for one in problems] == [True]
    assert not (tmp_path / "r").exists()


def test_what_will_go_well_is_not_spoken_of(tmp_path):
    """A folder that is made by the first night."""
    found = looked(tmp_path, 'folder = "r/nights"')

    assert list(in_the_way_of_reports(found.studio)) == []

"""What a manifest says of the reports of a night."""

from __future__ import annotations

import pytest

from addin.errors import SettingsError
from addin.settings.read_studio import studio
from addin.settings.reports import NO_REPORTS, Form, ReportSettings

HEAD = 'productions = ["shows/*"]\n'


def test_what_is_written_of_all_and_of_each_where_and_how_long():
    """Every key."""
    found = studio(
        HEAD
        + """
[reports]
studio = ["page", "pdf", "workbook"]
productions = ["pdf"]
folder = "reports"
keep_days = 90
paper = "letter"
font = "fonts/NotoSansCJK.ttc"
""",
        "studio.toml",
    )

    assert found.reports == ReportSettings(
        frozenset(Form), frozenset({Form.PDF}), "reports", 90, "letter", "fonts/NotoSansCJK.ttc"
    )
    assert (found.pages_of(found.reports.studio), found.pages_of(found.reports.productions)) == (
        True,
        False,
    )


def test_a_manifest_need_not_ask_for_any():
    """Then a night leaves its pages, if it is told where."""
    found = studio(HEAD, "studio.toml")

    assert found.reports == NO_REPORTS
    assert not found.pages_of(found.reports.studio)
    assert studio(HEAD + "[studio]\npages = 'p'", "s").pages_of(frozenset())


def test_reports_go_where_the_pages_are_unless_they_have_a_folder():
    """One folder to publish."""
    found = studio(HEAD + "[studio]\npages = 'pages'\n[reports]\nstudio = ['pdf']", "studio.toml")

    assert found.reports.folder == "pages"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("studio = ['pdf']", "line 3: say where the reports are to be"),
        ("folder = 'x'\nstudio = ['pfd']", "'pfd' is no form of a report; did you mean 'pdf'?"),
        ("folder = 'x'\npaper = 'a5'", "'a5' is no paper"),
        ("folder = 'x'\nkeep_days = -1", "keep_days is a whole number"),
        ("fodler = 'x'", "did you mean 'folder'?"),
        ("studio = 'pdf'", "studio is a list of texts"),
    ],
)
def test_mistakes_are_told_with_their_line(text, said):
    """Nothing is guessed."""
    with pytest.raises(SettingsError) as caught:
        studio(f"{HEAD}\n[reports]\n{text}\n", "studio.toml")

    assert said in str(caught.value)

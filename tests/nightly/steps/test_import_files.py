"""What lies in a drop folder is imported once, put away, and left where a person is needed."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path

import pytest

from addin import wiring
from addin.domain.night import Ended, Outcome
from addin.settings.studio import StepName, Writes
from tests.nightly.production_at_night import AT, LATER, LEDGER, dropped, made, night, step, tree

IMPORTS = frozenset({Writes.IMPORTS})
ONLY = (StepName.IMPORT,)


def imported(show, **orders):
    """A night that only imports, and how that went."""
    found = night(show, IMPORTS, steps=ONLY, **orders)
    return found, step(found, StepName.IMPORT)


def movements(show):
    """The movements of the bank statement that imports made."""
    book = wiring.workbooks(show).read("Bank statement.xlsx")
    return [row for row in book.sheets[0].rows if any("CHECK" in str(cell) for cell in row)]


def journal(show):
    """What the journal says was done."""
    with wiring.kept(show, None) as kept:
        assert kept is not None
        return [(one.who, one.button) for one in kept.journal.entries("Passage")]


def test_a_file_is_imported_by_the_button_and_put_away(tmp_path):
    """With its entry in the journal, so that it can be undone; the file keeps its content."""
    show = made(tmp_path / "show")
    content = dropped(show, "bank.csv").read_bytes()

    found, done = imported(show)

    assert (found.ended, done.outcome) == (Ended.CHECKED, Outcome.DONE)
    assert journal(show) == [("nightly", "import_file")]
    assert (show / "Inbox/Imported/2026-03-09/bank.csv").read_bytes() == content
    assert not (show / "Inbox/bank.csv").exists()
    assert len(movements(show)) == 1
    assert "Inbox/Imported/2026-03-09/bank.csv" in done.touched


def test_what_two_files_have_in_common_is_imported_once(tmp_path):
    """The second export repeats a movement of the first."""
    show = made(tmp_path / "show")
    dropped(show, "bank 1.csv")
    dropped(show, "bank 2.csv", LATER)

    imported(show)

    assert len(movements(show)) == 2


def test_the_same_file_dropped_again_is_only_put_away(tmp_path):
    """Under whatever name; no second entry says that something was imported."""
    show = made(tmp_path / "show")
    dropped(show, "bank.csv")
    imported(show)
    before = wiring.workbooks(show).content("Bank statement.xlsx")
    dropped(show, "bank again.csv")

    _, done = imported(show, name="two")

    assert "the same file was imported as Inbox/Imported/2026-03-09/bank.csv" in done.sentence
    assert wiring.workbooks(show).content("Bank statement.xlsx") == before
    assert journal(show) == [("nightly", "import_file")]
    assert not (show / "Inbox/bank again.csv").exists()


def test_what_is_ambiguous_stays_and_stops_no_other(tmp_path):
    """With the sentence that says what a person has to decide."""
    show = made(tmp_path / "show")
    dropped(show, "a letter.txt", "Dear Ada,\nthe generator is back.\n")
    dropped(show, "bank.csv")

    found, done = imported(show)

    assert (found.ended, done.outcome) == (Ended.PARTLY, Outcome.HELD)
    assert "Inbox/a letter.txt: " in done.sentence
    assert (show / "Inbox/a letter.txt").exists()
    assert len(movements(show)) == 1


def test_a_statement_that_does_not_add_up_stays(tmp_path):
    """Nothing of it is written unattended."""
    show = made(tmp_path / "show")
    dropped(show, "bank.csv", LATER.replace("100000.00", "100001.00"))
    before = tree(show)

    found, done = imported(show)

    assert (found.ended, done.outcome, done.error) == (
        Ended.PARTLY,
        Outcome.HELD,
        "ImportRefused",
    )
    assert tree(show) == before


def test_what_is_still_being_copied_waits_without_a_fuss(tmp_path):
    """The night is whole; the next one looks again."""
    show = made(tmp_path / "show")
    dropped(show, "bank.csv.part")

    found, done = imported(show)

    assert (found.ended, done.outcome) == (Ended.CHECKED, Outcome.NOTHING)
    assert "The next night looks again." in done.sentence


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_a_link_is_never_followed(tmp_path):
    """What it points at is not the production's."""
    show = made(tmp_path / "show")
    secret = tmp_path / "secret.csv"
    secret.write_text(LATER)
    (show / "Inbox").mkdir()
    (show / "Inbox" / "bank.csv").symlink_to(secret)

    _, done = imported(show)

    assert (done.outcome, secret.exists()) == (Outcome.HELD, True)
    assert "is a link" in done.sentence


def test_without_permission_it_is_said_what_would_come(tmp_path):
    """And nothing moves."""
    show = made(tmp_path / "show")
    dropped(show, "bank.csv")
    before = tree(show)

    done = step(night(show, steps=ONLY), StepName.IMPORT)

    assert (done.outcome, tree(show)) == (Outcome.WOULD, before)
    assert "Inbox/bank.csv: to be imported." in done.sentence


def test_a_first_import_makes_the_first_workbook(tmp_path):
    """A production may begin with an export."""
    show = made(tmp_path / "show")
    for one in show.glob("*.xlsx"):
        one.unlink()
    dropped(show, "bank.csv")

    found = night(show, IMPORTS)

    assert found.ended is Ended.CHECKED
    assert len(movements(show)) == 1


def test_a_file_in_a_drop_folder_is_no_list_of_the_production(tmp_path):
    """Neither before it is imported nor after: it would count twice."""
    show = made(tmp_path / "show")
    dropped(show, "bank.csv")

    before = night(show).facts.records
    after = night(show, IMPORTS, name="two").facts.records

    assert "bank" not in dict(before)
    assert dict(after)["bank"] == 2


def test_a_drop_folder_called_as_a_home_is_not_the_home(tmp_path, monkeypatch):
    """``~`` is a folder of the production; what the night's own user keeps at home is not read."""
    show = made(tmp_path / "show", '[night]\ndrop = ["~"]\n')
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    (tmp_path / "home/bank.csv").write_text(LEDGER.replace("CHECK", "SECRET CHECK"))
    dropped(show, "bank.csv").parent.rename(show / "~")

    imported(show)

    assert (show / "~/Imported/2026-03-09/bank.csv").read_text() == LEDGER
    assert len(movements(show)) == 1
    assert not any("SECRET" in str(row) for row in movements(show))


OTHER = (
    "Date,Description,Money out,Money in,Balance\n"
    "2026-03-05,CHECK 77,40.00,,3960.00\n2026-03-06,FEE,10.00,,3950.00\n"
)
"""A statement of another account: nothing of it is in the list, and it begins elsewhere."""


def test_a_statement_that_nothing_ties_to_the_only_list_waits_for_a_person(tmp_path):
    """Two accounts in one list would never tie out again; the sentence says what to do."""
    show = made(tmp_path / "show")
    dropped(show, "bank.csv")
    imported(show)
    dropped(show, "other bank.csv", OTHER)
    before = wiring.workbooks(show).content("Bank statement.xlsx")

    found, done = imported(show, name="two")

    assert (found.ended, done.outcome) == (Ended.PARTLY, Outcome.HELD)
    assert "its last balance is not where they begin" in done.sentence
    assert "--into" in done.sentence
    assert (show / "Inbox/other bank.csv").exists()
    assert wiring.workbooks(show).content("Bank statement.xlsx") == before


def test_a_statement_that_goes_on_from_the_last_balance_is_the_list_s(tmp_path):
    """It repeats no movement, as banks send them month by month."""
    show = made(tmp_path / "show")
    dropped(show, "bank.csv")
    imported(show)
    dropped(
        show,
        "april.csv",
        "Date,Description,Money out,Money in,Balance\n"
        "2026-03-05,CHECK 5140,749.50,,100000.00\n2026-03-06,CHECK 5141,100.00,,99900.00\n",
    )

    found, _ = imported(show, name="two")

    assert found.ended is Ended.CHECKED
    assert len(movements(show)) == 3


LETTER = "Dear Ada,\nthe generator is back.\n"


def test_what_has_nothing_to_import_is_a_persons_matter_once(tmp_path):
    """From the second night on it is listed, and the production is whole; nothing is deleted."""
    show = made(tmp_path / "show")
    path = dropped(show, "a letter.txt", LETTER)

    first, _ = imported(show)
    resumed, _ = imported(show)
    later = [imported(show, name=name, at=AT + dt.timedelta(days=1)) for name in ("two", "three")]

    assert (first.ended, resumed.ended) == (Ended.PARTLY, Ended.PARTLY)
    for found, done in later:
        assert (found.ended, done.outcome, done.error) == (Ended.CHECKED, Outcome.NOTHING, "")
        assert "Inbox/a letter.txt: still waiting since 2026-03-09" in done.sentence
    assert path.read_text() == LETTER


def test_another_letter_of_that_name_is_asked_about_again(tmp_path):
    """And so is the same one, taken away and put back."""
    show = made(tmp_path / "show")
    path = dropped(show, "a letter.txt", LETTER)
    imported(show)
    path.write_text(LETTER + "Yours, Kim\n")

    changed, _ = imported(show, name="two")
    path.unlink()
    gone, _ = imported(show, name="three")
    dropped(show, "a letter.txt", LETTER + "Yours, Kim\n")
    back, _ = imported(show, name="four")

    assert [one.ended for one in (changed, gone, back)] == [
        Ended.PARTLY,
        Ended.CHECKED,
        Ended.PARTLY,
    ]


def test_a_letter_that_somebody_has_open_for_a_night_is_not_asked_about_again(tmp_path):
    """It was not looked into; the next night knows it by its content."""
    show = made(tmp_path / "show")
    dropped(show, "a letter.txt", LETTER)
    imported(show)
    lock = dropped(show, ".~lock.a letter.txt#", "Ada,ada,host,now,file:///x;")

    opened, _ = imported(show, name="two")
    lock.unlink()
    closed, done = imported(show, name="three")

    assert [one.ended for one in (opened, closed)] == [Ended.CHECKED] * 2
    assert "still waiting since" in done.sentence


@pytest.mark.skipif(sys.platform != "linux", reason="names are text there")
def test_a_letter_whose_name_is_no_text_is_asked_about_once_too(tmp_path):
    """And holds up no other file."""
    show = made(tmp_path / "show")
    dropped(show, "bank.csv")
    Path(os.fsdecode(os.fsencode(show / "Inbox") + b"/\xff.txt")).write_text(LETTER)

    first, _ = imported(show)
    second, done = imported(show, name="two")

    assert [one.ended for one in (first, second)] == [Ended.PARTLY, Ended.CHECKED]
    assert "still waiting since" in done.sentence
    assert len(movements(show)) == 1


def test_what_is_ambiguous_is_asked_each_night(tmp_path):
    """A statement whose balances do not add up is somebody's money."""
    show = made(tmp_path / "show")
    dropped(show, "bank.csv", LATER.replace("100000.00", "100001.00"))

    ended = [imported(show, name=name)[0].ended for name in ("one", "two", "three")]

    assert ended == [Ended.PARTLY] * 3


def test_a_night_that_keeps_nothing_remembers_no_letter(tmp_path):
    """It asks as if it were the first."""
    show = made(tmp_path / "show")
    dropped(show, "a letter.txt", LETTER)

    for orders in ({"keeps_history": False}, {"is_dry": True}):
        assert imported(show, name=str(orders), **orders)[0].ended is Ended.PARTLY
        assert not (show / ".tieout" / "waiting.json").exists()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (OTHER.replace("Money out,Money in", "Money out (GBP),Money in (GBP)"), "GBP"),
        (
            (
                "Date,Description,Currency,Amount,Balance\n"
                "2026-03-05,CHECK 77,USD,-40.00,3960.00\n2026-03-06,FEE,USD,-10.00,3950.00\n"
            ),
            "USD",
        ),
    ],
    ids=["headings", "column"],
)
def test_a_statement_in_another_currency_is_told_by_its_name(tmp_path, text, code):
    """Whether the list says its own or is in the production's; nothing is mixed."""
    show = made(tmp_path / "show")
    dropped(show, "bank.csv")
    imported(show)
    dropped(show, "other bank.csv", text)
    before = wiring.workbooks(show).content("Bank statement.xlsx")

    _, done = imported(show, name="two")

    assert done.outcome is Outcome.HELD
    assert f"The statement is in {code}, the production in EUR" in done.sentence
    assert wiring.workbooks(show).content("Bank statement.xlsx") == before


def test_a_first_statement_in_another_currency_makes_a_list_that_says_so(tmp_path):
    """So the next one in it is known, and one in the production's own is not mixed in."""
    show = made(tmp_path / "show")
    dropped(show, "bank.csv", OTHER.replace("Balance", "Balance (GBP)"))
    imported(show)
    dropped(show, "euros.csv", LEDGER.replace("Balance", "Balance (EUR)"))

    _, done = imported(show, name="two")

    assert (show / "Bank statement (GBP).xlsx").exists()
    assert "The statement is in EUR, 'Bank statement (GBP)'" in done.sentence
    assert "is in GBP." in done.sentence

"""What a process reads and decides in a production: nothing that the person did not see."""

from __future__ import annotations

import datetime as dt
import io
import json

import openpyxl
import pytest

from addin import wiring
from addin.hosts.web.review.worker import answer, serve_one
from tests.hosts.web.review.studio_here import AT, MORNING


def asked(folder, kind, **told):
    """What a worker answers."""
    said: list[object] = []
    found = answer(kind, {"who": "Mara Quell", **told}, folder, MORNING, said.append)
    assert ({"writes": True} in said) == (kind in {"waive", "decide", "resolve", "undo"})
    return found


def suggestion(folder):
    """The one line that asks."""
    (line,) = [one for each in asked(folder, "statements")["statements"] for one in each["lines"]]
    return line


def finding(studio):
    """The finding of the night, as a form tells it."""
    with studio.studio.nights() as nights:
        point = nights.latest(studio.studio.key)[0].points[0]
    return {"key": point.key, "message": point.message}


def entries(folder):
    """The journal, as people read it."""
    return asked(folder, "journal")["entries"]


def typed(folder, workbook, cell, value):
    """Somebody types into a workbook and saves it."""
    book = openpyxl.load_workbook(folder / workbook)
    book.worksheets[0][cell] = value
    book.save(folder / workbook)


def test_a_suggestion_is_accepted_under_the_persons_name(studio):
    """It is a decision as any other, in the journal, and asks no longer."""
    line = suggestion(studio.bank)
    told = asked(studio.bank, "decide", lines=[line["id"]], verdict="accept", reason="one lorry")

    assert told["ok"]
    assert told["sentence"].startswith("Accepted: ")
    (entry,) = entries(studio.bank)
    assert (entry["who"], entry["button"]) == ("Mara Quell", "accept_suggestion")
    assert all(not one["lines"] for one in asked(studio.bank, "statements")["statements"])
    with wiring.kept(studio.bank, None) as kept:
        assert kept is not None
        (kept_one,) = kept.decisions.log(studio.bank.name)
    assert "one lorry" in repr(kept_one.decision)


def test_what_was_decided_meanwhile_is_not_decided_again(studio):
    """The second of two people reads a sentence, and nothing is kept."""
    line = suggestion(studio.bank)
    asked(studio.bank, "decide", lines=[line["id"]], verdict="accept", reason="")
    told = asked(studio.bank, "decide", lines=[line["id"]], verdict="reject", reason="")

    assert not told["ok"]
    assert "decided already, or its rows have changed" in told["sentence"]
    assert len(entries(studio.bank)) == 1


def test_a_suggestion_whose_rows_changed_is_not_decided(studio):
    """It is another one now."""
    line = suggestion(studio.bank)
    typed(studio.bank, "Bank.xlsx", "D5", -80)
    told = asked(studio.bank, "decide", lines=[line["id"]], verdict="accept", reason="")

    assert not told["ok"]
    assert entries(studio.bank) == []


def test_a_waiver_holds_in_the_next_night(studio):
    """It takes the finding off the list, with who said so and why."""
    told = asked(studio.show, "waive", findings=[finding(studio)], reason="agreed on 3 May")

    assert told == {"ok": True, "sentence": "Waived 1 finding.", "done": [finding(studio)["key"]]}
    assert entries(studio.show)[0]["who"] == "Mara Quell"
    wanted = finding(studio)["key"]
    studio.night(AT + dt.timedelta(days=1))
    with studio.studio.nights() as nights:
        points = {one.key: one for one in nights.latest(studio.studio.key)[0].points}
    assert points[wanted].standing == "waived"
    assert "Mara Quell" in points[wanted].waiver
    assert "agreed on 3 May" in points[wanted].waiver


def test_a_waiver_of_numbers_that_changed_is_not_given(studio):
    """The person has not seen the new ones; they are told."""
    wanted = finding(studio)
    typed(studio.show, "Cost Report.xlsx", "C2", 520)
    told = asked(studio.show, "waive", findings=[wanted], reason="fine")

    assert not told["ok"]
    assert "its numbers have changed" in told["sentence"]
    assert "520.00" in told["sentence"]
    assert entries(studio.show) == []


def test_a_waiver_of_what_is_mended_is_not_given(studio):
    """There is nothing to judge any more."""
    wanted = finding(studio)
    typed(studio.show, "Cost Report.xlsx", "C2", 545)
    told = asked(studio.show, "waive", findings=[wanted], reason="fine")

    assert not told["ok"]
    assert "no longer there" in told["sentence"]


def test_a_second_waiver_is_not_given(studio):
    """It says whose the first is."""
    asked(studio.show, "waive", findings=[finding(studio)], reason="first")
    told = asked(studio.show, "waive", findings=[finding(studio)], reason="second")

    assert not told["ok"]
    assert "waived already (Mara Quell" in told["sentence"]
    assert len(entries(studio.show)) == 1


def test_undo_takes_back_what_the_person_means(studio):
    """And nothing that came after it."""
    line = suggestion(studio.bank)
    asked(studio.bank, "decide", lines=[line["id"]], verdict="accept", reason="")
    (number,) = [one["number"] for one in entries(studio.bank) if one["can_be_undone"]]
    wrong = asked(studio.bank, "undo", entry=str(number + 1))
    right = asked(studio.bank, "undo", entry=str(number))
    again = asked(studio.bank, "undo", entry=str(number))

    assert (wrong["ok"], right["ok"], again["ok"]) == (False, True, False)
    assert "meanwhile" in wrong["sentence"]
    assert suggestion(studio.bank)["id"] == line["id"]


def test_a_waiver_is_taken_back_whatever_was_done_since(studio):
    """By its number, once; the finding is open again, and the journal keeps both."""
    wanted = finding(studio)
    asked(studio.show, "waive", findings=[wanted], reason="agreed")
    (given,) = entries(studio.show)
    with wiring.kept(studio.show, None) as kept:
        assert kept is not None
        kept.journal.enter(
            studio.show.name, MORNING, who="Tess", button="accept", sentence="Later.", decisions=[9]
        )
    told = asked(studio.show, "undo", entry=str(given["number"]))
    again = asked(studio.show, "undo", entry=str(given["number"]))
    studio.night(AT + dt.timedelta(days=1))
    with studio.studio.nights() as nights:
        points = {one.key: one for one in nights.latest(studio.studio.key)[0].points}

    assert (told["ok"], told["unwaived"]) == (True, [wanted["key"]])
    assert told["sentence"].startswith("Taken back: Waived: ")
    assert (again["ok"], "meanwhile" in again["sentence"]) == (False, True)
    assert points[wanted["key"]].is_open
    assert [one["button"] for one in entries(studio.show)] == [
        "undo_last", "accept", "waive_finding",
    ]  # fmt: skip


def test_a_waiver_that_was_given_anew_is_not_taken_back_with_the_old_one(studio):
    """Who says it now has said so since; the old entry is marked, and stands in nobody's way."""
    wanted = finding(studio)
    asked(studio.show, "waive", findings=[wanted], reason="agreed")
    (given,) = entries(studio.show)
    with wiring.kept(studio.show, None) as kept:
        assert kept is not None
        kept.history.waive(studio.show.name, wanted["key"], "again", "Tess", MORNING)
    told = asked(studio.show, "undo", entry=str(given["number"]))
    with wiring.kept(studio.show, None) as kept:
        assert kept is not None
        (held,) = kept.history.waivers(studio.show.name)

    assert told["sentence"].startswith("It no longer held, and is as it was: Waived: ")
    assert told["unwaived"] == []  # so nobody is told that it is open again
    assert (held.by, held.reason) == ("Tess", "again")


def test_while_somebody_is_at_work_nothing_is_decided(studio):
    """The sentence says who it is."""
    with wiring.pressing(studio.bank, "Tess", "Refresh", MORNING):
        told = asked(studio.bank, "decide", lines=["x"], verdict="accept", reason="")

    assert not told["ok"]
    assert "Tess's Refresh" in told["sentence"]


def test_a_production_that_is_gone_is_told(tmp_path):
    """In a sentence, for every kind of request."""
    for kind in ("statements", "conflicts", "journal"):
        told = asked(tmp_path / "gone", kind)
        assert not told["ok"]
        assert "gone" in told["sentence"]


def test_without_syncs_there_are_no_conflicts(studio):
    """And nothing is asked of Google."""
    assert asked(studio.show, "conflicts") == {"ok": True, "sentence": "", "conflicts": []}
    assert asked(studio.show, "resolve", conflict="1", answer="keep", seen="x")["ok"] is False


def test_lists_that_cannot_be_compared_say_why(studio):
    """A page of suggestions that is empty has a reason."""
    (studio.bank / "Cash.xlsx").unlink()
    told = asked(studio.bank, "statements")

    assert told["ok"]
    assert told["statements"] == []
    assert told["sentence"]


def test_a_request_and_its_answer_are_lines(studio):
    """As the server reads them: ready, and what was read."""
    body = json.dumps({"number": 1, "who": "Vic"}).encode()
    written = io.BytesIO()
    reading = io.BytesIO(f"journal {len(body)}\n".encode() + body)
    serve_one(reading, written, studio.studio.folders, MORNING)

    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert lines[0] == {"ready": True}
    assert lines[-1]["done"]["entries"] == []


@pytest.mark.parametrize("kind", ["statements", "journal", "conflicts"])
def test_reading_writes_nothing_into_workbooks(studio, kind):
    """A page that is looked at changes nothing."""
    before = {path: path.read_bytes() for path in studio.home.rglob("*.xlsx")}
    asked(studio.bank, kind)

    assert {path: path.read_bytes() for path in studio.home.rglob("*.xlsx")} == before


@pytest.mark.parametrize("kind", ["journal", "statements", "undo"])
def test_where_all_share_a_history_a_production_cannot_take_anothers_name(studio, kind, tmp_path):
    """It names itself in its settings; under another's it would be shown the other's journal."""
    history = f"sqlite:///{(tmp_path / 'all.db').as_posix()}"
    said: list[object] = []

    def found(known_as: str) -> str:
        told = {"history": history, "known_as": known_as, "entry": "1"}
        return str(answer(kind, told, studio.bank, MORNING, said.append)["sentence"])

    usual = found("Bank Tie")
    (studio.bank / "production.toml").write_text('[production]\nname = "Night Shift"\n')

    assert "called otherwise" not in usual
    assert "called otherwise" in found("Bank Tie")
    assert "called otherwise" in found("")

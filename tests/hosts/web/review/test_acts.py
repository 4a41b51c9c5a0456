"""What an editor does: asked of a process, told on the page, kept in the audit trail."""

from __future__ import annotations

from dataclasses import replace

import pytest

from addin.errors import HistoryUnusable
from tests.hosts.web.review.inside import POINT

CSV = {"file": ("March.csv", b"Date,Amount\n2026-03-02,5\n", "text/csv")}


def test_a_waiver_is_asked_for_with_what_the_person_saw(inside):
    """Their name, the reason, and the words of the finding; it is told and audited."""
    inside.presses.answer = {"ok": True, "sentence": "Waived 1 finding.", "done": ["ab12cd"]}
    with inside.browser("editor") as browser:
        path = inside.page(inside.show)
        told = {"finding": ["ab12cd"], "reason": "  agreed\n on 3 May "}
        text = browser.act(f"{path}/waive", told).text

        ((kind, asked),) = inside.presses.asked
        assert kind == "waive"
        assert asked == {
            "findings": [{"key": "ab12cd", "message": POINT.message}],
            "reason": "agreed on 3 May", "number": 0, "who": "Mara Quell", "history": "",
            "known_as": "Night Shift",
        }  # fmt: skip
        assert "Waived 1 finding. They are marked here" in text
        assert "<b>Waived</b> by Mara Quell" in text
        assert 'value="ab12cd"' not in text
        assert "Waived 1 finding" not in browser.get(path).text
    entry = inside.nights.entries[-1]
    assert (entry.who, entry.role, entry.production) == ("Mara Quell", "editor", "Night Shift")
    assert entry.action.startswith("waive_finding night-shift-")
    assert entry.sentence == f"Waived: COS102 {POINT.message} Because: agreed on 3 May"
    assert entry.address == "203.0.113.9"


def test_a_waiver_that_is_taken_back_is_an_entry_of_its_own_and_marks_no_more(inside):
    """Under the name of who took it back; a waiver after that marks again."""
    with inside.browser("editor") as browser:
        path = inside.page(inside.show)
        for turn in ("given", "taken back", "given again"):
            if turn == "taken back":
                inside.presses.answer = {
                    "ok": True, "sentence": "Taken back: Waived.", "unwaived": ["ab12cd"],
                }  # fmt: skip
                text = browser.act(f"{path}/undo", {"entry": "4"}).text
                assert "Taken back: Waived. It is open again after the next night." in text
                entry = inside.nights.entries[-1]
                assert entry.action.startswith("take_back_waiver night-shift-")
                assert entry.action.endswith(" ab12cd")
                assert (entry.who, entry.sentence) == ("Mara Quell", "Taken back: Waived.")
                assert 'value="ab12cd"' in browser.get(path).text
            else:
                inside.presses.answer = {"ok": True, "sentence": "Waived.", "done": ["ab12cd"]}
                browser.act(f"{path}/waive", {"finding": "ab12cd", "reason": "fine"})
                assert 'value="ab12cd"' not in browser.get(path).text


def test_a_waiver_of_before_the_night_marks_nothing(inside):
    """The night has looked since: if it is open still, its numbers have changed."""
    inside.presses.answer = {"ok": True, "sentence": "Waived 1 finding.", "done": ["ab12cd"]}
    with inside.browser("editor") as browser:
        path = inside.page(inside.show)
        browser.act(f"{path}/waive", {"finding": "ab12cd", "reason": "fine"})
        night = inside.nights.kept[0]
        inside.nights.kept[0] = replace(night, at=night.at.replace(day=17))
        inside.clock.wait(10)
        assert 'value="ab12cd"' in browser.get(path).text


@pytest.mark.parametrize(
    "told",
    [
        {"finding": "ab12cd", "reason": " "},
        {"reason": "fine"},
        {"finding": [f"k{n}" for n in range(200)], "reason": "fine"},
        {"finding": "another", "reason": "fine"},
        {"finding": ["ab12cd", "another"], "reason": "fine"},
    ],
)
def test_a_waiver_that_lacks_something_does_nothing(inside, told):
    """A reason, a finding, or one that the latest night has open."""
    with inside.browser("editor") as browser:
        text = browser.act(inside.page(inside.show, "/waive"), told).text

    assert "Nothing was done." in text
    assert inside.presses.asked == []


def test_what_could_not_be_done_is_told_and_audited_as_that(inside):
    """With the sentence of the press."""
    inside.presses.answer = {
        "ok": False,
        "sentence": "Somebody is at work in it. Nothing was done.",
    }
    with inside.browser("editor") as browser:
        for below, told in (
            ("/waive", {"finding": "ab12cd", "reason": "fine"}),
            ("/decide", {"line": "1a2b", "verdict": "accept"}),
            ("/resolve", {"conflict": "3", "answer": "keep", "seen": "x"}),
            ("/undo", {"entry": "4"}),
        ):
            browser.post(inside.page(inside.show, below), {"form": browser.form, **told})
            entry = inside.nights.entries[-1]
            assert entry.sentence == "Not done: Somebody is at work in it. Nothing was done."
            assert entry.production == "Night Shift"
        assert [kind for kind, _ in inside.presses.asked] == ["waive", "decide", "resolve", "undo"]


@pytest.mark.parametrize(
    ("below", "told"),
    [
        ("/decide", {"verdict": "accept"}),
        ("/decide", {"line": "1a2b"}),
        ("/decide", {"line": "1a2b", "verdict": "__class__"}),
        ("/decide", {"line": [f"l{n}" for n in range(30)], "verdict": "accept"}),
        ("/resolve", {"conflict": "3", "answer": "burn"}),
        ("/resolve", {"conflict": "x", "answer": "keep"}),
        ("/resolve", {"conflict": "٣", "answer": "keep"}),
        ("/undo", {"entry": "-1"}),
        ("/undo", {}),
    ],
)
def test_answers_that_there_are_not_do_nothing(inside, below, told):
    """Nothing is asked of a process."""
    inside.presses.answer["statements"] = []
    with inside.browser("editor") as browser:
        reply = browser.post(inside.page(inside.show, below), {"form": browser.form, **told})

    assert reply.status_code == 303
    assert inside.presses.asked == []


def test_when_too_many_are_at_work_one_is_told(inside):
    """With when to come again; nothing was done."""
    inside.presses.is_full = True
    with inside.browser("editor") as browser:
        reply = browser.post(
            inside.page(inside.show, "/undo"), {"form": browser.form, "entry": "1"}
        )

    assert reply.status_code == 429
    assert reply.headers["retry-after"] == "5"
    assert "Nothing was done" in reply.text


def test_a_file_lands_in_the_drop_folder_of_its_production(inside):
    """And is never asked of a process: nobody reads it before the night."""
    with inside.browser("editor") as browser:
        text = browser.act(inside.page(inside.show, "/drop"), {"into": "Inbox"}, files=CSV).text

    assert "March.csv lies in Inbox; the next night says what it would import" in text
    assert (inside.show / "Inbox" / "March.csv").read_bytes() == CSV["file"][1]
    assert not (inside.bank / "Inbox").exists()
    assert inside.nights.entries[-1].action == "drop March.csv"
    assert inside.presses.asked == []


@pytest.mark.parametrize(
    ("night", "then"),
    [
        ('write = ["imports"]', "the next night imports it."),
        ('write = ["findings"]', "the next night says what it would import, as it may not write"),
        ('steps = ["validate"]\nwrite = ["imports"]', "nights import nothing here"),
    ],
    ids=["allowed", "not allowed", "no such step"],
)
def test_what_becomes_of_a_dropped_file_is_said_as_it_is(inside, night, then):
    """Before it is dropped, and after: nobody waits for an import that nights may not make."""
    (inside.show / "production.toml").write_text(f"[night]\n{night}\n")
    with inside.browser("editor") as browser:
        before = browser.get(inside.page(inside.show)).text
        after = browser.act(inside.page(inside.show, "/drop"), {"into": "Inbox"}, files=CSV).text

    assert f"drop folder; {then}" in before
    assert f"March.csv lies in Inbox; {then}" in after


def test_the_drop_folder_is_the_one_that_the_settings_name(inside):
    """A form may choose among them, and nothing else."""
    (inside.show / "production.toml").write_text('[night]\ndrop = ["In/Bank", "In/Ledger"]\n')
    with inside.browser("editor") as browser:
        path = inside.page(inside.show, "/drop")
        assert "In/Ledger" in browser.get(inside.page(inside.show)).text
        good = browser.act(path, {"into": "In/Ledger"}, files=CSV).text
        bad = browser.act(path, {"into": "../../tmp"}, files=CSV).text

    assert "lies in In/Ledger" in good
    assert "There is no such drop folder" in bad
    assert (inside.show / "In" / "Ledger" / "March.csv").exists()


@pytest.mark.parametrize(
    "name", ["../March.csv", "..%2fMarch.csv", "March.exe", "NUL.csv", "Mar\u202ech.csv", ".csv", "C:\\x\\March.csv"]
)  # fmt: skip
def test_a_name_that_is_not_plain_is_told_and_audited(inside, name):
    """Nothing is kept, wherever it would have led."""
    before = sorted(inside.show.parent.rglob("*"))
    with inside.browser("editor") as browser:
        files = {"file": (name, b"Date,Amount\n", "text/csv")}
        text = browser.act(inside.page(inside.show, "/drop"), {"into": "Inbox"}, files=files).text

    after = sorted(inside.show.parent.rglob("*"))
    if name.startswith("..%2f"):  # a plain name that only begins with dots
        assert "not taken" in text
    assert after == before
    assert "Nothing was kept" in text
    assert inside.nights.entries[-1].sentence.startswith("Not done: ")


def test_a_production_whose_settings_cannot_be_read_takes_no_files(inside):
    """Nobody knows where they would be looked for."""
    (inside.show / "production.toml").write_text("[night\n")
    with inside.browser("editor") as browser:
        assert "Drop a file" not in browser.get(inside.page(inside.show)).text
        text = browser.act(inside.page(inside.show, "/drop"), {"into": "Inbox"}, files=CSV).text

    assert "There is no such drop folder" in text


def test_an_audit_trail_that_cannot_be_written_hides_nothing(inside, monkeypatch):
    """What was done is told as done, and that it is not in the trail."""
    with inside.browser("editor") as browser:
        form = browser.form

        def fails(studio, entry):
            raise HistoryUnusable(studio, f"the disk is full ({entry.action})")

        monkeypatch.setattr(inside.nights, "audit", fails)
        browser.post(inside.page(inside.show, "/undo"), {"form": form, "entry": "1"})
        text = browser.get("/audit").text

    assert "Done as asked." in text
    assert "The audit trail was not written" in text
    assert "the disk is full" in text


def test_what_nobody_looks_at_is_not_piled_up(inside):
    """A browser that only sends keeps the last few sentences."""
    with inside.browser("editor") as browser:
        form = browser.form
        for _ in range(20):
            browser.post(inside.page(inside.show, "/undo"), {"form": form})
        text = browser.get("/audit").text

    assert text.count('class="said bad"') == 5

"""The task pane in a real browser, beside a workbook that plays Excel's."""

from __future__ import annotations

import re

from addin import wiring
from addin.macros.catalogue import BUTTONS
from tests.hosts.snapshots.demo_here import files
from tests.hosts.web.pane_here import Pane
from tests.hosts.web.taskpane.production import REPORT, SMALL, journal


def test_a_finding_is_found_filtered_shown_and_waived(pane):
    """Validate fills the list; a click or Enter goes to the cell; a reason takes it off the list."""
    found = pane.run(
        """
        const said = await help.done("validate");
        const all = (await page.$$("#findings > li")).length;
        await page.select("#filter-sheet", given);
        await page.select("#filter-severity", "error");
        const where = await page.$$eval("#findings .where", (some) => some.map((one) => one.textContent));
        await page.click("#findings .finding");
        const clicked = await page.evaluate(() => standIn.selection);
        await page.evaluate(() => (standIn.selection = { sheet: "CR wk08", cell: "A1" }));
        await page.focus("#findings .finding");
        await page.keyboard.press("Enter");
        await page.waitForFunction(() => standIn.selection.cell !== "A1");
        const entered = await page.evaluate(() => standIn.selection);
        await page.type("#filter-text", "no such words anywhere");
        const none = (await page.$$("#findings > li")).length;
        await page.$eval("#filter-text", (one) => { one.value = ""; one.dispatchEvent(new Event("input")); });
        const id = await page.$eval("#findings > li", (one) => one.dataset.id);
        await page.click("#findings .quiet");
        await page.keyboard.type("Agreed with the accountant");
        await page.keyboard.press("Enter");
        await help.idle();
        const left = await page.$$eval("#findings > li", (some) => some.map((one) => one.dataset.id));
        return {said, all, where, clicked, entered, none, id, left, waived: await help.said(),
                sheets: await page.evaluate(() => standIn.sheets.map((one) => one.name))};
        """,
        f"{REPORT} \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} CR wk09",
    )

    assert re.search(r"\d+ errors, \d+ warnings", found["said"])
    assert found["all"] > len(found["where"]) > 1
    assert all(
        where.startswith(
            f"{REPORT} \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} CR wk09 \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} "
        )
        for where in found["where"]
    )
    cell = found["where"][0].rpartition(" \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} ")[2]
    assert found["clicked"] == found["entered"] == {"sheet": "CR wk09", "cell": cell}
    assert found["none"] == 0
    assert found["waived"].startswith("Waived: ")
    assert found["id"] not in found["left"]
    assert "Tieout findings" in found["sheets"]
    assert [name for name, _ in journal(pane.folder)] == ["validate", "waive_finding"]
    assert pane.problems == []


def test_a_suggestion_is_accepted_with_both_sides_before_ones_eyes(pane):
    """Reconcile fills the list; what is decided leaves it, and is kept with its reason."""
    found = pane.run(
        """
        await help.done("reconcile");
        const before = (await page.$$("#suggestions > li")).length;
        const sides = await page.$$eval("#suggestions > li:first-child .side", (some) =>
          some.map((one) => one.querySelectorAll(".row").length));
        await page.type("#suggestions > li:first-child input", "Same invoice");
        await page.click("#suggestions > li:first-child .go");
        await help.idle();
        const accepted = await help.said();
        await page.click("#suggestions > li:first-child .verdict button:last-child");
        await help.idle();
        return {before, sides, accepted, rejected: await help.said(),
                after: (await page.$$("#suggestions > li")).length};
        """
    )

    assert len(found["sides"]) == 2
    assert min(found["sides"]) >= 1
    assert found["accepted"].startswith("Accepted: ")
    assert found["rejected"].startswith("Rejected: ")
    assert found["after"] == found["before"] - 2
    with wiring.kept(pane.folder, None) as kept:
        assert kept is not None
        assert "Same invoice" in str(kept.decisions.log(pane.folder.name)[0])


def test_a_sheet_of_any_length_is_read_whole(pane):
    """Piece by piece, as Excel on the web gives a few megabytes at once; few pieces are few calls."""
    found = pane.run(
        """
        return page.evaluate(async () => {
          const { snapshot } = await import("./workbook_reading.js");
          const read = async () => {
            const before = standIn.syncs;
            const told = await Excel.run(snapshot);
            return { told: told.sheets[0], calls: standIn.syncs - before };
          };
          const small = await read();
          for (let row = 200; row <= 9000; row += 1) standIn.edit("CR wk09", "A" + row, "'" + row);
          const long = await read();
          const width = long.told.values[0].length;
          return { small: small.calls, long: long.calls, rows: long.told.values.length, width,
                   last: long.told.values.at(-1)[0], same: small.told.values.slice(0, 100).every((row, r) =>
                     JSON.stringify(row) === JSON.stringify(long.told.values[r].slice(0, row.length))) };
        });
        """
    )

    assert found["small"] == 3
    assert found["last"] == "9000"
    assert found["same"]
    pieces = -(-found["rows"] * found["width"] // 50_000)
    assert 3 < found["long"] <= 3 + pieces


def test_what_a_press_wrote_is_taken_back_by_undo_last(pane):
    """Cells of the open workbook as they were, from the button at the top of the pane."""
    found = pane.run(
        """
        const before = await help.content();
        const said = await help.done("refresh_cost_report");
        const after = await help.content();
        await page.click("#undo");
        await help.idle();
        return {said, changed: before !== after, undone: await help.said(),
                same: before === await help.content(), events: await page.evaluate(() => standIn.events)};
        """
    )

    assert "brought up to date" in found["said"]
    assert found["changed"]
    assert found["undone"].startswith("Taken back: ")
    assert found["same"]
    assert found["events"] is True
    assert journal(pane.folder) == [("refresh_cost_report", False), ("undo_last", True)]


def test_a_plan_is_shown_first_and_done_when_somebody_says_so(pane):
    """Adopt says what it would keep; Do it keeps it; Leave it does nothing."""
    found = pane.run(
        """
        const plan = await help.done("adopt");
        const focused = await page.evaluate(() => document.activeElement.id);
        await page.click("#leave-it");
        const left = await help.said();
        await help.done("adopt");
        await page.click("#do-it");
        await help.idle();
        return {plan, focused, left, done: await help.said(), hidden: await page.$eval("#plan", (one) => one.hidden)};
        """
    )

    assert found["plan"].endswith("confirm to do it.")
    assert found["focused"] == "do-it"
    assert found["left"] == "Nothing was done."
    assert found["done"].startswith("Kept ")
    assert found["hidden"]
    assert REPORT in (pane.folder / "production.toml").read_text("utf-8")


def test_one_press_at_a_time_and_it_can_be_cancelled(pane):
    """A second press says that one is at work; Cancel ends it with nothing written."""
    found = pane.run(
        """
        const before = await help.content();
        await help.press("validate");
        await help.press("reconcile");
        const second = await help.said();
        await page.waitForFunction(() => document.getElementById("far").textContent.startsWith("Reading "),
          { polling: 5 });
        await page.click("#cancel");
        await help.idle();
        return {second, said: await help.said(), same: before === await help.content()};
        """
    )

    assert found["second"] == "Another button is at work. Wait for it, or cancel it."
    assert found["said"] == "Validate was stopped. Nothing was written."
    assert found["same"]
    assert journal(pane.folder) == []
    assert {path.name for path in pane.folder.iterdir()} - {".tieout"} == set(SMALL)


def test_closing_a_week_sends_the_file_itself_when_it_is_needed(pane):
    """The copy is what Excel would save, byte for byte; the week is rolled on in the open workbook."""
    found = pane.run(
        """
        await page.click("#options-close_week");
        await page.$eval("#close_week-date", (one) => (one.value = "2026-03-07"));
        await page.type("#close_week-reason", "As discussed");
        await page.click("#form-close_week .go");
        await help.idle();
        const plan = await help.said();
        await page.click("#do-it");
        await help.idle();
        return {plan, said: await help.said()};
        """
    )

    assert found["plan"].startswith("Would close ")
    assert found["said"].startswith("Closed ")
    (copy,) = (pane.folder / "Closed weeks").iterdir()
    assert copy.read_bytes() == files()[REPORT]
    assert (pane.folder / REPORT).read_bytes() == files()[REPORT]


def test_a_workbook_of_no_production_here_is_one_of_its_own(pane):
    """In the cloud, or in a folder that nobody named: it is checked by itself, and undone too."""
    away = Pane(
        pane.node, pane.chromium, pane.server, pane.folder, url="https://x.example/Other.xlsx"
    )
    found = away.run(
        """
        const before = await help.content();
        const said = await help.done("validate");
        await page.click("#undo");
        await help.idle();
        return {said, undone: await help.said(), same: before === await help.content()};
        """
    )

    assert found["said"].startswith("Other: ")
    assert found["undone"].startswith("Taken back: ")
    assert found["same"]
    assert not (pane.folder / ".tieout").exists()


def test_a_workbook_that_was_never_saved_is_asked_to_be(pane):
    """Without a name it belongs nowhere, and nothing could be kept of it."""
    new = Pane(pane.node, pane.chromium, pane.server, pane.folder, url="about:blank/")

    assert new.run('return help.done("validate");').startswith("This workbook has no name yet.")


def test_a_ribbon_button_presses_the_same_button(pane):
    """What the manifest puts on the Home tab runs in the page, and tells Excel when it is done."""
    found = pane.run(
        """
        const done = await page.evaluate(() => new Promise((resolve) =>
          standIn.actions.refresh_cost_report({ completed: () => resolve(true) })));
        await page.evaluate(() => new Promise((resolve) => standIn.actions.new_po({ completed: resolve })));
        return {done, said: await help.said(), shown: await page.evaluate(() => standIn.shown),
                known: await page.evaluate(() => Object.keys(standIn.actions))};
        """
    )

    assert found["done"]
    assert "brought up to date" in found["said"]
    assert found["shown"] == 1  # what must be told something opens the pane
    assert found["known"] == [one.name for one in BUTTONS]

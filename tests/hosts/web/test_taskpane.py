"""The task pane in a real browser, beside a workbook that plays Excel's."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from addin import wiring
from addin.hosts.web.productions import Productions
from addin.macros.catalogue import BUTTONS
from tests.hosts.snapshots.demo_here import AT, files
from tests.hosts.web.pane_here import Pane
from tests.hosts.web.serving_here import KEY, Served, running

REPORT = "Cost Report wk09.xlsx"
SMALL = (REPORT, "Ledger wk09.csv", "PO Log.xlsx", "Invoice log.xlsx", "Trial balance wk09.xlsx")
# waits until the workbook is read and the server is at work on it
ASKED = "await page.waitForResponse((one) => one.url().endsWith('/v1/press'));"
REFRESH = 'await help.press("refresh_cost_report");'


@pytest.fixture
def production(tmp_path):
    """A few workbooks of the demo."""
    folder = tmp_path / "Night Shift"
    folder.mkdir()
    for name in SMALL:
        (folder / name).write_bytes(files()[name])
    return folder


@pytest.fixture
def pane(node, packages, chromium, production, tmp_path):
    """The pane beside the cost report."""
    del packages
    told = Productions((production,), tmp_path / "own")
    with running(productions=told, today=AT.isoformat()) as server:
        yield Pane(node, chromium, server, production)


def _journal(folder: Path) -> list[tuple[str, bool]]:
    with wiring.kept(folder, None) as kept:
        assert kept is not None
        return [(e.button, e.undone is None) for e in kept.journal.entries(folder.name)]


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
    assert [name for name, _ in _journal(pane.folder)] == ["validate", "waive_finding"]
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
    assert _journal(pane.folder) == [("refresh_cost_report", False), ("undo_last", True)]


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


def test_what_a_job_refuses_is_said_and_nothing_changes(pane):
    """A form asks; an account that is in no chart ends in a sentence, with the workbook as it was."""
    found = pane.run(
        """
        const before = await help.content();
        await help.press("transfer_budget");
        await page.keyboard.type("5400");
        await page.type("#transfer_budget-from", "6901");
        await page.type("#transfer_budget-to", "no account");
        await page.type("#transfer_budget-reason", "Second safety boat");
        await page.keyboard.press("Enter");
        await help.idle();
        const refused = await help.said();
        await page.$eval("#transfer_budget-reason", (one) => (one.value = ""));
        await page.click("#form-transfer_budget .go");
        await help.idle();
        return {refused, missing: await help.said(), bad: await page.$eval("#said", (one) => one.className),
                same: before === await help.content()};
        """
    )

    assert "no account" in found["refused"]
    assert found["missing"] == "Transfer Budget: Reason is missing. Nothing was done."
    assert found["bad"] == "bad"
    assert found["same"]
    assert _journal(pane.folder) == []


def test_a_cell_that_was_changed_meanwhile_stops_everything(pane):
    """Somebody types while the server works: their figure stays, and nothing else is written."""
    found = pane.run(
        f"""
        const cells = await page.evaluate(() => [...standIn.sheet("CR wk09").cells]
          .filter(([, one]) => one.t === "Double" && !one.f).map(([where]) => where));
        {REFRESH} {ASKED}
        const before = await page.evaluate((places) => {{
          for (const where of places) {{
            const held = standIn.sheet("CR wk09").cells.get(where);
            held.v += 1;
          }}
          return standIn.content();
        }}, cells);
        await help.idle();
        return {{said: await help.said(), same: before === await help.content()}};
        """
    )

    assert re.match(
        r"CR wk09![A-Z]+\d+ was changed meanwhile; press again\. Nothing", found["said"]
    )
    assert found["same"]
    assert _journal(pane.folder) == [("refresh_cost_report", False)]


def test_what_excel_refuses_half_way_is_taken_back(pane):
    """The third cell fails: the first two are as they were, and the journal says so."""
    found = pane.run(
        """
        const before = await help.content();
        await page.evaluate(() => (standIn.refuseAfter = 2));
        return {said: await help.done("refresh_cost_report"), same: before === await help.content(),
                events: await page.evaluate(() => standIn.events)};
        """
    )

    assert found["said"].startswith("Excel refused it")
    assert found["said"].endswith("Nothing was written.")
    assert found["same"]
    assert found["events"] is True
    assert _journal(pane.folder) == [("refresh_cost_report", False)]


def test_what_excel_will_not_take_back_either_is_taken_back_by_undo_last(pane):
    """Half written is said to be, and counts as written: the next Undo Last restores every cell."""
    found = pane.run(
        """
        const before = await help.content();
        await page.evaluate(() => { standIn.refuseAfter = 2; standIn.refusals = 2; });
        const said = await help.done("refresh_cost_report");
        const half = before !== await help.content();
        await page.click("#undo");
        await help.idle();
        return {said, half, undone: await help.said(), same: before === await help.content()};
        """
    )

    assert found["said"].endswith("a part of it is written: press Undo last to take that back.")
    assert found["half"]
    assert found["undone"].startswith("Taken back: ")
    assert found["same"]


def test_a_protected_sheet_is_left_alone(pane):
    """It is refused before Excel is asked to write, in the words that files get."""
    found = pane.run(
        """
        await page.evaluate(() => (standIn.sheet("CR wk09").protected = true));
        const before = await help.content();
        return {said: await help.done("refresh_cost_report"), same: before === await help.content()};
        """
    )

    assert "protected" in found["said"]
    assert found["same"]


def test_a_workbook_that_is_closed_meanwhile_gets_nothing(pane):
    """The press ends in a sentence, and the journal does not claim what was not done."""
    found = pane.run(
        f"""
        {REFRESH} {ASKED}
        await page.evaluate(() => (standIn.isOpen = false));
        await help.idle();
        return help.said();
        """
    )

    assert "The workbook was closed" in found
    assert _journal(pane.folder) == [("refresh_cost_report", False)]


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
    assert _journal(pane.folder) == []
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


def test_a_server_that_is_killed_leaves_the_workbook_as_it_was(
    node, packages, chromium, production, tmp_path
):
    """In the middle of a press: a sentence says so, no cell has changed, the next start goes on."""
    del packages
    key = tmp_path / "key"
    key.write_text(KEY)
    key.chmod(0o600)
    process = subprocess.Popen(
        [sys.executable, "-m", "addin", "serve", "--port", "0", "--token-file", str(key),
         "--production", str(production)],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "TIEOUT_HOME": str(tmp_path)},
        start_new_session=True,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        base = re.search(r"at (http://localhost:\d+)", process.stdout.readline())
        assert base
        pane = Pane(node, chromium, Served(base[1], 0, KEY, None), production)  # type: ignore[arg-type] # not asked here
        found = pane.run(
            f"""
            const before = await help.content();
            {REFRESH} {ASKED}
            process.kill(given, "SIGKILL");
            await help.idle();
            const said = await help.said();
            const again = await help.done("refresh_cost_report");
            return {{said, again, same: before === await help.content()}};
            """,
            process.pid,
        )
    finally:
        process.kill()
        process.wait()
        process.stdout.close()

    assert found["said"].startswith("Refresh Cost Report: Tieout's server ")
    assert found["said"].endswith("The workbook is as it was.")
    assert "does not answer" in found["again"]
    assert found["same"]


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


@pytest.mark.parametrize(
    ("width", "dark"), [(400, False), (400, True), (320, False)], ids=["light", "dark", "narrow"]
)
def test_everybody_can_use_it(pane, width, dark):
    """No accessibility rule is broken, in any list or form, light or dark, down to 320 pixels."""
    found = pane.run(
        """
        const broken = {};
        const wide = [];
        const look = async (name) => {
          broken[name] = await help.axe();
          wide.push(await page.evaluate(() => document.documentElement.scrollWidth));
        };
        await look("at first");
        for (const one of await page.$$("#buttons [aria-expanded]")) await one.click();
        await look("forms");
        await help.done("reconcile");
        await look("suggestions");
        await help.done("validate");
        await page.click("#findings .quiet");
        await look("findings");
        await page.evaluate(() => document.getElementById("tab-conflicts").click());
        await look("conflicts");
        await help.done("adopt");
        await look("a plan");
        return {broken, wide};
        """,
        width=width,
        dark=dark,
    )

    assert {name: [] for name in found["broken"]} == found["broken"]
    assert max(found["wide"]) <= width
    assert pane.problems == []


def test_it_works_without_a_mouse(pane):
    """Tab reaches everything in the order it is read, arrows change lists, and focus is seen."""
    found = pane.run(
        """
        const stops = [];
        for (let step = 0; step < given; step += 1) {
          await page.keyboard.press("Tab");
          stops.push(await page.evaluate(() => {
            const one = document.activeElement;
            return [one.id, getComputedStyle(one).outlineStyle];
          }));
        }
        await page.focus("#tab-buttons");
        await page.keyboard.press("ArrowRight");
        const arrow = await page.evaluate(() => document.activeElement.id);
        await page.keyboard.press("End");
        const end = await page.evaluate(() => document.activeElement.id);
        const shown = await page.$eval("#panel-conflicts", (one) => !one.hidden);
        await page.focus("#tab-buttons");
        await page.keyboard.press("Enter");
        await page.focus("#press-new_po");
        await page.keyboard.press("Space");
        return {stops, arrow, end, shown, field: await page.evaluate(() => document.activeElement.id)};
        """,
        2 * len(BUTTONS) + 4,
    )
    stops = [one for one, _ in found["stops"]]

    assert stops[:2] == ["undo", "tab-buttons"]
    assert [f"press-{one.name}" for one in BUTTONS] == [
        one for one in dict.fromkeys(stops) if one.startswith("press-")
    ]
    assert {style for one, style in found["stops"] if one} == {"solid"}
    assert (found["arrow"], found["end"], found["shown"]) == ("tab-findings", "tab-conflicts", True)
    assert found["field"] == "new_po-vendor"


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


def test_nothing_but_our_own_scripts_runs_in_it(pane):
    """A text from a sheet is shown, never run; nor is a script that somebody slips in."""
    found = pane.run(
        """
        await page.evaluate(() => {
          const slipped = document.createElement("script");
          slipped.textContent = "globalThis.slipped = true";
          document.body.append(slipped);
          standIn.edit("CR wk09", "A1", "'<img src=x onerror='globalThis.slipped=true'>");
        });
        await help.done("validate");
        return page.evaluate(() => globalThis.slipped === true);
        """
    )

    assert found is False
    assert all("Content Security Policy" in one for one in pane.problems)

"""What stops a press leaves the workbook as it was, or is taken back."""

from __future__ import annotations

import os
import re
import subprocess
import sys

from tests.hosts.web.pane_here import Pane
from tests.hosts.web.serving_here import KEY, Served
from tests.hosts.web.taskpane.production import ASKED, REFRESH, journal


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
    assert journal(pane.folder) == []


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
    assert journal(pane.folder) == [("refresh_cost_report", False)]


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
    assert journal(pane.folder) == [("refresh_cost_report", False)]


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
    assert journal(pane.folder) == [("refresh_cost_report", False)]


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

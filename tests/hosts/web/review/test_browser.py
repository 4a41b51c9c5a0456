"""A morning's review in a real browser: signed in, decided, seen; on a phone and in the dark."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from addin import wiring
from addin.cli import tieout
from tests.hosts.web.review.studio_here import EDITOR, VIEWER, address, reviewing

HERE = Path(__file__).parent
PICTURES = os.environ.get("TIEOUT_PICTURES", "")


@pytest.fixture
def served(studio):
    """A real server for the studio."""
    with reviewing(studio) as server:
        yield server


@pytest.fixture
def browse(node, packages, chromium, served, studio):
    """Run a scenario in a browser; gives what it found, and what the browser complained of."""
    del packages

    def run(scenario, *, token=EDITOR, script=True, **given):
        asked = {
            "chromium": chromium,
            "address": f"{served.base}/review",
            "scenario": scenario,
            "given": {
                "token": token,
                "show": address(studio.show),
                "bank": address(studio.bank),
                "pictures": PICTURES,
                **given,
            },
            "width": 1000,
            "height": 800,
            "scale": 2 if PICTURES else 1,
            "script": script,
        }
        done = subprocess.run(
            [node, str(HERE / "review.cjs")],
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        told = json.loads(done.stdout)
        return told["found"], told["problems"]

    return run


MORNING = """
    await help.signIn();
    const first = await help.text();
    await help.open(given.show);
    await page.click("input[name=finding]");
    await page.type("#reason", "agreed with the vendor on 3 May");
    await help.press(".decide button");
    const waived = await help.said();
    const list = await help.text();
    await help.open(`${given.bank}/suggestions`);
    await page.click("input[name=line]");
    await page.type("input[name=reason]", "one lorry");
    await help.press("button[value=accept]");
    const accepted = await help.said();
    await help.open(`${given.bank}/journal`);
    const journal = await help.text();
    await help.press("main form button");
    const undone = await help.said();
    await help.open("/audit");
    const audit = await help.text();
    return { first, waived, list, accepted, journal, undone, audit };
"""


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_a_mornings_review(browse, studio, script):
    """A finding is waived, a suggestion accepted and taken back; all of it is on the record."""
    found, problems = browse(MORNING, script=script)

    assert "Need somebody (2)" in found["first"]
    assert found["waived"] == [
        "Waived 1 finding. They are marked here, and gone after the next night."
    ]
    assert "Waived by Mara Quell" in found["list"]
    assert found["accepted"][0].startswith("Accepted: ")
    assert "Mara Quell" in found["journal"]
    assert found["undone"][0].startswith("Taken back: ")
    for said in ("Waived: COS102", "Accepted: ", "Taken back: ", "Signed in."):
        assert said in found["audit"]
    assert problems == []
    log = CliRunner().invoke(tieout, ["decide", "log", str(studio.bank)]).output
    assert "accepted" in log
    assert "by Mara Quell: one lorry" in log
    assert "taken back" in log
    with wiring.kept(studio.show, None) as kept:
        assert kept is not None
        (entry,) = kept.journal.entries(studio.show.name)
    assert (entry.who, entry.button) == ("Mara Quell", "waive_finding")


def test_a_file_is_dropped_in_the_browser(browse, studio, tmp_path):
    """Chosen from the disk, as a coordinator does."""
    export = tmp_path / "Bank March.csv"
    export.write_text("Date,Amount\n2026-03-02,5\n")
    scenario = """
        await help.signIn();
        await help.open(given.show);
        await (await page.$("#file")).uploadFile(given.file);
        await help.press(".drop button");
        return help.said();
    """
    found, problems = browse(scenario, file=str(export))

    (said,) = found
    assert said.startswith("Bank March.csv lies in Inbox; the next night says what it would import")
    assert (studio.show / "Inbox" / "Bank March.csv").read_bytes() == export.read_bytes()
    assert problems == []


PAGES = ("", "show", "bank/suggestions", "bank/conflicts", "bank/journal", "/audit", "/nothing")


@pytest.mark.parametrize("token", [EDITOR, VIEWER], ids=["editor", "viewer"])
def test_everybody_can_read_and_use_the_pages(browse, token):
    """By axe-core's rules, in both colours, on a phone; nothing has to be scrolled sideways."""
    scenario = """
        const found = {};
        const look = async (name) => {
          for (const width of [1000, 320]) for (const dark of [false, true]) {
            await page.setViewport({ width, height: 800, deviceScaleFactor: given.pictures ? 2 : 1 });
            await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }]);
            const called = `${name} ${width} ${dark ? "dark" : "light"}`;
            const wrong = await help.axe();
            if (await help.wide()) wrong.push("wider than the window");
            if (wrong.length) found[called] = wrong;
            if (given.pictures) {
              const file = `${given.pictures}/${given.who} ${called.replace(/\\//g, "-")}.png`;
              await page.screenshot({ path: file, fullPage: true });
            }
          }
        };
        await help.open("/sign-in");
        await look("sign in");
        await help.signIn();
        for (const name of given.pages) {
          await help.open(name.replace(/^show/, given.show).replace(/^bank/, given.bank));
          await look(name || "portfolio");
        }
        return found;
    """
    found, problems = browse(
        scenario, token=token, pages=PAGES, who="editor" if token == EDITOR else "viewer"
    )

    assert found == {}
    assert [one for one in problems if "404" not in one] == []  # of the page that is not there


def test_the_report_opens_and_its_links_lead_back(browse):
    """It is sandboxed: what it links to is opened as any other page, signed in."""
    scenario = """
        await help.signIn();
        await help.open("/report");
        const title = await page.title();
        const link = await page.$$eval("a", (some) => some.map((one) => one.getAttribute("href")).find((one) => one.includes("/review/p/")));
        await help.press(`a[href="${link}"]`);
        await page.waitForSelector("h1");
        await page.waitForFunction(() => document.querySelector(".tabs"), { timeout: 20000 });
        return { title, heading: await page.$eval("h1", (one) => one.textContent) };
    """
    found, _ = browse(scenario)

    assert found["title"]
    assert found["heading"] in {"Night Shift", "Bank Tie"}

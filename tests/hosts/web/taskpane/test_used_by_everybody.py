"""The pane is read, reached by keyboard, and safe, whoever uses it and on whatever screen."""

from __future__ import annotations

import pytest

from addin.macros.catalogue import BUTTONS


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

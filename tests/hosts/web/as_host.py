"""The task pane as a host under the contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from addin.hosts.web.productions import Productions
from tests.hosts.snapshots.demo_here import AT
from tests.hosts.web.pane_here import Pane
from tests.hosts.web.serving_here import running

_PRESS = """
const shown = `#press-${given.button}`;
if (Object.keys(given.answers).length) {
  await page.click(await page.$(`#options-${given.button}`) ? `#options-${given.button}` : shown);
  for (const [name, text] of Object.entries(given.answers)) {
    await page.type(`#${given.button}-${name}`, text);
  }
  await page.click(`#form-${given.button} .go`);
} else {
  await page.click(shown);
}
await help.idle();
return {said: await help.said(), content: await help.content()};
"""


class PaneAsHost:
    """One browser for each press: what a press leaves is told by the last one."""

    def __init__(self, pane: Pane) -> None:
        self._pane = pane
        self._content: object = None

    def buttons(self) -> set[str]:
        """Those that are there to be clicked, and not hidden."""
        found: list[str] = self._pane.run(
            'return page.$$eval("#buttons .press", (some) => some'
            ".filter((one) => one.checkVisibility() && !one.disabled)"
            '.map((one) => one.id.replace("press-", "")));'
        )
        return set(found)

    def press(self, button: str, answers: Mapping[str, str]) -> str:
        """Through its form, if it asks something."""
        found = self._pane.run(_PRESS, {"button": button, "answers": dict(answers)})
        self._content = found["content"]
        return str(found["said"])

    def content(self) -> object:
        """As the last press left it; before the first, as it was opened."""
        if self._content is None:
            self._content = self._pane.run("return help.content();")
        return self._content


@contextmanager
def opened(request: pytest.FixtureRequest, folder: Path, workbook: str) -> Iterator[PaneAsHost]:
    """The pane beside a workbook."""
    request.getfixturevalue("packages")
    node, chromium = request.getfixturevalue("node"), request.getfixturevalue("chromium")
    told = Productions((folder,), folder.parent / "own")
    with running(productions=told, today=AT.isoformat()) as server:
        yield PaneAsHost(Pane(node, chromium, server, folder, workbook))

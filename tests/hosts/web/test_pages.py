"""The page in which Excel runs the functions, in a real browser; and their help."""

from __future__ import annotations

import html
import json
import re
import subprocess
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from addin.hosts.web.certificates import local_certificate
from addin.hosts.web.description import AddIn, Place
from addin.hosts.web.metadata import metadata
from addin.hosts.web.pages import functions_html, help_html, pane_html
from addin.hosts.web.serving import LOOPBACK, listen
from addin.udfs.catalogue import FUNCTIONS, call
from tests.hosts.web.excel_here import as_excel_shows
from tests.hosts.web.serving_here import running
from tests.hosts.web.test_certificates import NOW

HERE = Path(__file__).parent
PLACE = Place("https://localhost:8765", "a-key")
CALLS: list[tuple[str, list[Any]]] = [
    ("COST_EFC", [1, 2, 3]),
    ("COST_EFC", ["x"]),
    ("COST_EFC", [{"error": "#REF!"}]),
    ("ACT_BY_PERIOD", [[["A"], ["B"]], [[46082], [46200]], [[500], [90]], [[46082], [46089]]]),
    ("TIEOUT_VERSION", []),
]
SHOW = """
window.addEventListener("load", async () => {
  const told = Object.fromEntries((await (await fetch("/functions.json")).json()).functions.map((f) => [f.id, f]));
  const found = await Promise.all(%s.map(([name, a]) => tieoutTest.call(told[name], a)));
  const shown = document.createElement("pre");
  shown.id = "found";
  shown.textContent = JSON.stringify({found, known: Object.keys(tieoutTest.functions).length});
  document.body.append(shown);
});
"""


@contextmanager
def office_here(certificate):
    """Stands in for the place from which pages load Office.js; gives its port."""
    script = (HERE / "stand_in.js").read_text("utf-8") + SHOW % json.dumps(CALLS)

    async def answer(scope, receive, send):
        del receive
        status = 200 if scope["path"] == "/lib/1/hosted/office.js" else 404
        headers = [(b"content-type", b"text/javascript")]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send(
            {"type": "http.response.body", "body": script.encode() if status == 200 else b""}
        )

    (first, *rest) = listen(LOOPBACK, 0)
    config = uvicorn.Config(
        answer,
        ssl_certfile=certificate.certificate,
        ssl_keyfile=certificate.key,
        lifespan="off",
        log_config=None,
        log_level="error",
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [first, *rest]})
    thread.start()
    try:
        yield first.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(30)
        for each in (first, *rest):
            each.close()


def test_a_browser_runs_the_functions_in_the_page(chromium, tmp_path):
    """The page as it is served, over https: its scripts load, and the server answers them."""
    certificate = local_certificate(tmp_path / "certificates", NOW)
    with running(certificate=certificate) as server, office_here(certificate) as office:
        done = subprocess.run(
            [
                chromium,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--ignore-certificate-errors",
                f"--host-resolver-rules=MAP appsforoffice.microsoft.com:443 127.0.0.1:{office}",
                f"--user-data-dir={tmp_path / 'profile'}",
                "--virtual-time-budget=60000",
                "--dump-dom",
                f"{server.base}/functions.html?key={server.key}",
            ],
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    shown = re.search(r'<pre id="found">(.+?)</pre>', done.stdout, re.DOTALL)
    assert shown, done.stdout + done.stderr[-2000:]
    told = json.loads(html.unescape(shown[1]))
    efc, unreadable, error, table, version = told["found"]
    assert told["known"] == len(FUNCTIONS)
    assert efc == {"value": 6}
    assert (unreadable["error"], error["error"]) == ("#VALUE!", "#REF!")
    assert unreadable["message"].startswith("cost_to_date: ")
    name, arguments = CALLS[3]
    assert table == {"value": as_excel_shows(call(name, arguments))}
    assert any("format" in str(cell) for cell in table["value"][0])
    assert version == {"value": call("TIEOUT_VERSION", [])}


def test_where_functions_run_alone_the_page_beside_the_sheet_does_not_run_them():
    """Each page loads Microsoft's library for what it does, and the key is in none too many."""
    addin = AddIn(shared=False)
    page, pane = functions_html(addin, PLACE).decode(), pane_html(addin, PLACE).decode()

    assert "custom-functions-runtime.js" in page
    assert "functions.js?key=a-key" in page
    assert "office.js" in pane
    assert "functions.js" not in pane
    assert "a-key" not in pane


def test_the_help_page_has_every_function_where_excel_links_to_it():
    """A click in the function wizard ends at the function's own paragraph."""
    text = help_html(AddIn(), PLACE).decode()

    for told in metadata(PLACE)["functions"]:
        assert f"id='{told['helpUrl'].partition('#')[2]}'" in text
    for name, found in FUNCTIONS.items():
        section = text.partition(f"id='{name}'")[2].partition("</section>")[0]
        assert html.escape(found.summary) in section
        for parameter in found.parameters:
            assert html.escape(parameter.help) in section
        for example in found.examples:
            assert html.escape(f"TIEOUT.{example.formula[1:]}") in section
    for anchor in ("privacy", "terms"):
        assert f'id="{anchor}"' in text


@pytest.mark.parametrize("name", ["<b>", "A & B", '"quoted"'])
def test_a_name_cannot_break_a_page(name):
    """What is not ours is shown, not run."""
    addin = AddIn(name=name)

    for page in (functions_html(addin, PLACE), help_html(addin, PLACE)):
        assert f"<h1>{html.escape(name)}" in page.decode()

"""Excel's side of the web host, without Excel: the add-in's script in Node, called as Excel calls."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from pathlib import Path
from typing import Any

from addin.hosts.web.description import Place
from addin.hosts.web.metadata import metadata
from addin.hosts.web.script import functions_js
from addin.tables.operands import serial
from addin.tables.table import ErrorValue

RUN = Path(__file__).with_name("run.cjs")


def run_script(
    node: str,
    place: Place,
    then: str,
    given: object = None,
    *,
    world: str = "page",
    wait_ms: int = 20,
) -> Any:
    """What a piece of JavaScript gives beside the add-in's script; ``given`` is there for it."""
    asked = {
        "script": functions_js(place, wait_ms=wait_ms),
        "metadata": metadata(place),
        "then": then,
        "given": given,
    }
    done = subprocess.run(
        [node, str(RUN), world],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def as_excel_gives(value: object) -> Any:
    """An argument as JSON for ``stand_in.js``: errors marked, dates as serial numbers."""
    if isinstance(value, list | tuple):
        return [as_excel_gives(each) for each in value]
    if isinstance(value, ErrorValue):
        return {"error": str(value)}
    if isinstance(value, dt.date):
        return serial(value)
    return None if value == "" else value


def as_excel_shows(value: object) -> Any:
    """A result as ``stand_in.js`` tells it."""
    if isinstance(value, list):
        return [as_excel_shows(each) for each in value]
    if isinstance(value, ErrorValue):
        return {"error": str(value)}
    if isinstance(value, dt.date):
        has_time = isinstance(value, dt.datetime) and value.time() != dt.time()
        return {"number": serial(value), "format": "yyyy-mm-dd" + " hh:mm" * has_time}
    return value

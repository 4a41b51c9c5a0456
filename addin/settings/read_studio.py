"""Read a studio's manifest: every mistake at once, each with its line."""

from __future__ import annotations

import re
from typing import Any, Final

from addin.errors import SettingsError
from addin.findings import Severity
from addin.settings.lines import Path
from addin.settings.read_cluster import cluster_settings
from addin.settings.read_night import night_settings
from addin.settings.read_reports import report_settings
from addin.settings.reader import Reader
from addin.settings.studio import AlertSettings, StudioSettings, Tell

_TOP: Final = ("productions", "include", "studio", "night", "reports", "alert", "cluster")
STUDIO: Final = ("name", "state", "shared_history", "pages", "keep_days", "engine", "link")
ALERT: Final = (
    "name", "to", "tell", "least", "productions", "codes", "workbooks", "sheets", "money",
)  # fmt: skip
_PASSWORD: Final = re.compile(r"://[^/@\s]*:[^/@\s]*@")
_VARIABLE: Final = re.compile(r"env:[A-Za-z_][A-Za-z0-9_]*")


def studio(text: str, path: str) -> StudioSettings:
    """The settings in the text of a manifest.

    Raises:
        SettingsError: it has mistakes; all of them, with line numbers. Nothing was run.
    """
    reader = Reader(text)
    reader.known((), reader.document, _TOP)
    section = reader.section("studio", STUDIO)
    pages = reader.text(("studio", "pages"), section.get("pages", ""))
    found = StudioSettings(
        productions=_patterns(reader),
        include=reader.texts(("include",), reader.document.get("include", [])),
        name=reader.text(("studio", "name"), section.get("name", "")),
        state=_state(reader, section.get("state", "")),
        shared_history=reader.flag(
            ("studio", "shared_history"), section.get("shared_history", False)
        ),
        pages=pages,
        keep_days=reader.whole(("studio", "keep_days"), section.get("keep_days", 400)),
        engine=reader.text(("studio", "engine"), section.get("engine", "")),
        link=reader.text(("studio", "link"), section.get("link", "")),
        night=night_settings(reader),
        reports=report_settings(reader, pages),
        alerts=_alerts(reader),
        cluster=cluster_settings(reader),
    )
    if reader.problems:
        raise SettingsError(path, tuple(sorted(set(reader.problems))))
    return found


def _patterns(reader: Reader) -> tuple[str, ...]:
    if "productions" not in reader.document and "include" in reader.document:
        return ()
    value = reader.document.get("productions")
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    what = 'a manifest lists its folders: productions = ["shows/*"]'
    if value is None:
        reader.lacking(("productions",), "productions", what)
    else:
        reader.wrong(("productions",), what)
    return ()


def _state(reader: Reader, value: object) -> str:
    text = reader.text(("studio", "state"), value)
    if text.startswith("env:") and not _VARIABLE.fullmatch(text):
        reader.wrong(("studio", "state"), f"'{text}' names no variable: write env:TIEOUT_STATE")
    if _PASSWORD.search(text):
        what = "a password does not belong here: put the address into an environment variable, and "
        reader.wrong(("studio", "state"), f'{what}write state = "env:ITS_NAME"')
        return ""
    return text


def _alerts(reader: Reader) -> tuple[AlertSettings, ...]:
    found: dict[str, AlertSettings] = {}
    for number, raw in enumerate(reader.listed("alert")):
        where: Path = ("alert", number)
        if not isinstance(raw, dict):
            reader.wrong(where, "an [[alert]] holds keys, not a value")
            continue
        one = _alert(reader, where, raw)
        if one.name in found:
            reader.wrong((*where, "name"), f"there are two alerts called '{one.name}'")
        found[one.name] = one
    return tuple(found.values())


def _alert(reader: Reader, where: Path, raw: dict[str, Any]) -> AlertSettings:
    reader.known(where, raw, ALERT)
    for name in ("name", "to"):
        if name not in raw:
            reader.lacking(where, name, f"this alert lacks '{name}'")
    to = reader.texts((*where, "to"), raw.get("to", []))
    for each in to:
        if not _VARIABLE.fullmatch(each):
            what = "an address may hold a secret: put it into an environment variable, and write "
            reader.wrong((*where, "to"), f'{what}to = ["env:ITS_NAME"]')
    least = reader.choice((*where, "least"), raw.get("least", "error"), tuple(map(str, Severity)))
    patterns = {
        name: reader.texts((*where, name), raw.get(name, []))
        for name in ("productions", "codes", "workbooks", "sheets")
    }
    return AlertSettings(
        name=reader.text((*where, "name"), raw.get("name", "")),
        to=tuple(each.removeprefix("env:") for each in to),
        tell=reader.member(Tell, (*where, "tell"), raw) or Tell.CHANGED,
        least=Severity[least.upper()] if least else Severity.ERROR,
        money=reader.flag((*where, "money"), raw.get("money", False)),
        line=reader.lines.get(where, 0),
        **patterns,
    )

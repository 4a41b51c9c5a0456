"""The unified manifest (JSON), and the package in which it is uploaded.

For Microsoft 365: the web, Windows from version 2501, Mac from 16.103. Schema 1.24 is the first in
which custom functions may be described in a file of their own. Source: Microsoft 365 app manifest
schema reference.
"""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any, Final

from addin.hosts.web.description import BUTTON_SIZES, COLOUR_SIZE, AddIn, Place, icon
from addin.hosts.web.metadata import HELP_PAGE

VERSION: Final = "1.24"
SCHEMA: Final = (
    f"https://developer.microsoft.com/json-schemas/teams/v{VERSION}/MicrosoftTeams.schema.json"
)
_RUNTIME: Final = "TieoutRuntime"
_TIMELESS: Final = (1980, 1, 1, 0, 0, 0)


def unified(addin: AddIn, place: Place) -> dict[str, Any]:
    """The manifest as JSON values."""
    help_page = place.address(HELP_PAGE)
    return {
        "$schema": SCHEMA,
        "manifestVersion": VERSION,
        "version": addin.three_part_version,
        "id": addin.guid,
        "developer": {
            "name": addin.provider,
            "websiteUrl": help_page,
            "privacyUrl": f"{help_page}#privacy",
            "termsOfUseUrl": f"{help_page}#terms",
        },
        "name": {"short": addin.name, "full": addin.name},
        "description": {"short": addin.summary, "full": addin.about},
        "icons": {"outline": "outline.png", "color": "color.png"},
        "accentColor": "#155E54",
        "localizationInfo": {"defaultLanguageTag": "en-us"},
        "validDomains": [place.domain],
        "authorization": {
            "permissions": {"resourceSpecific": [{"name": _permission(addin), "type": "Delegated"}]}
        },
        "extensions": [_extension(addin, place)],
    }


def manifest_json(addin: AddIn, place: Place) -> bytes:
    """The manifest as a file."""
    return json.dumps(unified(addin, place), ensure_ascii=False, indent=2).encode() + b"\n"


def package(addin: AddIn, place: Place) -> bytes:
    """The zip that is uploaded: the manifest and its two icons; the same bytes each time."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in (
            ("manifest.json", manifest_json(addin, place)),
            ("color.png", icon(f"icon-{COLOUR_SIZE}.png")),
            ("outline.png", icon("outline.png")),
        ):
            packed.writestr(zipfile.ZipInfo(name, _TIMELESS), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _permission(addin: AddIn) -> str:
    """Functions alone read nothing but their arguments; a button works on the workbook."""
    return "Document.ReadWrite.User" if addin.buttons else "Document.Read.User"


def _extension(addin: AddIn, place: Place) -> dict[str, Any]:
    needs = [{"name": "CustomFunctionsRuntime", "minVersion": "1.1"}]
    if addin.shared:
        needs.append({"name": "SharedRuntime", "minVersion": "1.1"})
    return {
        "requirements": {"scopes": ["workbook"], "capabilities": needs},
        "runtimes": _runtimes(addin, place),
        "ribbons": [_ribbon(addin, place)],
    }


def _runtimes(addin: AddIn, place: Place) -> list[dict[str, Any]]:
    """One for everything, or one for functions and one for the page beside the sheet."""
    page = place.address("functions.html", keyed=True)
    opens = {"id": addin.pane.name, "type": "openPage", "view": "tieoutPane"}
    runs = [{"id": each.name, "type": "executeFunction"} for each in addin.buttons]
    functions = {
        "namespace": {"id": addin.namespace, "name": addin.namespace},
        "allowCustomDataForDataTypeAny": True,
        "metadataUrl": place.address("functions.json"),
    }
    if addin.shared:
        return [_runtime(_RUNTIME, "long", {"page": page}, [opens, *runs], functions)]
    code = {"page": page, "script": place.address("functions.js", keyed=True)}
    calls = [{"id": "runFunctions", "type": "executeFunction"}]
    pane = {"page": place.address(addin.pane_page, keyed=True)}
    return [
        _runtime(_RUNTIME, "short", code, calls, functions),
        _runtime(f"{_RUNTIME}.Pane", "short", pane, [opens, *runs]),
    ]


def _runtime(
    name: str,
    lifetime: str,
    code: dict[str, str],
    actions: list[dict[str, str]],
    functions: dict[str, Any] | None = None,
) -> dict[str, Any]:
    told: dict[str, Any] = {"id": name, "type": "general", "lifetime": lifetime, "code": code}
    told["actions"] = actions
    return told | ({"customFunctions": functions} if functions else {})


def _ribbon(addin: AddIn, place: Place) -> dict[str, Any]:
    shown = [{"size": n, "url": place.address(f"icon-{n}.png")} for n in BUTTON_SIZES]
    controls = [
        {
            "id": f"tieout.{each.name}",
            "type": "button",
            "label": each.label,
            "icons": shown,
            "supertip": {"title": each.label, "description": each.tip},
            "actionId": each.name,
        }
        for each in (addin.pane, *addin.buttons)
    ]
    group = {"id": "tieout.group", "label": addin.name, "icons": shown, "controls": controls}
    return {
        "contexts": ["default"],
        "tabs": [{"builtInTabId": "TabHome", "groups": [group]}],
    }

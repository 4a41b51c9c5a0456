"""What the command line arranges around the service: quotas, slowness, accounts."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

from sheets_emulator.service import Service

ROBOT = "nightly@emulated-project.iam.gserviceaccount.com"
CLIENT = "emulated-client.apps.googleusercontent.com"
_SCOPES = (
    "https://www.googleapis.com/auth/drive.file",
    "https://www.googleapis.com/auth/spreadsheets",
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this module."""
    parser.add_argument("--quota", action="store_true", help="Google's limits a minute, then 429")
    parser.add_argument(
        "--busy", action="store_true", help="one request a second for a spreadsheet, then 503"
    )
    parser.add_argument("--latency", type=float, metavar="SECONDS", help="how slow each answer is")
    parser.add_argument(
        "--accounts",
        type=Path,
        metavar="FOLDER",
        help="everybody needs a token; the files to sign in with are written to this folder",
    )


def arrange(service: Service, options: argparse.Namespace, address: str) -> list[Path]:
    """Do what the options say; the files that were written.

    Raises:
        OSError: the folder cannot be written.

    """
    if options.quota or options.busy:
        limits = {} if options.quota else dict.fromkeys(_A_MINUTE, 0)
        service.admin("quota", {"on": True, "per_spreadsheet_second": int(options.busy), **limits})
    if options.latency:
        service.admin("latency", {"seconds": options.latency})
    return accounts(service, options.accounts, address) if options.accounts else []


_A_MINUTE = ("reads_per_project", "writes_per_project", "reads_per_user", "writes_per_user")


def accounts(service: Service, folder: Path, address: str) -> list[Path]:
    """A service account, a person who has signed in and a program to sign in with: their files."""
    folder.mkdir(parents=True, exist_ok=True)
    robot = service.admin("accounts", {"service_account": ROBOT, "address": address})
    scopes = " ".join(_SCOPES)
    asked = {"person": service.drive.account, "address": address, "scopes": scopes}
    person = service.admin("accounts", {**asked, "client_id": CLIENT})
    program = {
        "installed": {
            "client_id": person["client_id"],
            "client_secret": person["client_secret"],
            "auth_uri": f"{address}/auth",
            "token_uri": f"{address}/token",
            "redirect_uris": ["http://localhost"],
        }
    }
    files = {"service-account": robot, "authorized-user": person, "client-secret": program}
    service.admin("token", {"on": True})
    return [_kept(folder / f"{name}.json", told) for name, told in files.items()]


def _kept(path: Path, told: object) -> Path:
    """Write a secret so that nobody else may read it."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(told, file, indent=2)
    path.chmod(0o600)
    return path

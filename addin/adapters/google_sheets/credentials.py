"""Credentials of every kind that an administrator may give: files, and what this computer has."""

from __future__ import annotations

import json
import os
import sys
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import google.auth
from google.auth import aws, external_account_authorized_user, identity_pool
from google.auth.credentials import Credentials
from google.auth.exceptions import GoogleAuthError
from google.auth.impersonated_credentials import Credentials as Impersonated
from google.oauth2.credentials import Credentials as Authorized
from google.oauth2.service_account import Credentials as Service

from addin.adapters.google_sheets.account import SERVICE, Account, Means, Wanted
from addin.adapters.google_sheets.hosts import Hosts, is_here
from addin.adapters.google_sheets.renewal import TokenRequest
from addin.adapters.private_files import read_private
from addin.errors import FileMissing, SignInNeeded, UnreadableFile

_ADDRESSES: Final = (
    "token_url",
    "token_info_url",
    "token_uri",
    "service_account_impersonation_url",
    "revoke_url",
)
_AWS: Final = "urn:ietf:params:aws:token-type:aws4_request"


def account_of(wanted: Wanted, hosts: Hosts, scopes: Sequence[str] = SERVICE) -> Account:
    """The account of a credentials file, or of this computer.

    Raises:
        FileMissing: there is no such file.
        UnreadableFile: others may read it, or it holds no credentials that can be used.
        SignInNeeded: this computer has no credentials of its own.
    """
    if wanted.file is not None:
        account = _in_file(wanted.file, scopes)
    else:
        account = _of_this_computer(hosts, scopes)
    if wanted.impersonate:
        return _impersonating(account, wanted, scopes)
    if wanted.subject:
        return _acting_for(account, wanted.subject)
    return account


def outside(file: Path, production: Path) -> Path:
    """The credentials file that a production's settings name, if it stands where it may.

    A production's folder is copied, shared and backed up: a secret does not belong there, and a
    file that came with the folder is not trusted to say who we are.

    Raises:
        UnreadableFile: it stands in the production's folder, or its path is not absolute.
    """
    path = file.expanduser()
    if not path.is_absolute():
        raise UnreadableFile(
            str(file), "credentials are named by their whole path, outside the production's folder"
        )
    if path.resolve().is_relative_to(production.resolve()):
        raise UnreadableFile(
            str(file),
            "credentials do not belong in a production's folder, which is shared and copied; move "
            "them to a folder of your own",
        )
    return path


def _in_file(path: Path, scopes: Sequence[str]) -> Account:
    try:
        found = json.loads(read_private(path))
    except ValueError:
        raise UnreadableFile(str(path), "it holds no credentials of Google's (no JSON)") from None
    if not isinstance(found, dict):
        raise UnreadableFile(str(path), "it holds no credentials of Google's")
    try:
        return _of_info(found, path, scopes)
    except (ValueError, KeyError, TypeError, GoogleAuthError):
        # the library's own words may repeat what is in the file
        raise UnreadableFile(str(path), "the credentials in it are not complete") from None


def _of_info(info: Mapping[str, Any], path: Path, scopes: Sequence[str]) -> Account:
    _check_addresses(info, path)
    kind = info.get("type", "")
    if kind == "service_account":
        key = Service.from_service_account_info(info, scopes=scopes)  # type: ignore[no-untyped-call] # google-auth
        return Account(key, Means.KEY, str(info["client_email"]))
    if kind == "authorized_user":
        person = Authorized.from_authorized_user_info(info)  # type: ignore[no-untyped-call] # google-auth
        return Account(person, Means.GCLOUD, str(info.get("account") or ""))
    if kind == "external_account":
        return Account(_workload(info, path, scopes), Means.WORKLOAD, _becomes(info))
    if kind == "external_account_authorized_user":
        workforce = external_account_authorized_user.Credentials.from_info(info, scopes=scopes)  # type: ignore[no-untyped-call] # google-auth
        return Account(workforce, Means.GCLOUD)
    if kind == "impersonated_service_account":
        impersonated = Impersonated.from_impersonated_service_account_info(info, scopes=scopes)  # type: ignore[no-untyped-call] # google-auth
        return Account(impersonated, Means.IMPERSONATED, _becomes(info))
    if "installed" in info or "web" in info:
        raise UnreadableFile(
            str(path),
            "it is a client for people to sign in with, not an account: give it to 'tieout sheets "
            "login --client'",
        )
    raise UnreadableFile(str(path), "it holds no credentials of a kind that Tieout knows")


def _workload(info: Mapping[str, Any], path: Path, scopes: Sequence[str]) -> Credentials:
    source = info.get("credential_source")
    if isinstance(source, dict) and "executable" in source:
        raise UnreadableFile(str(path), "it would run a program to sign in, which Tieout does not")
    kind = aws if info.get("subject_token_type") == _AWS else identity_pool
    made: Credentials = kind.Credentials.from_info(info, scopes=list(scopes))
    return made


def _check_addresses(info: Mapping[str, Any], path: Path) -> None:
    """Secrets go to Google alone, whatever a file says.

    Raises:
        UnreadableFile: it names another server.
    """
    nested = info.get("source_credentials")
    if isinstance(nested, dict):
        _check_addresses(nested, path)
    for name in _ADDRESSES:
        address = info.get(name)
        if address is None:
            continue
        parts = urlsplit(str(address))
        host = parts.hostname or ""
        google_s = parts.scheme == "https" and host.endswith((".googleapis.com", ".google.com"))
        if not google_s and not (parts.scheme == "http" and is_here(host)):
            raise UnreadableFile(str(path), f"its {name} is not an address of Google's")


def _becomes(info: Mapping[str, Any]) -> str:
    """The service account in the address of an impersonation."""
    address = str(info.get("service_account_impersonation_url") or "")
    return address.rpartition("/serviceAccounts/")[2].partition(":")[0]


def _of_this_computer(hosts: Hosts, scopes: Sequence[str]) -> Account:
    """Application default credentials: a named file, gcloud's, or those of a machine in the cloud.

    The files are read by us, because google-auth asks Google for a project while it loads some.
    """
    named = os.environ.get("GOOGLE_APPLICATION_CREDENTIALS")
    if named:
        return _in_file(Path(named), scopes)
    try:
        return _in_file(_gcloud_file(), scopes)
    except FileMissing:
        pass
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found, _ = google.auth.default(
                scopes=list(scopes), request=TokenRequest(hosts.session())
            )
    except GoogleAuthError:
        raise SignInNeeded(
            "Google Sheets",
            "this computer has no credentials of its own (application default credentials)",
        ) from None
    return Account(found, Means.MACHINE, str(getattr(found, "service_account_email", "")))


def _gcloud_file() -> Path:
    """Where gcloud keeps its application default credentials."""
    given = os.environ.get("CLOUDSDK_CONFIG")
    if given:
        folder = Path(given)
    elif sys.platform == "win32":
        folder = Path(os.environ.get("APPDATA") or Path.home()) / "gcloud"
    else:
        folder = Path.home() / ".config" / "gcloud"
    return folder / "application_default_credentials.json"


def _impersonating(account: Account, wanted: Wanted, scopes: Sequence[str]) -> Account:
    made = Impersonated(  # type: ignore[no-untyped-call] # google-auth has no hints here
        source_credentials=account.credentials,
        target_principal=wanted.impersonate,
        target_scopes=list(scopes),
        subject=wanted.subject or None,
    )
    return Account(made, Means.IMPERSONATED, wanted.subject or wanted.impersonate)


def _acting_for(account: Account, subject: str) -> Account:
    """The account acting for a person of its domain, as an administrator allowed it to.

    Raises:
        SignInNeeded: an account of this kind cannot.
    """
    if not isinstance(account.credentials, Service):
        raise SignInNeeded(
            "Google Sheets",
            f"only a service account can act for {subject}; this is {account.means}",
        )
    acting = account.credentials.with_subject(subject)  # type: ignore[no-untyped-call] # google-auth
    return replace(account, credentials=acting, address=subject)

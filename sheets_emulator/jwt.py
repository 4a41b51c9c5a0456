"""The signed letter with which a service account asks for a token (RFC 7523)."""

from __future__ import annotations

import base64
import binascii
import json
import time
from typing import Any

from sheets_emulator.keys import PublicKey, is_signed

_LONGEST = 3600  # seconds that such a letter may be valid
_LEEWAY = 300  # seconds that two clocks may differ


class BadLetter(Exception):
    """What is wrong with it, in Google's words."""


def claims(assertion: str) -> dict[str, Any]:
    """What the letter says, unchecked.

    Raises:
        BadLetter: it is no signed letter.

    """
    try:
        head, body, _ = assertion.split(".")
        header, said = json.loads(_bytes(head)), json.loads(_bytes(body))
    except (ValueError, binascii.Error):
        raise BadLetter("Bad Request") from None
    if not isinstance(said, dict) or header.get("alg") != "RS256":
        raise BadLetter("Invalid JWT: only RS256 is accepted.")
    return said


def check(assertion: str, said: dict[str, Any], key: PublicKey | None) -> None:
    """Hold it against the machine's clock and, if the account's key is known, its signature.

    The machine's clock and not the emulator's: the sender stamps it with its own.

    Raises:
        BadLetter: it is stale, for somebody else, or not signed by that key.

    """
    now = time.time()
    issued, until = said.get("iat"), said.get("exp")
    if (
        not isinstance(issued, int | float)
        or not isinstance(until, int | float)
        or until - issued > _LONGEST
        or until < now - _LEEWAY
        or issued > now + _LEEWAY
    ):
        raise BadLetter(
            "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable "
            "timeframe. Check your iat and exp values in the JWT claim."
        )
    if not str(said.get("aud", "")).endswith("/token"):
        raise BadLetter("Invalid JWT: Failed audience check.")
    message, _, signature = assertion.rpartition(".")
    if key and not is_signed(message.encode(), _bytes(signature), key):
        raise BadLetter("Invalid JWT Signature.")


def _bytes(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))

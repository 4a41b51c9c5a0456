"""What a browser sends: the fields of a form, or one file with them; never more than is asked."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from addin.hosts.web.review.refused import Refused

FORM: Final = "application/x-www-form-urlencoded"
UPLOAD: Final = "multipart/form-data"
_MOST_FIELDS: Final = 1200
_MOST_PARTS: Final = 8
_LONGEST_HEAD: Final = 2048
_BOUNDARY: Final = re.compile(r"[0-9A-Za-z'()+_,./:=?-]{1,70}")
_NAMED: Final = re.compile(r'form-data; ?name="([^"\r\n]*)"(?:; ?filename="([^"\r\n]*)")?')
_QUOTED: Final = {"%22": '"', "%0D": "\r", "%0A": "\n"}  # as browsers write them in a file's name


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is taken: bytes of a form and of a file, and how many seconds it may take."""

    form: int = 256 * 1024
    file: int = 32 * 1024 * 1024
    form_seconds: float = 15.0
    file_seconds: float = 120.0


@dataclass(frozen=True, slots=True)
class Sent:
    """The fields, in order, and the file if there is one: its name as the browser says it."""

    fields: Mapping[str, Sequence[str]] = field(default_factory=dict)
    file_name: str = ""
    content: bytes = b""

    def first(self, name: str) -> str:
        """The value of a field; empty where it was not sent."""
        return next(iter(self.fields.get(name, ())), "")

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a field, each once."""
        return tuple(dict.fromkeys(self.fields.get(name, ())))


NOTHING_SENT: Final = Sent()


async def sent_form(request: Request, sizes: Sizes) -> Sent:
    """The fields of a plain form.

    Raises:
        Refused: it is none, is too large, or does not arrive.
    """
    _require(request, FORM)
    body = await _body(request, sizes.form, sizes.form_seconds)
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError:
        raise Refused(400, "What was sent is no form. Nothing was done.") from None
    return Sent(_fields(pairs))


async def sent_file(request: Request, sizes: Sizes) -> Sent:
    """One file and the fields beside it.

    Raises:
        Refused: it is something else, is too large, or does not arrive.
    """
    kind = _require(request, UPLOAD)
    boundary = kind.partition("boundary=")[2].strip().strip('"')
    if not _BOUNDARY.fullmatch(boundary):
        raise Refused(400, "What was sent is no file. Nothing was kept.")
    body = await _body(request, sizes.file + sizes.form, sizes.file_seconds)
    return _parts(body, boundary.encode("ascii"), sizes)


def _require(request: Request, wanted: str) -> str:
    kind = request.headers.get("content-type", "")
    if kind.partition(";")[0].strip().lower() != wanted:
        raise Refused(415, "What was sent is no form of this service. Nothing was done.")
    if "content-encoding" in request.headers:
        raise Refused(415, "What was sent is packed. Nothing was done.")
    return kind.partition(";")[2]


async def _body(request: Request, most: int, seconds: float) -> bytes:
    """The body, counted as it comes: its announced length is believed only if it is too large."""
    too_large = Refused(
        413, f"That is too large: up to {most // 1024:,} KiB are taken. Nothing was kept."
    )
    announced = request.headers.get("content-length", "0")
    if not announced.isdigit() or int(announced) > most:
        raise too_large
    body = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for chunk in request.stream():
                body += chunk
                if len(body) > most:
                    raise too_large
    except TimeoutError:
        raise Refused(408, "It did not arrive in time. Nothing was done.") from None
    except ClientDisconnect:
        raise Refused(400, "The connection was closed. Nothing was done.") from None
    return bytes(body)


def _fields(pairs: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value.replace("\x00", ""))
    return found


def _parts(body: bytes, boundary: bytes, sizes: Sizes) -> Sent:
    """The parts of a form with a file (RFC 7578), which are few.

    They are cut at their boundary a bounded number of times, so that a body of a million parts
    costs no more than one of eight.
    """
    wrong = Refused(400, "What was sent is no file. Nothing was kept.")
    first, *parts = (b"\r\n" + body).split(b"\r\n--" + boundary, _MOST_PARTS + 2)
    if first or len(parts) > _MOST_PARTS + 1 or not parts or parts.pop().rstrip() != b"--":
        raise wrong
    pairs: list[tuple[str, str]] = []
    file: tuple[str, bytes] | None = None
    for part in parts:
        head, blank, content = part.partition(b"\r\n\r\n")
        if not blank or len(head) > _LONGEST_HEAD:
            raise wrong
        name, file_name = _named(head, wrong)
        if file_name is None:
            pairs.append((name, _text(content[: sizes.form], wrong)))
        elif file is not None:
            raise Refused(400, "One file at a time, please. Nothing was kept.")
        elif len(content) > sizes.file:
            most = sizes.file // 1024
            raise Refused(
                413, f"That is too large: up to {most:,} KiB are taken. Nothing was kept."
            )
        else:
            file = file_name, content
    name, content = file or ("", b"")
    return Sent(_fields(pairs), name, content)


def _named(head: bytes, wrong: Refused) -> tuple[str, str | None]:
    for line in _text(head, wrong).split("\r\n"):
        header, _, value = line.partition(":")
        if header.strip().lower() == "content-disposition":
            found = _NAMED.fullmatch(value.strip())
            if found is None:
                raise wrong
            name = found[2]
            for written, meant in _QUOTED.items():
                name = name.replace(written, meant) if name is not None else None
            return found[1], name
    raise wrong


def _text(content: bytes, wrong: Refused) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise wrong from None

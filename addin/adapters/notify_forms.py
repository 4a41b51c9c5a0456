"""What each service is given of a message: mail HTML and plain text, Teams Markdown, others text.

A service that takes fewer letters is given whole lines, and is told how many there are more: left
to itself, Apprise would cut within a word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from addin.adapters.notify_text import as_html, as_markdown, bold, fitted
from addin.domain.within import within

if TYPE_CHECKING:
    from addin.ports.notify import Message

Form = Literal["html", "markdown", "text"]
"""What a body is written in."""

_MAIL: Final = frozenset({"mailto", "mailtos"})
_TEAMS: Final = frozenset({"workflow", "workflows", "msteams"})
_PARTED: Final = 2
"""Letters between a title and the text, where a service shows them as one."""


def formed(service: Any, message: Message) -> tuple[str, str, Form]:
    """Title, body, and what the body is written in."""
    title = within(message.title, service.title_maxlen or service.body_maxlen)
    room = service.body_maxlen
    if not service.title_maxlen:
        room -= len(title) + _PARTED
    schemas = _schemas(service)
    if schemas & _MAIL:
        return title, fitted(message.text, room, as_html), "html"
    if schemas & _TEAMS:  # which does not break a title into lines, and cuts it within a word
        top = f"{bold(title)}\n\n"
        body = fitted(message.text, service.body_maxlen - len(top), as_markdown)
        return "", f"{top}{body}", "markdown"
    return title, fitted(message.text, room), "text"


def _schemas(service: Any) -> frozenset[str]:
    """What the addresses of a service begin with."""
    found: set[str] = set()
    for names in (service.protocol, service.secure_protocol):
        found.update((names,) if isinstance(names, str) else names or ())
    return frozenset(found)

"""What stands in the way of serving the functions; nothing was started or written then."""

from __future__ import annotations

from addin.errors import AddinError


class NotServed(AddinError):
    """The functions cannot be served like this; nothing was started. The text says what to do."""

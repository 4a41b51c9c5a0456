"""Who is asking: the token endpoint, and what an unknown or expired token gets; off by default."""

from __future__ import annotations

from sheets_emulator.hook import Hook
from sheets_emulator.service import Service


def install(service: Service) -> Hook:
    """The hook of this module for `service`."""
    del service
    return Hook()

"""Who delivers alerts."""

from __future__ import annotations

import os
from collections.abc import Mapping

from addin.ports.notify import Notifier


def notifier(environment: Mapping[str, str] | None = None) -> Notifier:
    """Delivers to the addresses in the environment's variables."""
    from addin.adapters.notify import AppriseNotifier  # noqa: PLC0415 - few runs tell anybody

    return AppriseNotifier(os.environ if environment is None else environment)

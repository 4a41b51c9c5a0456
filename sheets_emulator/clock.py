"""The service's clock: the machine's, until a test stops it and steps it."""

from __future__ import annotations

import datetime as dt


class Clock:
    """What time it is for times of files, for NOW(), for quotas and for tokens."""

    def now(self) -> dt.datetime:
        """The moment, in UTC."""
        return dt.datetime.now(dt.UTC)

"""The report of a production as a page, from what the studio keeps of its nights."""

from __future__ import annotations

from collections.abc import Sequence

from addin.domain.night import Moment, ProductionNight
from addin.hosts.web.review.rendering import rendered


def kept_page(night: ProductionNight, moments: Sequence[Moment]) -> str:
    """The whole page, one file with its style in it; ``moments`` are its nights, oldest first."""
    del moments
    return rendered("kept", night=night)

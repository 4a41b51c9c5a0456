"""The review service as part of the server: its routes, and the processes behind them."""

from __future__ import annotations

import logging
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from starlette.routing import Route

from addin.errors import AddinError
from addin.hosts.web.access import REVIEW, Access
from addin.hosts.web.limits import Limits
from addin.hosts.web.presses import Presses
from addin.hosts.web.productions import Productions
from addin.hosts.web.review.door import routes_of
from addin.hosts.web.review.review import Review
from addin.hosts.web.review.routes import RULES
from addin.hosts.web.review.studio import Studio

_LOG: Final = logging.getLogger("tieout")
COMMAND: Final = (sys.executable, "-P", "-m", "addin.hosts.web.review.worker")


@asynccontextmanager
async def reviewed(
    studio: Studio | None, access: Access, base: str, limits: Limits, today: str = ""
) -> AsyncIterator[Sequence[Route]]:
    """The routes of the review service of a studio; none where no studio is served."""
    if studio is None:
        yield ()
        return
    folders = Productions(studio.folders, Path())
    async with Presses(folders, limits, COMMAND, today) as presses:
        review = review_of(studio, presses, access, base)
        try:
            await review.restore_sessions()
        except AddinError as error:
            _LOG.error("review: everybody signs in anew: %s", error)
        yield routes_of(review, RULES)


def review_of(studio: Studio, presses: Presses, access: Access, base: str) -> Review:
    """The service as it stands at an address; behind a proxy that may have a path in front."""
    parts = urlsplit(base)
    return Review(
        studio,
        presses,
        access.origins,
        root=f"{parts.path.rstrip('/')}{REVIEW}",
        is_https=parts.scheme == "https",
    )

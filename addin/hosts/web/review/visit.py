"""One request of a person: who they are, which production it is about, what they sent."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from starlette.requests import Request

from addin.hosts.web.review.forms import NOTHING_SENT, Sent
from addin.hosts.web.review.sessions import Session
from addin.hosts.web.review.studio import Shown
from addin.ports.people import Role

if TYPE_CHECKING:
    from addin.hosts.web.review.review import Review


class Least(Enum):
    """Who may come."""

    ANYBODY = "anybody"
    VIEWER = "viewer"
    EDITOR = "editor"


@dataclass(frozen=True, slots=True)
class Visit:
    """A request that has passed the door; ``session`` is None only where anybody may come."""

    review: Review
    request: Request
    address: str
    session: Session | None = None
    production: Shown | None = None
    sent: Sent = NOTHING_SENT

    @property
    def signed_in(self) -> Session:
        """The session of a page that only people who are signed in see."""
        assert self.session is not None  # noqa: S101 - the door saw to it
        return self.session

    @property
    def shown(self) -> Shown:
        """The production of a page that is about one."""
        assert self.production is not None  # noqa: S101 - the door saw to it
        return self.production

    @property
    def decides(self) -> bool:
        """Whether the person may decide."""
        return self.session is not None and self.session.person.role is Role.EDITOR

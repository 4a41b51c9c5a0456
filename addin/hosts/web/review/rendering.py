"""The pages of the review service, from their templates; what they show is escaped, always."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from starlette.responses import HTMLResponse, RedirectResponse, Response

from addin.domain.money import NO_CURRENCY, Money
from addin.hosts.web.review.visit import Visit
from addin.reports.charts.days import date
from addin.reports.check import plural
from addin.reports.page_base import amount, bracketed, moment, stylesheet

if TYPE_CHECKING:
    from jinja2 import Environment


_MOST_SAID: Final = 5


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - few serve pages

    environment = Environment(
        loader=PackageLoader("addin.hosts.web.review", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["plural"] = plural
    environment.filters.update(money=_money, bracketed=bracketed, moment=moment, date=date)
    return environment


def page(visit: Visit, name: str, status: int = 200, **told: Any) -> Response:
    """A page; it tells what became of what the person did last, once."""
    session = visit.session
    said = tuple(session.said) if session else ()
    if session:
        session.said.clear()
    template = _environment().get_template(f"{name}.html.j2")
    text = template.render(
        root=visit.review.root,
        studio=visit.review.studio.key,
        person=session.person if session else None,
        form=session.form if session else "",
        decides=visit.decides,
        production=visit.production,
        said=said,
        **told,
    )
    return HTMLResponse(text, status)


def back(visit: Visit, below: str, *, ok: bool, sentence: str) -> Response:
    """To the page that shows what became of it, so that nothing is sent twice."""
    said = visit.signed_in.said
    said.append((ok, sentence))
    del said[:-_MOST_SAID]
    return RedirectResponse(f"{visit.review.root}{below}", 303)


def sheet() -> str:
    """The style of the pages: that of all pages of the house, and what only these have."""
    return f"{stylesheet()}{asset('review.css').decode()}"


@cache
def asset(name: str) -> bytes:
    """A style sheet or a script that stands beside the pages."""
    return resources.files("addin.hosts.web.review").joinpath("pages", name).read_bytes()


def _money(minor: int | None, currency: str) -> str:
    if minor is None:
        return ""
    return amount(Money(minor, currency or NO_CURRENCY))

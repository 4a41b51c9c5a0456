"""In which order workbooks are computed: those that others link to come first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from addin.tables.function_names import is_our_addin
from addin.tables.linked_books import linked_book
from addin.tables.table import Book


@dataclass(frozen=True, slots=True)
class Order:
    """The workbooks by name, each behind those it links to; and those that link in a circle.

    Within a circle no order is right: each of its workbooks reads what the others show.
    """

    names: tuple[str, ...]
    circles: tuple[tuple[str, ...], ...] = ()


def links_among(books: Sequence[Book]) -> dict[str, tuple[str, ...]]:
    """Each workbook → the others among these that its links point at."""
    by_name = {book.name: book for book in books}
    found: dict[str, tuple[str, ...]] = {}
    for book in books:
        others = {name: other for name, other in by_name.items() if name != book.name}
        read = (linked_book(target, others) for target in book.links.values())
        found[book.name] = tuple(dict.fromkeys(other.name for other in read if other))
    return found


def missing_links(book: Book, others: Mapping[str, Book]) -> tuple[str, ...]:
    """The workbooks that a book's formulas link to and that are not there, as its file states them.

    Links that no formula uses any more stay in many files; they do not count, nor does a link to
    our own add-in, whose functions are at hand.
    """
    used = set(_numbers_used(book))
    targets = dict.fromkeys(book.links[number] for number in sorted(used & book.links.keys()))
    wanted = (target for target in targets if not is_our_addin(target))
    return tuple(target for target in wanted if linked_book(target, others) is None)


def _numbers_used(book: Book) -> Iterator[int]:
    if book.links:
        formulas = (text for sheet in book.sheets for text in sheet.formulas.values())
        for text in (*formulas, *book.names.values()):
            if "[" in text:
                yield from map(int, _LINK.findall(text))


_LINK = re.compile(r"\[(\d+)\]")


def in_order(draws_on: Mapping[str, Sequence[str]]) -> Order:
    """Every name once, behind all it draws on unless they stand in a circle.

    >>> in_order({"Topsheet": ["Budget"], "Budget": []}).names
    ('Budget', 'Topsheet')
    """
    groups = tuple(_groups(draws_on))
    names = tuple(name for group in groups for name in group)
    circles = tuple(group for group in groups if len(group) > 1)
    return Order(names, circles)


def _groups(draws_on: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Names that draw on one another, after Tarjan: a group comes after those it draws on."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    open_: dict[str, None] = {}
    for start in draws_on:
        if start in order:
            continue
        stack = [_entered(start, draws_on, order, low, open_)]
        while stack:
            name, following = stack[-1]
            for other in following:
                if other not in order:
                    stack.append(_entered(other, draws_on, order, low, open_))
                    break
                if other in open_:
                    low[name] = min(low[name], order[other])
            else:
                stack.pop()
                if stack:
                    above = stack[-1][0]
                    low[above] = min(low[above], low[name])
                if low[name] == order[name]:
                    yield tuple(_closed(name, open_))


def _entered(
    name: str,
    draws_on: Mapping[str, Sequence[str]],
    order: dict[str, int],
    low: dict[str, int],
    open_: dict[str, None],
) -> tuple[str, Iterator[str]]:
    order[name] = low[name] = len(order)
    open_[name] = None
    return name, (other for other in draws_on.get(name, ()) if other in draws_on)


def _closed(name: str, open_: dict[str, None]) -> list[str]:
    group: list[str] = []
    while not group or group[-1] != name:
        group.append(open_.popitem()[0])
    return sorted(group)

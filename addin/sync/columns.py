"""Columns that were renamed, are new, or whose headings changed places: said, never acted on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from addin.ports.binding import Binding, BoundColumn
from addin.sync.changes import synced
from addin.sync.policy import Side


def renamed(binding: Binding, headings: Mapping[str, str], side: Side) -> Iterator[str]:
    """A sentence for each column whose heading is another one now; it is synced all the same.

    ``headings`` is what stands above each column, by the binding's name for it. In the sheet a
    column is known by a mark that moves with it, so that its heading is only a check.
    """
    for column in _bound(binding):
        now = headings.get(column.name)
        if now is None or _same(now, column):
            continue
        yield (
            f"The heading of {column.name} in the {side} is now {now.strip() or 'empty'}. "
            f"The column is synced as before; name it {column.name} again, or bind it anew "
            "if it holds something else."
        )


def exchanged(binding: Binding, headings: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Columns under the heading of another one, each with that heading: somebody moved headings."""
    known = {_plain(text): one.name for one in _bound(binding) for text in (one.name, one.heading)}
    return tuple(
        (column.name, known[_plain(now)])
        for column in _bound(binding)
        if (now := headings.get(column.name)) is not None
        and not _same(now, column)
        and known.get(_plain(now), column.name) != column.name
    )


def strangers(binding: Binding, headings: Mapping[str, str]) -> bool:
    """Whether not one heading is as it was: another table. One column alone proves nothing."""
    bound = [column for column in _bound(binding) if column.name in headings]
    return len(bound) > 1 and not any(_same(headings[one.name], one) for one in bound)


def new(binding: Binding, headings: Iterable[str], side: Side) -> Iterator[str]:
    """A sentence for each heading of a side that the binding does not know.

    Every column of the binding is known, also one that is never synced.
    """
    known = {_plain(text) for one in binding.columns for text in (one.name, one.heading) if text}
    for heading in headings:
        if _plain(heading) and _plain(heading) not in known:
            yield (
                f"{heading.strip()} is a new column in the {side} and is not synced. "
                "Add it to the binding to sync it."
            )


def _bound(binding: Binding) -> Iterator[BoundColumn]:
    names = synced(binding)
    return (one for one in binding.columns if one.name in names)


def _same(heading: str, column: BoundColumn) -> bool:
    return _plain(heading) in {_plain(column.name), _plain(column.heading)} - {""}


def _plain(heading: str) -> str:
    return " ".join(heading.split()).casefold()

"""Addresses as people write them; a password in one is never shown."""

from __future__ import annotations

import builtins
import datetime as dt
import logging
import os
import sys

import pytest

from addin import wiring
from addin.adapters.database.address import engine_at, shown, url_of
from addin.adapters.database.connected import Connected
from addin.adapters.database.nights import DatabaseNights
from addin.errors import HistoryUnusable
from addin.wiring.nights import address_in, address_of, nights
from tests.adapters.database.drawn_nights import plan

SECRET = "hunter2-öffne"  # noqa: S105 - planted


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_what_people_write_for_postgresql_is_spoken_by_our_driver(scheme):
    """Also as hosting services write it."""
    assert url_of(f"{scheme}://sam@db/studio").drivername == "postgresql+psycopg"


@pytest.mark.skipif(os.name == "nt", reason="such names are none there")
@pytest.mark.parametrize(
    "name", ["Who's There?", "a?mode=ro", "100%41 #1", "R&D @ 5:30 [x]", "Fünf ↔ 五", "old \udcff"]
)
def test_a_production_of_any_name_keeps_its_history_in_its_own_folder(tmp_path, name):
    """Marks that mean something in an address mean nothing in the name of a folder."""
    folder = tmp_path / name
    folder.mkdir()
    with wiring.kept(folder, None) as kept:
        assert kept is not None
        kept.history.record("Show", [], dt.datetime(2026, 3, 2))
    assert (folder / ".tieout" / "history.db").is_file()
    assert [path.name for path in tmp_path.iterdir()] == [name]
    with wiring.kept(folder, None, is_dry=True) as kept:
        assert kept is not None
        assert kept.history.waivers("Show") == ()
    if name.isprintable():  # as words for another process
        found = Connected(address_in(folder))
        found.reached()
        found.close()
        assert (folder / ".tieout" / "studio.db").is_file()


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql://sam:{SECRET}@127.0.0.1:1/studio",
        f"postgresql://sam@127.0.0.1:1/studio?password={SECRET}",
        f"postgresql://127.0.0.1:1/studio?user=sam&password={SECRET}&connect_timeout=2",
        f"postgresql://sam:{SECRET}@127.0.0.1:port/studio",
        f"postgresql://sam:{SECRET}/x@127.0.0.1:1/studio",
        f"postgresql://sam:{SECRET}@[broken/studio",
        f"nosuch://sam:{SECRET}@127.0.0.1/studio",
        f"slack://{SECRET}@{SECRET}/{SECRET}",  # a variable of alerts, named by mistake
        f"postgresql+nosuch://sam:{SECRET}@127.0.0.1/studio",
        f"postgresql://sam:{SECRET}@127.0.0.1:1/studio?sslmode={SECRET}",
        f"postgresql://sam:{SECRET}@127.0.0.1:1/studio?nosuch={SECRET}",
        f"sam:{SECRET}@db",
        SECRET,
    ],
)
def test_a_password_is_in_no_message_log_or_repr(address, caplog):
    """Whatever is wrong with the address, and however deep one looks into the error."""
    caplog.set_level(logging.DEBUG)
    told: list[str] = []

    def opened() -> None:
        database = Connected(address)
        told.extend([repr(database), repr(database._engine), str(vars(database))])
        with database.transaction():
            pass

    with pytest.raises(HistoryUnusable) as refused:
        opened()
    error: BaseException | None = refused.value
    while error is not None:
        told += [str(error), repr(error), str(error.args)]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)

    assert SECRET not in "\n".join([*told, caplog.text])


def test_a_password_of_a_real_server_is_in_no_message(postgres, caplog):
    """One that is wrong, one that is right but refused something."""
    caplog.set_level(logging.DEBUG)
    right = postgres.database()
    wrong = right.replace(postgres.password, SECRET)
    with pytest.raises(HistoryUnusable) as first:
        DatabaseNights(Connected(wrong)).begin(plan())
    with pytest.raises(HistoryUnusable) as second:
        DatabaseNights(Connected(right + "_that_is_not_there")).begin(plan())

    assert "authentication failed" in str(first.value)
    assert "does not exist" in str(second.value)
    for secret in (SECRET, postgres.password):
        assert secret not in f"{first.value} {second.value} {caplog.text}"


def test_an_address_is_shown_without_what_may_be_secret():
    """Who, where and which database; nothing of what follows the question mark."""
    url = url_of(f"postgresql://sam:{SECRET}@db.example:5433/studio?sslmode=require&password=x")

    assert shown(url) == "postgresql://sam@db.example:5433/studio"


def test_a_driver_that_is_missing_is_named_with_its_extra(monkeypatch):
    """And how to get it."""
    for name in [one for one in sys.modules if one.partition(".")[0] == "psycopg"]:
        monkeypatch.delitem(sys.modules, name)
    real = builtins.__import__

    def without(name, *rest, **more):
        if name.partition(".")[0] == "psycopg":
            raise ModuleNotFoundError("No module named 'psycopg'")
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(HistoryUnusable, match=r"pip install 'tieout\[postgres\]'"):
        engine_at(f"postgresql://sam:{SECRET}@db/studio")


def test_an_address_may_be_named_by_a_variable(tmp_path):
    """So that no file holds a password; one that is not set is named, alone."""
    said = {"STUDIO": f" sqlite:///{tmp_path}/a.db ", "EMPTY": " "}

    assert address_of("env:STUDIO", said) == f"sqlite:///{tmp_path}/a.db"
    assert address_of("sqlite:///b.db", said) == "sqlite:///b.db"
    for name in ("EMPTY", "NONE"):
        with pytest.raises(HistoryUnusable, match=f"{name} is not set"):
            address_of(f"env:{name}", said)


def test_nights_are_kept_beside_the_manifest_unless_an_address_says_otherwise(tmp_path):
    """Bare folders have neither."""
    with nights(tmp_path) as kept:
        kept.begin(plan())
    with nights(None, f"sqlite:///{tmp_path / 'other.db'}") as kept:
        kept.begin(plan())
    with pytest.raises(HistoryUnusable), nights(None):
        pass

    assert (tmp_path / ".tieout" / "studio.db").exists()
    assert (tmp_path / "other.db").exists()

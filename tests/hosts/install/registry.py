"""Windows' ``winreg`` as its documentation has it, in memory."""

from __future__ import annotations

from contextlib import contextmanager
from types import ModuleType
from typing import Any

NOT_THERE = (2, "The system cannot find the file specified")


class Registry(ModuleType):
    """The functions that installing uses; keys without regard to capitals."""

    HKEY_CURRENT_USER = "HKEY_CURRENT_USER"
    HKEY_LOCAL_MACHINE = "HKEY_LOCAL_MACHINE"
    REG_SZ = 1
    KEY_READ = 0x20019
    KEY_WOW64_64KEY = 0x0100

    def __init__(self) -> None:
        super().__init__("winreg")
        self.keys: dict[str, dict[str, Any]] = {}

    def make(self, key: str, **values: Any) -> None:
        """A key with values and all those above it; ``default`` is the unnamed one."""
        parts = key.lower().split("\\")
        for count in range(1, len(parts) + 1):
            self.keys.setdefault("\\".join(parts[:count]), {})
        named = {("" if name == "default" else name): value for name, value in values.items()}
        self.keys[key.lower()].update(named)

    def QueryValue(self, root: str, key: str) -> str:  # noqa: N802 - Python's name
        """The unnamed value; empty if the key has none."""
        return str(self._key(f"{root}\\{key}").get("", ""))

    def SetValue(self, root: str, key: str, kind: int, value: str) -> None:  # noqa: N802
        """Set the unnamed value, making keys."""
        assert kind == self.REG_SZ
        self.make(f"{root}\\{key}", default=value)

    def DeleteKey(self, root: str, key: str) -> None:  # noqa: N802
        """Remove a key that has none below it."""
        full = f"{root}\\{key}".lower()
        self._key(full)
        if any(each.startswith(full + "\\") for each in self.keys):
            raise PermissionError(5, "Access is denied")
        del self.keys[full]

    @contextmanager
    def OpenKey(self, root: str, key: str, reserved: int = 0, access: int = KEY_READ):  # noqa: N802
        """A key to be read."""
        assert reserved == 0
        assert access & self.KEY_READ == self.KEY_READ
        yield self._key(f"{root}\\{key}")

    def QueryValueEx(self, opened: dict[str, Any], name: str) -> tuple[Any, int]:  # noqa: N802
        """A named value and its kind."""
        if name not in opened:
            raise FileNotFoundError(*NOT_THERE)
        return opened[name], 0

    def QueryInfoKey(self, opened: dict[str, Any]) -> tuple[int, int, int]:  # noqa: N802
        """How many keys and values it has."""
        return 0, len(opened), 0

    def EnumValue(self, opened: dict[str, Any], at: int) -> tuple[str, Any, int]:  # noqa: N802
        """One of its values."""
        name = list(opened)[at]
        return name, opened[name], 0

    def _key(self, key: str) -> dict[str, Any]:
        found = self.keys.get(key.lower())
        if found is None:
            raise FileNotFoundError(*NOT_THERE)
        return found

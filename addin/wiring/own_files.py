"""The user's own folder, and files in it that nobody else can read."""

from __future__ import annotations

from addin.adapters.private_files import own_folder, write_private

__all__ = ["own_folder", "write_private"]

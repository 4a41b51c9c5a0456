"""``python -m addin`` is ``tieout``."""

from addin.cli import main

main()

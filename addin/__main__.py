"""``tieout`` and ``python -m addin``: stopped while it is loaded, it says so in a sentence too."""

import sys


def main() -> None:
    """Run the command line; stopped before it could listen, it ends with status 2 all the same."""
    try:
        from addin.cli import main as run  # noqa: PLC0415 - loading it is what may be stopped

        run()
    except KeyboardInterrupt:
        sys.stderr.write(
            "Stopped. Every workbook is as it was, or wholly written with a backup beside it.\n"
        )
        sys.exit(2)


if __name__ == "__main__":
    main()

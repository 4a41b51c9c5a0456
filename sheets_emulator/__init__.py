"""Google Sheets on your own machine: the Sheets API v4, and of Drive v3 what spreadsheets need.

Standard library only. ``python -m sheets_emulator --port 0`` prints its address;
``sheets_emulator.start()`` serves from threads of your own process.
"""

from sheets_emulator.emulator import Emulator, start

__all__ = ["Emulator", "start"]

"""Google Sheets on your own machine: the Sheets API v4, and of Drive v3 what spreadsheets need.

Standard library only. ``python -m sheets_emulator --port 0`` prints its address.
"""

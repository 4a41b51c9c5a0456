"""The spreadsheet functions: pure, registered once, the same on every host.

``catalogue`` lists them, ``call`` is the one way to run them; a noun of the trade is one module.
"""

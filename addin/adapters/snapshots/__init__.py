"""Workbooks that a host has open and sends as JSON: on the web, and in Calc."""

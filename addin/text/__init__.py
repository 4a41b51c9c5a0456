"""Bytes to text, and text to records: what every reader of exported files begins with."""

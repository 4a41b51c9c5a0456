"""Whole new sheets: cells with formats and links, rules, lists, and how Tieout knows its own."""

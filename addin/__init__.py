"""Tieout: production budgets, cost reports and schedules, tied out in the workbooks you have."""

__version__ = "0.1.0"

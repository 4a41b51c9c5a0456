"""The trade: money, accounts, budgets, commitments, actuals and cost reports.

Records and arithmetic only. Standard library only. Nothing here knows of Excel, of files or of
where a number is shown.
"""

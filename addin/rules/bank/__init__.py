"""Rules on bank and card statements, the cash book, their reconciliation, and petty cash."""

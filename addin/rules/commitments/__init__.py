"""Rules on purchase orders and invoices."""

"""Rules on the ledger, its journals and the trial balance."""

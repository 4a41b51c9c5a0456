"""Ways of pairing rows, one a file; ``addin.reconcile.pairings`` puts them in order."""

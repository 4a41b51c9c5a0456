"""A shared sheet of Google's: read, written in marked batches, verified, repaired."""

"""What writers do to workbooks that other programs made: the same edits, the same judges."""

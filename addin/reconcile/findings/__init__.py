"""What a reconciliation finds, one kind a file; in the form of a rule, over two lists."""

"""What a coordinator asks for: gather, decide, apply; button, command and night call the same."""

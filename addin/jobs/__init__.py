"""What a coordinator asks for: gather, decide, apply. Button, command and night call the same job."""

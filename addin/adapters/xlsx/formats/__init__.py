"""How cells look: formats are appended to the styles part, never changed."""

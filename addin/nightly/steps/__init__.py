"""The steps of one production's night, a module each."""

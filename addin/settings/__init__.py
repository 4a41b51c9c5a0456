"""``production.toml``: what a person confirmed about one production, as frozen settings."""

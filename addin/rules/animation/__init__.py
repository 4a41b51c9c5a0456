"""Rules on shot lists, assets and tasks of animation and effects."""

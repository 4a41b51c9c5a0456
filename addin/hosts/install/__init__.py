"""Installing for one user: a plan that can be shown, of steps that can be undone."""

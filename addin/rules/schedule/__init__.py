"""Rules on schedules and production plans."""

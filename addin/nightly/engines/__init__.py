"""Where the productions of a night are worked on: here, in processes, on other machines."""

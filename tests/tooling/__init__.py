"""The project's own scripts do what they promise."""

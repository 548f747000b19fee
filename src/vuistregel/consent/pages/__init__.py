"""Pages of this room, one subject per module."""

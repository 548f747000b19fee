"""Contact lists of a group: who may stand on one, what it looks like, which copies went out (R5.18-R5.22)."""

"""The pages of this room, one subject per module. Thin: they ask `visible` and the matrix, and call actions."""

"""Tests of the whole house; a room's own tests lie in its folder."""

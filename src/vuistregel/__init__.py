"""Vuistregel: privacy in ten steps, computed from evidence."""

__version__ = "0.1.0"

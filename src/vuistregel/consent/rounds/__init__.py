"""Asking families: whom a round reaches, its words, its progress."""

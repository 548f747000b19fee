"""Signing in: staff with password and second factor or through their organisation, everybody else by one-time link."""

"""What this room contributes to the ten steps. Importing is registering."""

from vuistregel.organisation.checks import guardians, people, pupils, school  # noqa: F401

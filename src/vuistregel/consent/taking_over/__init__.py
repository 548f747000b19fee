"""Taking over the consents that the pupil administration kept, with date and text (R7.5)."""

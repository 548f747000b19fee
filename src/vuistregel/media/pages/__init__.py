"""The pages of photos, publications and albums; one subject per module."""

"""Accounts of classes on social media: registered, and held against what the school agreed about privacy (R8.9)."""

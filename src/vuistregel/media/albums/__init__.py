"""Closed albums: photos and films for the families of a group, the group itself or staff, until the year ends.

Sources: R7.10, R8.11, R8.13, S49, S50.
"""

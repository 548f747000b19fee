"""Telling other systems that a consent began or ended, so that a website takes down what may no longer stand there."""

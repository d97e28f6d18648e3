"""Labelling in a terminal: one text at a time, one key for each answer."""

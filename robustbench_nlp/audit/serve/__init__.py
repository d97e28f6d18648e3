"""Labelling in the browser: one link per annotator, nothing from outside, every answer saved before the next text."""

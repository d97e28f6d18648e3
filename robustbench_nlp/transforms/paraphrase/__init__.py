"""Rewording that leaves every negation cue, its scope and their number as they are."""

"""Typing and spelling errors, one per word, that never make another common word."""

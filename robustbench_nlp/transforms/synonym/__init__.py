"""Replaces words by synonyms that hold in context."""

"""Transformers for sequence classification."""

"""Marks left out, repeated, or missing at the end."""

"""Sheets for, and answers from, other programs: spreadsheets, JSON Lines, Label Studio, Argilla."""

"""The case of a new word, after the word it takes the place of."""

from __future__ import annotations


def like(word: str, model: str) -> str:
    """Upper case like "DID", a capital like "Did", else as it is."""
    if len(model) > 1 and model.isupper():
        return word.upper()
    return capitalised(word) if model[:1].isupper() else word


def capitalised(text: str) -> str:
    """The first letter in upper case, the others as they are."""
    return text[:1].upper() + text[1:]

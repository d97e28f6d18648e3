"""Sentences and their words: found without a parse, tagged or parsed by spaCy, each sentence once."""

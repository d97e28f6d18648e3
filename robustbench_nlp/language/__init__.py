"""What several transforms need to know about a language: frequencies, keyboards, negation cues."""

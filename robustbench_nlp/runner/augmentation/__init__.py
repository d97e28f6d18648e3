"""More training examples: rewritten versions of those that are there."""

"""Upper, lower, title or random case."""

"""Words that negate or nearly negate, and how far they reach."""

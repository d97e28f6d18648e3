"""Main clauses negated, or no longer negated: a control that changes the label on purpose."""

"""Changes nothing: the control whose drop is exactly 0."""

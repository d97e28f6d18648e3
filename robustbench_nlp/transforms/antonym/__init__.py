"""Evaluative words into their opposites: a control that changes the label on purpose."""

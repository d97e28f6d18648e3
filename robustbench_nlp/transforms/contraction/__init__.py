"""do not and don't, both ways."""

"""Other white space between the same words."""

"""Classifiers that live outside this program: a function of the user's, or answers in a file."""

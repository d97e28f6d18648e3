"""The `robust` command: one file per sub-command, and nothing heavy imported before it is needed."""

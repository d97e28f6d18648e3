"""Pure types and rules that every other room builds on. Standard library only, no I/O."""

"""Getting published files with the user's own pip configuration, without pip building or running anything."""

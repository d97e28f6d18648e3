"""Pictures of a study as SVG, written by hand: no plotting library is needed, and equal results are equal files."""

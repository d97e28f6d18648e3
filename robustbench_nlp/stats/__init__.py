"""Statistics of the drop: intervals, paired tests, seeds, power and calibration. Counts and arrays in, numbers out.

Modules here import numpy and scipy, so they are imported where something is computed, never to list plugins.
"""

"""From a computed report to something to read or keep. Nothing here computes a number."""

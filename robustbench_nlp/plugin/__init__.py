"""From what is installed to what can be used: hooks, discovery, loading and the catalog."""

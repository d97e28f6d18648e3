"""Is the label still true? Samples of rewritten texts, read by people, folded into the drop."""

"""Four small real data sets that any machine with pip can get: films, products, tweets, editorials (Hutto 2014)."""

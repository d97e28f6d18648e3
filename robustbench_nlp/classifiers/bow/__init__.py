"""The bag-of-words network: TF-IDF of words and pairs, one hidden ReLU layer, softmax cross-entropy."""

"""What augmentation brings: arms trained over several seeds, each evaluated on original and rewritten test texts."""

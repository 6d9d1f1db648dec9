"""Training of CDNet: shards, samples, losses, the loop."""

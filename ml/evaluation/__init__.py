"""How good the answers are: the protocol of the field, its metrics, baselines. No torch."""

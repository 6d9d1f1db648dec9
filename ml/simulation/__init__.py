"""Simulated people and simulated mistakes, for training and for evaluation; no torch."""

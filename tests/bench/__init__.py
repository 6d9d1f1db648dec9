"""Figures of the product on this machine. Not tests: nothing here passes or fails."""

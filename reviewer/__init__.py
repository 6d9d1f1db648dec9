"""Review: quality scores of masks, and what is to be looked at next."""

"""Tours of the running product that leave pictures: for the guide, and to look at everything at once. Not tests."""

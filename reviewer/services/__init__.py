"""What writes to the database."""

"""Pages of the results desk, made from what they are handed."""

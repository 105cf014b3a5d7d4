"""What the pages of the results desk are made from."""

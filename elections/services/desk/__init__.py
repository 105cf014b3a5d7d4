"""The results desk: each step of a result's way, kept, audited and, at its end, published."""

"""The results desk under load and faults: real processes, a real PostgreSQL. `make soak` runs the long part."""

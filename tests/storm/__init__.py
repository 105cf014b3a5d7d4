"""The site as it runs: real processes, a real database, many readers at once. `make storm` runs these."""

"""From claims to figures: `reconcile.py` is the way in, `rules.py` says what follows from what."""

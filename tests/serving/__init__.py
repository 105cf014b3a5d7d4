"""The server's own part: what it hands to Django, in which thread, and what it refuses."""

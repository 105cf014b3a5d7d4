"""Pages kept in front of Django."""

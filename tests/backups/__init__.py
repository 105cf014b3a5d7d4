"""Backups of either database, made and restored for real."""

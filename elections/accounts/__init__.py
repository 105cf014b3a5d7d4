"""Signing in: what the libraries that do it are told, and what of it goes on record."""

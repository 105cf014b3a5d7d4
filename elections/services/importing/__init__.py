"""Importing tables that somebody has as claims of their source."""

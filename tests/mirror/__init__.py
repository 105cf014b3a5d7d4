"""The static mirror, beside what the site sends."""

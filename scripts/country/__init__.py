"""Makes the fact files of `fixtures/country/` from the published tables. See the README there."""

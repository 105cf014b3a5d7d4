"""The way of a result from a returning officer's sheet to readers: entries, checks, who may do what when."""

"""Django's SQLite, whose files are their owner's alone and are read where they can't be written."""

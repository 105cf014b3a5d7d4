"""What a page shows, made from a reconciled result and names: no database, no request, no clock."""

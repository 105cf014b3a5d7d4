"""What readers are told of results, in sentences. Nothing here decides anything."""

"""The project: settings, addresses, entry points for servers, system checks."""

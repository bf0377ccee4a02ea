"""The house around web and API: Django's settings, addresses, headers, static files, the server."""

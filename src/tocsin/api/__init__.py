"""The API: everything the screens can do, for other systems (design §9)."""

"""Version 1 of the API: what it promises is not taken back within it."""

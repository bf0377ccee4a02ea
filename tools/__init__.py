"""What the Makefile runs: set-up, demo, generated pages and their checks."""

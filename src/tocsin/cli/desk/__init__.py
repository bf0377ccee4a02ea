"""Commands that work on a running desk: each loads, decides and saves through the same use cases."""

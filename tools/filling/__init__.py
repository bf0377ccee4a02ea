"""A desk filled from a real history, so that `make demo` opens on something alive."""

"""Who is on call, and when: rotations, layers, overrides, swaps, gaps (A4.2)."""

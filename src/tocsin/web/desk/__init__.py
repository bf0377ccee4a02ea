"""The desk: what is open, what is due next, who has it; live, filtered, and worked on in bulk (A3, B3)."""

"""A pasted ticket or e-mail read for what it says: guesses for a person to confirm, never evidence."""

"""The vocabulary that every room shares: durations, money, findings, decisions."""

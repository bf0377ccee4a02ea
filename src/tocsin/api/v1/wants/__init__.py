"""What the API takes, as models: everything else is refused."""

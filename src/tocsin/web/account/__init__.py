"""My account: who I am, how I want the desk to look and speak."""

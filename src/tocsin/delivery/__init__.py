"""How a page leaves the house: one port, a transport a channel."""

"""From a ticket's facts to severity, level and route, with reasons."""

"""SLA clocks: response, update, resolution and the like; when one is due, and why."""

"""On-call schedules from and for other systems: importers and iCalendar."""

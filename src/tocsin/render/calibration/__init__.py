"""The report of a back-test as text, as JSON and as one self-contained page."""

"""Errors in words, for the record."""

from tocsin.core.model.finding import Refused


def what_is_wrong(error: Exception) -> str:
    """An error for the record: a refusal in its own words, anything else with the place in the program."""
    if isinstance(error, Refused):
        return str(error)
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f" ({place.tb_frame.f_code.co_filename.rpartition('/')[2]}:{place.tb_lineno})" if place else ""
    return f"{type(error).__name__}: {error}{where}"[:500]

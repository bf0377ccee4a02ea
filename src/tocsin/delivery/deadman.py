"""The outside dead-man switch: a service that alarms when it has not been called for a while."""

import httpx

from tocsin import __version__

SECONDS = 10.0


class Deadman:
    """Calls an address. Nothing it says repeats the address, which is a key."""

    def __init__(self, url: str, seconds: float = SECONDS) -> None:
        self._url, self._seconds = url, seconds

    def __call__(self) -> str:
        """One GET. Returns "" or why it was not heard. Raises nothing."""
        try:
            answer = httpx.get(
                self._url,
                timeout=self._seconds,
                follow_redirects=False,
                headers={"User-Agent": f"tocsin/{__version__}"},
            )
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
            return f"the dead-man switch was not reached: {type(error).__name__}"
        if answer.is_success:
            return ""
        return f"the dead-man switch answered {answer.status_code}"

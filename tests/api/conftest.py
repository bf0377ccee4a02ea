"""Pages are tried on a desk of their own."""

from tests.served import served
from tests.site import configured, site, site_made

configured()
__all__ = ["served", "site", "site_made"]

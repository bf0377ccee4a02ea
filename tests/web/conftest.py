"""Pages are tried on a desk of their own."""

from tests.site import configured, site, site_made

configured()
__all__ = ["site", "site_made"]

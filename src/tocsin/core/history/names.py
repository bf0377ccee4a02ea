"""Column names as people meet them: `sys_updated_at`, `Created time` and `OpenDate` are words."""

import re


def words(name: str) -> str:
    """A column's name as small words with single spaces: `Created at` and `created_at` are the same."""
    split = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)
    return " ".join(re.split(r"[^a-z0-9]+", split.lower())).strip()

"""Names of files as they can stand on any disk and in any message."""

import re
import unicodedata
from collections.abc import Sequence

LONGEST = 120
"""Characters of a name."""
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_UNNAMED = "file"


def tidied(name: str, endings: Sequence[str] = ()) -> str:
    """The name without folders, signs that no disk takes, and marks that turn or hide letters.

    With `endings` it ends in one of them: the first is added where none is there.
    """
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(
        c for c in last if unicodedata.category(c) not in ("Cf", "Cc", "Cs", "Co", "Cn", "Zl", "Zp")
    )
    plain = " ".join(_FORBIDDEN.sub("_", seen).split()).strip(". ") or _UNNAMED
    if _RESERVED.match(plain):
        plain = f"_{plain}"
    if endings and not plain.lower().endswith(tuple(endings)):
        return f"{plain[: LONGEST - len(endings[0])]}{endings[0]}"
    if len(plain) <= LONGEST:
        return plain
    stem, dot, ending = plain.rpartition(".")
    kept = f"{dot}{ending}" if stem and len(ending) <= 8 else ""
    return f"{plain[: LONGEST - len(kept)]}{kept}"

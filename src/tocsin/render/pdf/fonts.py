"""Fonts from Python packages only: no font of the system is needed, and none is used.

Inter comes with the extra `documents`, Noto Sans CJK with the extra `cjk`; any other `fontpkg-*` package
that is installed is used for the characters that these lack.
"""

from __future__ import annotations

from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

CJK_ORDER = {"ja": "JP", "ko": "KR", "zh-tw": "TC", "zh-hk": "HK", "zh-hant": "TC"}


def folders() -> list[Path]:
    """Where the font files are."""
    import fontpkg_inter  # type: ignore[import-untyped]

    found = [Path(fontpkg_inter.__file__).parent]
    for point in sorted(entry_points(group="fontpkg.family"), key=lambda point: point.value):
        found += _folder(point.value)
    found += _folder("noto_cjk_sans_otc")
    return list(dict.fromkeys(found))


def _folder(package: str) -> list[Path]:
    spec = find_spec(package)
    return [Path(spec.origin).parent] if spec and spec.origin else []


def families(available: list[str], language: str) -> list[str]:
    """The families to try, in order: Inter, then the CJK face of the language, then all others."""
    wanted = CJK_ORDER.get(language.lower(), CJK_ORDER.get(language.lower().partition("-")[0], "SC"))
    first = ["Inter", f"Noto Sans CJK {wanted}"]
    others = [name for name in available if name.startswith("Noto Sans") and "Mono" not in name]
    order = [*first, *others, "DejaVu Sans Mono", "Libertinus Serif"]
    return [name for name in dict.fromkeys(order) if name in available]

"""Characters that no font at hand can draw: found beforehand, said in words, never a silent box."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable

import typst

from tocsin.render.pdf.engine import HERE

_LATIN = re.compile("[\x00-\u017f\u2010-\u2027\u2030-\u205e\u20ac\u2190-\u2193\u2260-\u2265\u200b\u2212]+")
_CJK = re.compile(
    "[\u1100-\u11ff\u2e80-\u303f\u3040-\u31ff\u3400-\u9fff\ua960-\ua97f\uac00-\ud7ff"
    "\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)
_UNDRAWN = re.compile("[\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufe00-\ufe0f\U000e0000-\U000e0fff]")
_COMPLAINT = re.compile(r'the text `?"(.+?)"`? could not be displayed', re.DOTALL)
_QUOTED = re.compile(r"\\u\{([0-9a-f]+)\}")
_MOST_PROBES = 400


def missing(texts: str, language: str, fonts: typst.Fonts, names: list[str]) -> set[str]:
    """The characters of `texts` that none of the fonts can draw."""
    unsure = {char for char in set(_LATIN.sub("", texts)) if not _UNDRAWN.match(char)}
    lost: set[str] = set()
    if not any("CJK" in name for name in names):
        lost = {char for char in unsure if _CJK.match(char)}
    for _ in range(_MOST_PROBES):
        refused = _probe(sorted(unsure - lost), language, fonts, names)
        if not refused:
            break
        lost |= refused
    return lost


def _probe(chars: list[str], language: str, fonts: typst.Fonts, names: list[str]) -> set[str]:
    """Sets each character alone on a line; PDF/UA refuses the first that has no glyph."""
    if not chars:
        return set()
    data = json.dumps({"chars": chars, "fonts": names, "colours": {}, "lang": language.partition("-")[0]})
    compiler = typst.Compiler(HERE / "probe.typ", root=HERE, font_paths=fonts)
    try:
        compiler.compile(format="pdf", sys_inputs={"document": data}, pdf_standards=["ua-1"])
    except typst.TypstError as error:
        return set(refused_text(error)) & set(chars)
    return set()


def refused_text(error: typst.TypstError) -> str:
    """The text that Typst could not draw, or nothing if it failed for another reason."""
    found = _COMPLAINT.search(str(error))
    # Typst quotes as Rust does: combining characters come as `\u{e31}`.
    return _QUOTED.sub(lambda code: chr(int(code.group(1), 16)), found.group(1)) if found else ""


def spell(text: str, lost: set[str]) -> str:
    """The text with each run of lost characters said in words: a symbol's name, a letter's code point."""
    if not lost:
        return text
    some = re.escape("".join(sorted(lost)))
    return re.sub(f"(?:[{some}][\ufe0f\u200d]*)+", lambda match: _words(match.group()), text)


def _words(run: str) -> str:
    chars = [char for char in run if not _UNDRAWN.match(char)]
    if len(chars) > 4:
        return f"[{len(chars)} characters that no font here can draw]"
    symbols = all(unicodedata.category(char).startswith("S") for char in chars)
    named = [unicodedata.name(char, "").lower() if symbols else "" for char in chars]
    return f"[{', '.join(name or f'U+{ord(char):04X}' for name, char in zip(named, chars, strict=True))}]"


def notice(lost: set[str]) -> str:
    """One sentence: which characters, and what to install."""
    shown = ", ".join(f"`{char}` (U+{ord(char):04X})" for char in sorted(lost)[:5])
    more = f" and {len(lost) - 5} more" if len(lost) > 5 else ""
    return f"No font here can draw {shown}{more}; the PDF says them in words. {_help(lost)}".strip()


def _help(lost: Iterable[str]) -> str:
    advice = []
    lost = list(lost)
    if any(_CJK.match(char) for char in lost):
        advice.append('run `pip install "tocsin[cjk]"` for Chinese, Japanese and Korean')
    if any(unicodedata.category(char).startswith("L") and not _CJK.match(char) for char in lost):
        advice.append("install the font package of the script, such as `fontpkg-noto-sans-thai`")
    words = "; ".join(advice)
    return f"{words[:1].upper()}{words[1:]}." if words else ""

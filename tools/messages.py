"""The strings of the pages, gathered for translators and compiled: `python -m tools.messages [--check]`.

Without GNU gettext: Django turns a template into Python, Babel reads it. What a translation is missing,
or says with other placeholders than the original, is named.
"""

from __future__ import annotations

import io
import re
import sys
import tokenize
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "src" / "tocsin"
LOCALE = WEB / "web" / "locale"
LANGUAGES = {"zh_Hans": "zh-hans"}
KEYWORDS = {
    "gettext": None, "gettext_lazy": None, "_": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
    "gettext_noop": None, "npgettext_lazy": ((1, "c"), 2, 3),
}  # fmt: skip
DAY = datetime(2026, 1, 1, tzinfo=UTC)
"""Stands in every catalog, so that it changes only with its strings."""
HEAD = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
)
ROOMS = ("web", "accounts", "api", "site", "app/desk")
_CALL = re.compile(r"(?<![\w])n?p?n?gettext\(")
_PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")


def found() -> Catalog:
    """Every string of templates and code, each with the files in which it stands."""
    catalog = Catalog(project="Tocsin", charset="utf-8")
    for path in sorted(p for room in ROOMS for p in (WEB / room).rglob("*") if p.suffix in (".py", ".html")):
        name = path.relative_to(ROOT).as_posix()
        for said, plural, context in _strings(path):
            catalog.add((said, plural) if plural else said, locations=[(name, 0)], context=context)
    return catalog


def _strings(path: Path) -> Iterator[tuple[str, str | None, str | None]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        from django.utils.translation.template import templatize

        text = "\n".join(_calls(templatize(text, origin=str(path))))
    for _line, function, said, _comments in extract_python(io.BytesIO(text.encode()), KEYWORDS, [], {}):
        parts = [part for part in (said if isinstance(said, tuple) else (said,)) if part]
        if not parts or not function:
            continue
        context = parts.pop(0) if function.startswith(("pgettext", "npgettext")) else None
        plural = parts[1] if "ngettext" in function or function.startswith("np") else None
        yield parts[0], plural, context


def _calls(text: str) -> Iterator[str]:
    """The calls that a template was turned into; what stands around them is no Python."""
    for call in _CALL.finditer(text):
        depth, pieces = 0, []
        for token in tokenize.generate_tokens(io.StringIO(text[call.start() :]).readline):
            pieces.append(token.string)
            depth += (token.string == "(") - (token.string == ")")
            if token.string == ")" and depth == 0:
                break
        yield "".join(pieces)


def file_of(language: str, ending: str) -> Path:
    """Where a language's strings stand."""
    return LOCALE / language / "LC_MESSAGES" / f"django.{ending}"


def updated(language: str) -> Catalog:
    """The language's catalog with today's strings; translations that still fit stay."""
    path = file_of(language, "po")
    catalog = Catalog(locale=language, project="Tocsin", charset="utf-8", header_comment="# Tocsin's pages.")
    if path.exists():
        catalog = read_po(io.BytesIO(path.read_bytes()), locale=language, charset="utf-8")
    catalog.update(found(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    fresh = Catalog(
        locale=language, project="Tocsin", version="", charset="utf-8", creation_date=DAY, revision_date=DAY
    )
    for message in catalog:
        if message.id:
            fresh.add(message.id, message.string, context=message.context, flags=message.flags)
    return fresh


def po_bytes(catalog: Catalog) -> bytes:
    """The catalog as a file that changes only with its strings."""
    out = io.BytesIO()
    catalog.fuzzy = False
    write_po(out, catalog, width=110, sort_output=True, omit_header=True, no_location=True)
    return HEAD.encode() + out.getvalue()


def mo_bytes(catalog: Catalog) -> bytes:
    """The catalog as Django reads it."""
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def lacking(catalog: Catalog) -> list[str]:
    """Strings without a translation, and those whose placeholders differ."""
    wrong: list[str] = []
    for message in catalog:
        if not message.id:
            continue
        texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if not all(texts):
            wrong.append(f"not translated: {_shown(message)}")
        elif any(_places(text) != _places(_last(message)) for text in texts):
            wrong.append(f"other placeholders: {_shown(message)}: {texts[0]}")
    return wrong


def _last(message: Message) -> str:
    return str(message.id[-1] if isinstance(message.id, tuple | list) else message.id)


def _shown(message: Message) -> str:
    return repr(message.id[0] if isinstance(message.id, tuple | list) else message.id)


def _places(text: str) -> list[str]:
    return sorted(_PLACE.findall(text))


def main(arguments: list[str]) -> int:
    """Writes the catalogs, or with `--check` says what is missing; 0 when nothing is."""
    problems: list[str] = []
    for language in LANGUAGES:
        catalog = updated(language)
        wanted = {"po": po_bytes(catalog), "mo": mo_bytes(catalog)}
        for ending, content in wanted.items():
            path = file_of(language, ending)
            if "--check" in arguments:
                same = path.exists() and path.read_bytes() == content
                problems += (
                    [] if same else [f"{path.relative_to(ROOT)} is not up to date: python -m tools.messages"]
                )
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        problems += [f"{language}: {line}" for line in lacking(catalog)]
    print("\n".join(problems) if problems else "every string is translated")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Files that nobody should hand over, and where the message must point: a table for `test_bad_input`."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tocsin.core.policy.lint.example import TEXT

Make = Callable[[Path], None]


@dataclass(frozen=True)
class Bad:
    """One bad policy: how it is made, the exit code of `check`, words of the message, and its place."""

    id: str
    make: Make
    says: str
    code: int = 1
    at: str = ""


def text(content: str, name: str = "policy.yaml", encoding: str = "utf-8") -> Make:
    """A folder with one file."""

    def make(folder: Path) -> None:
        (folder / name).write_bytes(content.encode(encoding))

    return make


def raw(content: bytes) -> Make:
    """A folder with a policy.yaml of these bytes."""

    def make(folder: Path) -> None:
        (folder / "policy.yaml").write_bytes(content)

    return make


def example(old: str, new: str) -> Make:
    """The small example policy with one piece replaced."""
    assert old in TEXT, old
    return text(TEXT.replace(old, new, 1))


def _loop(folder: Path) -> None:
    (folder / "policy.yaml").symlink_to("other.yaml")
    (folder / "other.yaml").symlink_to("policy.yaml")


def _circle(folder: Path) -> None:
    (folder / "policy.yaml").write_text("include: [part.yaml]\n" + TEXT, encoding="utf-8")
    (folder / "part.yaml").write_text("include: [policy.yaml]\n", encoding="utf-8")


def _directory_as_file(folder: Path) -> None:
    (folder / "policy.yaml").mkdir()


def _endless(folder: Path) -> None:
    (folder / "policy.yaml").symlink_to("/dev/zero")


def _pipe(folder: Path) -> None:
    os.mkfifo(folder / "policy.yaml")


def _nothing(_folder: Path) -> None:
    """An empty folder."""


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{','.join([f'*{chr(97 + i)}'] * 9)}]\n" for i in range(9)
)
DEEP = "a: " + "[" * 5_000 + "]" * 5_000
INDENTED = "".join(f"{' ' * i}k{i}:\n" for i in range(500))

BAD: tuple[Bad, ...] = (
    Bad("empty-folder", _nothing, "there is no file", 2),
    Bad("directory-as-file", _directory_as_file, "cannot be read", 2),
    Bad("symlink-loop", _loop, "cannot be read", 2),
    Bad("endless-device", _endless, "is no file", 2),
    Bad("pipe-without-writer", _pipe, "is no file", 2),
    Bad("empty-file", text(""), "the file is empty"),
    Bad("only-a-comment", text("# nothing\n"), "the file is empty"),
    Bad("only-a-bom", raw(b"\xef\xbb\xbf"), "the file is empty"),
    Bad("utf-16", raw("tocsin: 1\n".encode("utf-16")), "is not UTF-8", 2),
    Bad("latin-1", text("tocsin: 1 # \u00e9\n", encoding="latin-1"), "is not UTF-8 (byte 13)", 2),
    Bad("binary", raw(bytes(range(256)) * 40), "is not UTF-8", 2),
    Bad("null-bytes", raw(b"tocsin: 1\n\0\0"), "is no character of a text", at=":2:1"),
    Bad("control-character", raw(b"tocsin: 1\ndocument: {title: a\x07b}\n"), "is no character", at=":2:20"),
    Bad("surrogate", raw(b"document: {title: \xed\xa0\x80}\n"), "is not UTF-8", 2),
    Bad("surrogate-escape", text('document: {title: "\\ud800"}\n'), "invalid Unicode", at=":1:"),
    Bad("a-list", text("- a\n- b\n"), "must be a mapping", at=":1:1"),
    Bad("a-word", text("hello\n"), "must be a mapping", at=":1:1"),
    Bad("two-documents", text("tocsin: 1\n---\ntocsin: 1\n"), "a second document", at=":2:1"),
    Bad("broken-yaml", text("tocsin: 1\ndocument: [a, b\n"), "is not closed", at=":3:1"),
    Bad("bad-indent", text("document:\n  title: a\n version: b\n"), "does not line up", at=":3:2"),
    Bad("tab", text("document:\n\ttitle: a\n"), "a tab indents this line", at=":2:1"),
    Bad("unclosed-quote", text("document: {title: 'a}\n"), "opened here and not closed", at=":1:19"),
    Bad("percent", text("document:\n  title: %x\n"), "cannot begin with", at=":2:10"),
    Bad("duplicate-key", example("tocsin: 1", "tocsin: 1\ntocsin: 1"), "stands twice", at=":2:1"),
    Bad("merge-key", text("a: &a {b: 1}\nc: {<<: *a}\n"), "merge keys", at=":2:5"),
    Bad("python-tag", text("a: !!python/object/apply:os.system [id]\n"), "is not read", at=":1:4"),
    Bad("own-tag", text("a: !secret x\n"), "is not read", at=":1:4"),
    Bad("key-that-is-a-list", text("? [a, b]\n: c\n"), "a key must be a word"),
    Bad("unknown-anchor", text("a: *nobody\n"), "repeats nothing", at=":1:4"),
    Bad("anchor-bomb", text(BOMB), "unfolds to more than"),
    Bad("anchor-that-holds-itself", text("a: &a [*a]\n"), "stands inside", at=":1:8"),
    Bad("deep-flow", text(DEEP), "nest deeper"),
    Bad("deep-indent", text(INDENTED), "nest deeper"),
    Bad("too-long", text("# x\n" * 1_100_000), "characters; a policy has at most"),
    Bad("50-megabytes", text("a: " + "x" * 50_000_000), "bytes; a policy file has at most", 2),
    Bad("circle", _circle, "include each other", at="part.yaml:1:11"),
    Bad("missing-part", text("include: [gone.yaml]\n" + TEXT), "there is no file", at=":1:11"),
    Bad("include-of-a-number", text("include: 7\n" + TEXT), "names files", at=":1:10"),
    Bad("unknown-preset", text("extends: preset:procedur\n"), "there is no preset", at=":1:10"),
    Bad("unknown-key", example("  title:", "  titel:"), "did you mean `title`?"),
    Bad("wrong-type", example("channels: [email]", "channels: email"), "write a list"),
    Bad("number-for-a-duration", example("response: 15m", "response: 15"), "needs its unit"),
    Bad("negative-duration", example("response: 15m", "response: -15m"), "is negative"),
    Bad("endless-duration", example("response: 15m", f"response: {'9' * 400}h"), "longer than 100 years"),
    Bad("money-without-currency", example("value: 50000 USD", "value: fifty"), "is no threshold"),
    Bad("nan", example("value: 10, from", "value: .nan, from"), "is no threshold"),
    Bad("infinity", example("minutes: 30", "minutes: .inf"), "whole number"),
    Bad("huge-integer", example("minutes: 30", f"minutes: {'9' * 5_000}"), "a smaller number"),
    Bad(
        "huge-integer-value",
        example("value: 10, from", f"value: {'9' * 29}, from"),
        "does not fit into 64 bits",
    ),
    Bad("date-that-is-none", example("updated: 2026-01-05", "updated: 2026-02-30"), "a date such as"),
    Bad("bad-id", example("  office: {name", "  Office: {name"), "an id (small letters"),
    Bad(
        "unknown-zone",
        example("zone: Europe/Berlin\n", "zone: Europe/Berln\n"),
        "did you mean `Europe/Berlin`?",
    ),
    Bad(
        "zone-that-is-a-path", example("zone: Europe/Berlin\n", "zone: ../../etc/passwd\n"), "is no time zone"
    ),
    Bad("unknown-team", example("team: platform}", "team: platfrm}"), "did you mean `platform`?"),
    Bad("criterion-type", example("if: outage &&", "if: outage > 3 &&"), "[criterion-type]"),
    Bad("criterion-name", example("if: data_loss", "if: data_lost"), "did you mean `data_loss`?"),
    Bad("criterion-syntax", example("if: data_loss", "if: data_loss &&"), "[criterion-syntax]"),
    Bad(
        "criterion-long",
        example("if: data_loss", "if: " + "data_loss && " * 800 + "data_loss"),
        "[criterion-limit]",
    ),
    Bad(
        "criterion-deep",
        example("if: data_loss", "if: " + "(" * 500 + "data_loss" + ")" * 500),
        "[criterion-limit]",
    ),
    Bad("endless-regex", example("if: data_loss", "if: \"summary.matches('(a+)+$')\""), "", 0),
    Bad("broken-regex", example("if: data_loss", "if: \"summary.matches('(a')\""), "[criterion-value]"),
    Bad(
        "huge-regex",
        example("if: data_loss", "if: \"summary.matches('(a{999}){999}')\""),
        "[criterion-value]",
    ),
    Bad("huge-literal", example("if: data_loss", f"if: customers_affected > {'9' * 40}"), "[criterion-"),
    Bad("template-broken", example("body: It works again.", "body: '{{ ticket.number'"), "[template-syntax]"),
)

"""Files are judged by what they hold: what a browser or a machine would run is not taken."""

from __future__ import annotations

import hashlib

import pytest

from tocsin.app.file_names import LONGEST, tidied
from tocsin.app.files import accept, read_limit
from tocsin.app.ports_files import StoredFile
from tocsin.core.lifecycle.parts import Attachment
from tocsin.core.model.finding import Refused

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
MP4 = b"\0\0\0\x20ftypisom" + b"\0" * 20


class Kept(dict[str, StoredFile]):
    """A store of files in memory."""

    def keep_file(self, file: StoredFile) -> None:
        self[file.digest] = file

    def file(self, digest: str) -> StoredFile | None:
        return self.get(digest)

    def forget_file(self, digest: str) -> bool:
        return self.pop(digest, None) is not None


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("shot.png", PNG, "image/png"),
        ("photo.JPG", b"\xff\xd8\xff\xe0....", "image/jpeg"),
        ("a.gif", b"GIF89a....", "image/gif"),
        ("a.webp", b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        ("offer.pdf", b"%PDF-1.7\n....", "application/pdf"),
        ("logs.zip", b"PK\x03\x04....", "application/zip"),
        ("core.log.gz", b"\x1f\x8b\x08....", "application/gzip"),
        ("clip.mp4", MP4, "video/mp4"),
        ("app.log", b"03:00 <html> was asked for\x1b[0m\n", "text/plain"),
        ("latin.txt", "Müller: Störung".encode("latin-1"), "text/plain"),
        ("notes.txt", "\ufeff故障".encode("utf-16-le"), "text/plain"),
        ("a.csv", b"id;name\n1;x\n", "text/csv"),
        ("trace.json", b'{"a": "<svg>"}', "application/json"),
        ("mail.eml", b"From: a@b\n\n<html><script>x</script></html>", "message/rfc822"),
        ("config.xml.txt", b"<config><a/></config>", "text/plain"),
    ],
)
def test_what_is_taken(name: str, content: bytes, kind: str) -> None:
    kept = Kept()
    made = accept(kept, name, content)
    assert made == Attachment(name, "desk", len(content), hashlib.sha256(content).hexdigest())
    found = kept.file(made.digest)
    assert found is not None and (found.kind, found.content) == (kind, content)


@pytest.mark.parametrize(
    "content",
    [
        b"<html><body>", b"<!DOCTYPE html>", b"  \n<!-- x --><svg onload=alert(1)>", b"<script>alert(1)",
        b"<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'/>", b"\xef\xbb\xbf<HTML>",
        b"\xff\xfe" + "<html>".encode("utf-16-le"),
        b"<?xml version='1.0'?><!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'x'><svg/>", b"<iframe src=x>",
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.txt", "a.png", "a"])
def test_what_a_browser_would_run_is_not_taken_under_any_name(name: str, content: bytes) -> None:
    with pytest.raises(Refused, match="that a browser would run") as told:
        accept(Kept(), name, content)
    assert "PNG" in told.value.findings[0].help


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"MZ\x90\0\x03", "is a Windows program: programs are not kept"),
        (b"\x7fELF\x02", "is a program: programs are not kept"),
        (b"\0\x01\x02\x03", "is of a kind that is not taken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is of a kind that is not taken"),
        (b"", "is empty"),
        (b"x" * 101, "is 101 bytes large, and 100 bytes is the most that is kept"),
    ],
)
def test_what_is_not_taken_is_refused_with_its_reason(content: bytes, said: str) -> None:
    kept = Kept()
    with pytest.raises(Refused, match=said) as told:
        accept(kept, "x.txt", content, limit=100)
    assert told.value.findings[0].help
    assert not kept


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("/etc/passwd", "passwd"),
        ("C:\\Users\\ann\\shot.png", "shot.png"),
        ("..", "file"),
        (".htaccess", "htaccess"),
        ("a\r\nSet-Cookie: x.png", "aSet-Cookie_ x.png"),
        ("invoice\u202egnp.exe", "invoicegnp.exe"),
        ("nul.txt", "_nul.txt"),
        ("", "file"),
        ("Störung  in\tZürich.pdf", "Störung inZürich.pdf"),
    ],
)
def test_names_are_safe_on_any_disk_and_in_any_header(name: str, found: str) -> None:
    assert tidied(name) == found


def test_a_long_name_keeps_its_ending() -> None:
    assert tidied("x" * 300 + ".png") == "x" * (LONGEST - 4) + ".png"
    assert len(tidied("é" * 300, (".txt",))) == LONGEST


@pytest.mark.parametrize(
    ("name", "found"), [("shot.exe", "shot.exe.png"), ("shot", "shot.png"), ("SHOT.PNG", "SHOT.PNG")]
)
def test_the_content_names_the_kind_and_the_ending_follows(name: str, found: str) -> None:
    assert accept(Kept(), name, PNG).name == found


@pytest.mark.parametrize(
    ("text", "size"), [("10 MB", 10_000_000), ("500kB", 500_000), ("123", 123), ("1 gb", 1_000_000_000)]
)
def test_a_limit_in_words(text: str, size: int) -> None:
    assert read_limit(text) == size


@pytest.mark.parametrize("text", ["", "0", "-1", "ten", "1.5 MB", "²", "9" * 30])
def test_a_limit_that_is_none_says_how_to_write_it(text: str) -> None:
    with pytest.raises(ValueError, match="write it like `10 MB`"):
        read_limit(text)

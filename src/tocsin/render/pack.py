"""Office files are zips that carry the time of writing; here the document's own time goes in instead."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

from tocsin.core.documents import outline as o


def repack(data: bytes, document: o.Document) -> bytes:
    """The same zip with every member dated as the document, so that equal documents are equal bytes."""
    when = _zip_time(document.generated_at)
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            member = zipfile.ZipInfo(name, when)
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, source.read(name))
    return out.getvalue()


def _zip_time(when: datetime) -> tuple[int, int, int, int, int, int]:
    """Zip knows 1980 to 2107 only."""
    year = min(max(when.year, 1980), 2107)
    return (year, when.month, when.day, when.hour, when.minute, when.second)


def stamp_properties(properties: object, document: o.Document) -> None:
    """Core properties of a docx or pptx: title, author, times."""
    naive = document.generated_at.replace(tzinfo=None)  # both libraries write naive times as UTC
    texts = {
        "title": document.title, "author": document.organisation, "subject": document.policy_title,
        "version": document.policy_version, "keywords": document.short_hash, "language": document.language,
        "last_modified_by": "", "comments": "",
    }  # fmt: skip
    for name, text in texts.items():
        setattr(properties, name, text[:255])  # the format's limit
    for name, given in {"created": naive, "modified": naive, "revision": 1}.items():
        setattr(properties, name, given)

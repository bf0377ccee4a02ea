"""`python -m tools.docs` writes the generated pages; `--check` only compares, and names what is stale."""

from __future__ import annotations

import sys

from tools.docs.pages import ROOT, generated_pages, stale_pages


def write() -> list[str]:
    """Write the pages that differ; returns their paths."""
    pages = generated_pages()
    stale = stale_pages(pages)
    for name in stale:
        target = ROOT / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(pages[name], encoding="utf-8")
    return stale


def main(arguments: list[str]) -> int:
    """0 if the pages are up to date (or were written), 1 if `--check` found stale ones."""
    if "--check" in arguments:
        stale = stale_pages(generated_pages())
        for name in stale:
            print(f"docs: `{name}` is not what the code says; run `make docs-write`")
        return 1 if stale else 0
    for name in write():
        print(f"docs: wrote {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

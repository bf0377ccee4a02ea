"""Text that means something in one format or another, put into every string of the sample document."""

from tests.unit.render import sample
from tocsin.core.documents import outline as o

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)> </style></script><!-- -->',
    "' onmouseover='alert(1)",
    "*bold* _under_ `code` **strong** ~~gone~~ # head",
    "# heading\n- item\n1. one\n> quote\n---\n===",
    "[click](javascript:alert(1)) ![x](http://evil.example/x.png) <https://evil.example/>",
    "| a | b |\n|---|---|\n```\nfence\n````",
    '#panic("x") #import "x" $x^2$ @ref <label> \\ // /* *_',
    '=HYPERLINK("http://evil.example","x") +1+1 -1 @SUM(A1)',
    "{{ 7*7 }} {% raw %} ${7*7} %s %n {0}",
    "&lt;b&gt; &amp; &#60;script&#62; &copy",
    "\\22 \\3C /style\\3E } body{display:none} @import url(x)",
    "]]> <?xml ?> <!DOCTYPE x> &xxe;",
    "TOC \\o HYPERLINK \\l { DDEAUTO c:\\\\windows }",
)
# Fields that are keys of the outline, not words of the document.
KEYS = frozenset(
    {
        "id",
        "href",
        "kind",
        "style",
        "key",
        "language",
        "paper",
        "state",
        "align",
        "policy_hash",
        "yes",
        "no",
        "shows",
    }
)


def hostile_document(text: str) -> o.Document:
    """The sample with `text` after every word of it."""
    return o.rewrite(sample.document(), lambda words: f"{words} {text}" if words else words, KEYS)

"""The protocol has all of its parts (B2, B5, B6, B8, B9, B11)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.rule import Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """No notice, steps, contact matrix, checklist, practices or signatories."""
    policy = context.policy
    matrix = any(contact.matrix for contact in policy.contacts.values())
    parts = {
        ("document", "notice"): ("the critical notice at its top (B2)", policy.document.notice),
        ("flow",): ("the steps from report to lessons learnt (B5)", policy.flow),
        ("contacts",): ("the contact matrix (B6): no person has a `matrix` row", matrix),
        ("checklist",): ("the response checklist (B8)", policy.checklist),
        ("practices",): ("the practices (B9)", policy.practices),
        ("signatories",): ("anybody to sign it (B11)", policy.signatories),
    }
    for path, (what, there) in parts.items():
        if not there:
            where = path if context.given(path) else path[:1] if context.given(path[:1]) else ()
            yield Found(where, f"the protocol lacks {what}", f"add it under `{'.'.join(path)}`", key=True)


RULE = Rule(
    id="protocol-missing",
    title="The protocol is complete",
    why="The protocol is the page that is signed and hung up; a blank in it is noticed when it is needed.",
    bad="signatories: null",
    good="signatories: {vp: {title: VP Customer Success}}",
    check=check,
    shows=("B2", "B5", "B6", "B8", "B9", "B11"),
)

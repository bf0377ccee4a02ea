"""Every ladder has a primary, a backup and a next rung (A4.5)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.rule import Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """Fewer than three people or rotations in a row."""
    for id_, ladder in context.policy.ladders.items():
        steps = [str(rung.page) for rung in ladder.rungs.values()]
        steps += [str(ladder.last)] if ladder.last else []
        different = len(dict.fromkeys(steps))
        if different < 3:
            what = "nobody is paged after the first" if different == 1 else "nobody is paged after the backup"
            help_ = "add a rung, or `last:`, for whom to page when everybody stayed silent"
            yield Found(("ladders", id_), f"ladder `{id_}`: {what}", help_, key=True)


RULE = Rule(
    id="ladder-without-backup",
    title="A ladder has a primary, a backup and a next rung",
    why="The first person is asleep, ill or in a tunnel; so, some nights, is the second. Each ladder says "
    "who is next.",
    bad="ladders: {platform: {rungs: {lead: null}}}",
    good="ladders: {platform: {rungs: {lead: {page: team support, wait: 10m}}}}",
    check=check,
    shows=("A4.2", "A4.5", "A13.2"),
)

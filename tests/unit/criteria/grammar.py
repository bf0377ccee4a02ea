"""A typed grammar of criteria. Each part comes twice: for us, and for the C++ evaluator, which takes a
division of doubles by zero for infinity where we say unknown."""

from typing import NamedTuple

from tests.unit.criteria.desk import LABELS, PRIORITIES, SEGMENTS
from tests.unit.criteria.dice import Dice


class Text(NamedTuple):
    ours: str
    theirs: str


def join(pattern: str, *parts: Text) -> Text:
    """The pattern with each `§` replaced by the next part."""
    ours = theirs = pattern
    for part in parts:
        ours, theirs = ours.replace("§", part.ours, 1), theirs.replace("§", part.theirs, 1)
    return Text(ours, theirs)


def plain(text: str) -> Text:
    return Text(text, text)


class Grammar:
    """Writes random criteria of bounded depth."""

    def __init__(self, seed: int) -> None:
        self.dice = Dice(seed)

    def condition(self, depth: int) -> Text:
        if depth <= 0 or self.dice.chance(25):
            return self.atom(depth)
        left, right = self.condition(depth - 1), self.condition(depth - 1)
        shape = self.dice.pick(_SHAPES)
        third = self.condition(depth - 2)
        return join(f"({shape})", left, right, third) if shape != "!(§)" else join(shape, left)

    def atom(self, depth: int) -> Text:
        return getattr(self, self.dice.pick(_ATOMS))(depth)

    def flag(self, _depth: int) -> Text:
        return plain(self.dice.pick(("production", "workaround", "!production", "strict", "true", "false")))

    def known(self, _depth: int) -> Text:
        names = ("severity", "users", "labels", "age", "since_ack", "subject", "arr", "score")
        return plain(f"has(ticket.{self.dice.pick(names)})")

    def order(self, depth: int) -> Text:
        kind = self.dice.pick((self.integer, self.number, self.money, self.duration, self.instant))
        op = self.dice.pick(("==", "!=", "<", "<=", ">", ">="))
        return join(f"§ {op} §", kind(depth), kind(depth))

    def since(self, depth: int) -> Text:
        name = self.dice.pick(("age", "since_update", "since_ack", "until_renewal"))
        op = self.dice.pick(("<", "<=", ">", ">="))
        name, limit = plain(name), self.duration(depth - 1)
        return join(f"§ {op} §", *((limit, name) if self.dice.chance(20) else (name, limit)))

    def choice(self, _depth: int) -> Text:
        value, other = self.dice.pick(PRIORITIES), self.dice.pick(SEGMENTS)
        return plain(self.dice.pick((
            f'severity == "{value}"', f'severity != "{value}"', f'severity in ["{value}", "P1"]',
            f'segment == "{other}"', "segment == region", "region != segment", "severity in []",
            f'subject in ["vip", "{other}"]', "subject == body", "users in [1, 2, many, -1]",
            "score in [0.1, 3.5]", "arr in [churn_arr]", 'severity.contains("1")',
            f'region.startsWith("{other[0]}")',
        )))  # fmt: skip

    def of_set(self, depth: int) -> Text:
        value = self.dice.pick(LABELS)
        inner = self.atom(depth - 2) if depth > 1 else plain("production")
        test = self.dice.pick((f'i == "{value}"', f'i in ["{value}", "vip"]', *_TESTS))
        word = self.dice.pick(("exists", "all", "exists_one"))
        return join(self.dice.pick((
            f'"{value}" in labels', "subject in labels", f"labels.{word}(i, {test})",
            f"labels.{word}(i, {test} && §)", f"labels.{word}(i, ({test}) || §)",
            f'["vip", "legal", "x"].{word}(i, i == subject || §)', f"[1, 2, 3].{word}(i, i == users && §)",
            f"labels.{word}(i, §)", "[].exists(i, §)", f"labels.{word}(i, ({test}) ? § : workaround)",
        )), inner)  # fmt: skip

    def text(self, _depth: int) -> Text:
        subject = self.dice.pick(("subject", "body", "segment"))
        pattern = self.dice.pick(_PATTERNS)
        return plain(self.dice.pick((
            f'{subject}.matches("{pattern}")', f'{subject}.contains("e")', f"{subject}.startsWith(body)",
            f'{subject}.endsWith("n")', f"{subject}.contains(subject)", f'{subject}.contains("ß")',
            f'"legal, legal".contains({subject})', f"size({subject}) > 3", "size(labels) == size(subject)",
            "string(users) == subject", f'!{subject}.endsWith("\\\\")',
        )))  # fmt: skip

    def integer(self, depth: int) -> Text:
        leaf = plain(self.dice.pick(_INTEGERS))
        if depth <= 0 or self.dice.chance(40):
            return leaf
        left, right = self.integer(depth - 1), self.integer(depth - 1)
        shape = self.dice.pick(("(§ + §)", "(§ - §)", "(§ * §)", "(-§)", "(production ? § : §)"))
        if self.dice.chance(30):
            divisor = self.dice.pick(("users", "customers", "many", "0", "2", "-1", "-7"))
            return join(f"(§ {self.dice.pick('/%')} {divisor})", left)
        return join(shape, left, right) if shape != "(-§)" else join(shape, left)

    def number(self, depth: int) -> Text:
        leaf = plain(self.dice.pick(_NUMBERS))
        if depth <= 0 or self.dice.chance(40):
            return leaf
        left, right = self.number(depth - 1), self.number(depth - 1)
        shape = self.dice.pick(("(§ + §)", "(§ - §)", "(§ * §)", "/", "(production ? § : §)", "(-§)"))
        if shape == "/":
            theirs = f"({right.theirs} == 0.0 ? double(1 / (users - users)) : {left.theirs} / {right.theirs})"
            return Text(f"({left.ours} / {right.ours})", theirs)
        return join(shape, left, right) if shape != "(-§)" else join(shape, left)

    def money(self, depth: int) -> Text:
        if depth <= 0 or self.dice.chance(50):
            leaf = ("arr", "credit", "churn_arr", 'money("50000 USD")', 'money("-0.01 USD")')
            return plain(self.dice.pick(leaf))
        shape = self.dice.pick(("(§ + §)", "(§ - §)", "(§ * 2)", "(§ / 3)", "(users * §)", "(-§)"))
        return join(shape, self.money(depth - 1), self.money(depth - 1))

    def duration(self, depth: int) -> Text:
        if depth <= 0 or self.dice.chance(60):
            leaf = ("down_for", "patience", 'duration("2h")', 'duration("1h30m")', 'duration("0")')
            return plain(self.dice.pick(leaf))
        shapes = ("(§ + §)", "(§ - §)", "(§ * 2)", "(§ / users)", "(workaround ? § : §)")
        if self.dice.chance(10):
            return plain("(opened_at - renewal_at)")
        return join(self.dice.pick(shapes), self.duration(depth - 1), self.duration(depth - 1))

    def instant(self, depth: int) -> Text:
        leaf = plain(self.dice.pick(("opened_at", "renewal_at", 'timestamp("2025-10-09T08:53:20Z")')))
        return leaf if self.dice.chance(60) else join("(§ + §)", leaf, self.duration(depth - 1))


_SHAPES = ("§ && §", "§ || §", "!(§)", "(§ ? § : §)", "(§) == (§)", "(§) != (§)")
_TESTS = (
    'i.contains("a")', 'i != "vip"', "i == subject", "true", "false", 'i.matches("^.{3}$")',
    "size(i) > users",
)  # fmt: skip
_PATTERNS = (
    "(?i)outage|ändern", "^$", "[^a-z]", "\\\\bdown\\\\b", "(a|x+)+$", "платёж", "\\\\d{2,}", "l.g",
    "(?i)k", ".",
    "^[^\\\\n]*$", "..'",
)  # fmt: skip
_INTEGERS = (
    "users", "customers", "many", "0", "1", "-3", "9223372036854775807", "-9223372036854775808",
    "size(labels)", "size(subject)", "int(score)",
)  # fmt: skip
_NUMBERS = ("score", "slowdown", "bad_score", "0.1", "2.0", "-2.5", "double(users)")
_ATOMS = ("flag", "known", "order", "order", "since", "choice", "of_set", "text")

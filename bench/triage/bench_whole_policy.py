"""The shipped base policy's triage, reasons included, against the C++ CEL evaluator on the same criteria.

The opponent evaluates the same expressions with one prepared activation for each ticket (its fastest way),
without stages and without reasons. Ours decides severity, stop-the-line and level in order, with the reasons.
Tickets are the shipped policy tests': sparse facts, as a desk sees them. Prints ratios.
"""

import sys
from collections.abc import Callable
from time import perf_counter
from typing import Any

from cel_expr_python import cel

from tocsin import bootstrap
from tocsin.core.criteria.cel import cel_variables
from tocsin.core.criteria.encode import encode
from tocsin.core.criteria.scan import fold
from tocsin.core.criteria.vocabulary import Kind
from tocsin.core.model.instant import parse_instant, to_micros
from tocsin.core.triage.cases import read_cases
from tocsin.core.triage.decide import Triage
from tocsin.core.triage.rules import read_rules

TARGET = 5.0
Ticket = tuple[dict[str, Any], int]


def desk_and_tickets() -> tuple[Triage, list[Ticket]]:
    loaded = bootstrap.load_policy("preset:base")
    desk = Triage(loaded.require(), read_rules(loaded.require(), loaded.places))
    tickets = []
    for source in bootstrap.case_files("preset:base", ()):
        for case in read_cases(source).cases:
            now = to_micros(parse_instant(case.at))
            tickets.append((encode(case.facts, desk.rules.vocabulary, now)[0], now))
    return desk, tickets


def ours(desk: Triage, tickets: list[Ticket]) -> Callable[[], None]:
    def run() -> None:
        for facts, now in tickets:
            desk.answer(facts, now)

    return run


def theirs(desk: Triage, tickets: list[Ticket]) -> Callable[[], None]:
    vocabulary = desk.rules.vocabulary
    env = cel.NewEnv(variables=cel_variables(vocabulary))
    compiled = [env.compile(fold(r.criterion.text)[0]) for r in desk.judge.all]
    parameters = vocabulary.values_of_parameters()
    elapsed = {name: f.since for name, f in vocabulary.facts.items() if f.kind is Kind.ELAPSED}
    prepared = []
    for facts, now in tickets:
        grown = {name: now - facts[since] for name, since in elapsed.items() if since in facts}
        known = {name: list(v) if isinstance(v, tuple) else v for name, v in {**facts, **grown}.items()}
        prepared.append({"severity": "P3", **known, **parameters, "ticket": dict.fromkeys(known, True)})

    def run() -> None:
        for data in prepared:
            activation = env.Activation(data)
            for each in compiled:
                value = each.eval(activation)
                _ = value.type() == cel.Type.BOOL and value.value()

    return run


def seconds(run: Callable[[], None], repeat: int = 7) -> float:
    run()
    times = []
    for _ in range(repeat):
        start = perf_counter()
        for _ in range(5):
            run()
        times.append(perf_counter() - start)
    return min(times) / 5


def main() -> float:
    desk, tickets = desk_and_tickets()
    mine, cpp = seconds(ours(desk, tickets)), seconds(theirs(desk, tickets))
    each = 1e6 / len(tickets)
    print(f"{len(desk.judge.all)} criteria x {len(tickets)} tickets, against the C++ CEL evaluator")
    print(f"  with reasons   {cpp / mine:5.1f} x its rate (target {TARGET:.0f} x)")
    print(f"  one ticket     {mine * each:5.1f} us with reasons, {cpp * each:.1f} us there")
    return cpp / mine


if __name__ == "__main__":
    sys.exit(main() < TARGET)

"""How fast a whole policy answers about a ticket, reasons included, against the C++ CEL evaluator.

The opponent gets what it is fastest with: prepared data, and one activation for all criteria of a ticket.
It gives answers only; ours gives answers, the facts that decided each true criterion, and what each unknown
criterion still needs. Prints ratios: machines differ, ratios hardly.
"""

import sys
from collections.abc import Callable
from time import perf_counter

from cel_expr_python import cel
from sample_policy import CRITERIA, NOW, VOCABULARY, tickets

from tocsin.core.criteria.cel import cel_variables
from tocsin.core.criteria.parse import Parser
from tocsin.core.criteria.python import compile_python
from tocsin.core.criteria.scan import fold
from tocsin.core.criteria.vocabulary import Encoded, Facts, Kind

TARGET = 5.0
Tickets = list[dict[str, Encoded]]


def ours_with_reasons(rows: Tickets) -> Callable[[], None]:
    parser = Parser(VOCABULARY)
    criteria = [c for id_, text in CRITERIA.items() if (c := parser.parse(text, id_)[0])]
    explain = compile_python(criteria, VOCABULARY).explain_many

    def run() -> None:
        for facts in rows:
            explain(facts, NOW)

    return run


def ours_answers_only(rows: Tickets) -> Callable[[], None]:
    parser = Parser(VOCABULARY)
    compiled = compile_python([c for i, t in CRITERIA.items() if (c := parser.parse(t, i)[0])], VOCABULARY)

    def run() -> None:
        for facts in rows:
            compiled.evaluate_many(facts, NOW)

    return run


def theirs(rows: Tickets, *, shared: bool) -> Callable[[], None]:
    env = cel.NewEnv(variables=cel_variables(VOCABULARY))
    compiled = [env.compile(fold(text)[0]) for text in CRITERIA.values()]
    prepared = [_data(facts) for facts in rows]

    def run() -> None:
        for data in prepared:
            if shared:
                activation = env.Activation(data)
                for each in compiled:
                    value = each.eval(activation)
                    _ = value.type() == cel.Type.BOOL and value.value()
            else:
                for each in compiled:
                    value = each.eval(data=data)
                    _ = value.type() == cel.Type.BOOL and value.value()

    return run


def _data(facts: Facts) -> dict[str, object]:
    data: dict[str, object] = {name: list(v) if isinstance(v, tuple) else v for name, v in facts.items()}
    for fact in VOCABULARY.facts.values():
        base = facts.get(fact.since)
        if fact.kind is Kind.ELAPSED and isinstance(base, int):
            data[fact.name] = NOW - base
    return {**data, **VOCABULARY.values_of_parameters(), "ticket": dict.fromkeys(data, True)}


def seconds(run: Callable[[], None], repeat: int = 5) -> float:
    """The best of several runs, after one to warm up."""
    run()
    times = []
    for _ in range(repeat):
        start = perf_counter()
        run()
        times.append(perf_counter() - start)
    return min(times)


def main(count: int = 2_000) -> float:
    """Prints the ratios; gives the one that the target is about."""
    rows = tickets(count)
    reasons, answers = seconds(ours_with_reasons(rows)), seconds(ours_answers_only(rows))
    fastest = min(seconds(theirs(rows, shared=shared)) for shared in (True, False))
    print(f"{len(CRITERIA)} criteria x {count} tickets, against the C++ CEL evaluator")
    print(f"  with reasons   {fastest / reasons:5.1f} x its rate (target {TARGET:.0f} x)")
    print(f"  answers only   {fastest / answers:5.1f} x its rate")
    each, there = reasons / count * 1e6, fastest / count * 1e6
    print(f"  one ticket     {each:5.1f} us with reasons, {there:.1f} us there")
    return fastest / reasons


if __name__ == "__main__":
    sys.exit(main() < TARGET)

"""Criteria as Python functions over encoded facts: one call answers a whole policy (A1, A2.2, A2.3, A2.5)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from tocsin.core.criteria.criterion import Criterion
from tocsin.core.criteria.emit import Emitter
from tocsin.core.criteria.emit_reasons import concat, deciding, instants, missing
from tocsin.core.criteria.nodes import Node
from tocsin.core.criteria.vocabulary import Encoded, Facts, Vocabulary

Answer = bool | None
"""True, False, or None: unknown, because a fact is missing or an operation has no result."""
Explained = tuple[Answer, tuple[str, ...]]
"""An answer and the facts it stands on, or those it waits for."""


class Compiled:
    """Criteria ready to be asked. `facts` are encoded; `now` is in microseconds since 1970 UTC."""

    def __init__(self, criteria: Sequence[Criterion], parameters: Mapping[str, Encoded]) -> None:
        self.criteria = tuple(criteria)
        self.ids = tuple(criterion.id for criterion in self.criteria)
        self.parameters = dict(parameters)
        self._index = {id_: index for index, id_ in enumerate(self.ids)}
        self._functions: dict[tuple[str, int], Callable[..., Any]] = {}

    @cached_property
    def evaluate_many(self) -> Callable[[Facts, int], tuple[Answer, ...]]:
        """All answers at once, in the order of `ids`: evaluate_many(facts, now)."""
        emit = Emitter()
        answers = [f"{emit.three_valued(criterion.root)}, " for criterion in self.criteria]
        return self._made(emit, f"({''.join(answers)})")

    @cached_property
    def explain_many(self) -> Callable[[Facts, int], tuple[Explained, ...]]:
        """All answers with their why, in one call: explain_many(facts, now), in the order of `ids`.

        With True come the facts that decided it (as `because`), with None what to ask (as `blockers`),
        with False nothing.
        """
        emit = Emitter()
        emit.helpers["unique"] = _unique
        return self._made(emit, f"({''.join(_explained(emit, each.root) for each in self.criteria)})")

    @cached_property
    def _all_instants(self) -> Callable[[Facts, int], tuple[int, ...]]:
        emit = Emitter()
        return self._made(emit, concat([instants(emit, each.root) for each in self.criteria if each.timed]))

    def all_breakpoints(self, facts: Facts) -> tuple[int, ...]:
        """The instants (microseconds) at which time alone may change any of the answers, in order."""
        return tuple(sorted(set(self._all_instants(facts, 0))))

    def evaluate_one(self, id_: str, facts: Facts, now: int) -> Answer:
        """The answer of one criterion. Raises KeyError for an unknown id."""
        answer: Answer = self._function("one", id_)(facts, now)
        return answer

    def because(self, id_: str, facts: Facts, now: int) -> tuple[str, ...]:
        """The facts that decided it, in reading order; an elapsed fact under its own name.

        Empty while the answer is unknown.
        """
        names: tuple[str, ...] = self._function("because", id_)(facts, now)
        return names

    def blockers(self, id_: str, facts: Facts, now: int) -> tuple[str, ...]:
        """The missing facts that keep it unknown; empty when it is known (A2.6).

        Empty too when it is unknown for another reason, such as a division by zero.
        """
        names: tuple[str, ...] = self._function("blockers", id_)(facts, now)
        return names

    def becomes_true_at(self, id_: str, facts: Facts, now: int) -> int | None:
        """The first instant after `now` (microseconds) at which it is true if no fact changes, or None."""
        ask = self._function("one", id_)
        later = sorted({now + 1, *(at for at in self.breakpoints(id_, facts) if at > now)})
        return next((at for at in later if ask(facts, at)), None)

    def breakpoints(self, id_: str, facts: Facts) -> tuple[int, ...]:
        """All instants (microseconds) at which time alone may change its answer, in order."""
        found: tuple[int, ...] = self._function("instants", id_)(facts, 0)
        return tuple(sorted(set(found)))

    def __call__(self, facts: Facts, now: int) -> tuple[Answer, ...]:
        """All answers at once, as `evaluate_many`."""
        return self.evaluate_many(facts, now)

    def with_parameters(self, parameters: Mapping[str, Encoded]) -> "Compiled":
        """The same criteria with some parameters changed."""
        return Compiled(self.criteria, {**self.parameters, **parameters})

    def _function(self, what: str, id_: str) -> Callable[..., Any]:
        key = (what, self._index[id_])
        if key not in self._functions:
            self._functions[key] = self._written(what, self.criteria[key[1]])
        return self._functions[key]

    def _written(self, what: str, criterion: Criterion) -> Callable[..., Any]:
        emit, root = Emitter(), criterion.root
        if what == "one":
            return self._made(emit, emit.three_valued(root))
        if what == "instants":
            return self._made(emit, instants(emit, root))
        is_true, is_false = emit.when(root, True), emit.when(root, False)
        if what == "because":
            reasons = deciding(emit, root, True), deciding(emit, root, False)
            choice = f"{reasons[0]} if {is_true} else {reasons[1]} if {is_false} else ()"
        else:
            choice = f"() if {is_true} or {is_false} else {missing(emit, root)}"
        emit.helpers["unique"] = _unique
        return self._made(emit, f"unique({choice})")

    def _made(self, emit: Emitter, result: str) -> Callable[..., Any]:
        """Runs the source that this room wrote from checked trees; nothing in it comes from outside."""
        names: dict[str, Any] = {"__builtins__": {"len": len, "float": float, "str": str}, **emit.helpers}
        names.update((f"p_{name}", value) for name, value in self.parameters.items())
        exec(compile(emit.function("made", result), "<criteria>", "exec"), names)  # noqa: S102
        made: Callable[..., Any] = names["made"]
        return made


def _explained(emit: Emitter, root: Node) -> str:
    """One element of `explain_many`."""
    is_true, is_false = emit.when(root, True), emit.when(root, False)
    why, asked = (_once(code) for code in (deciding(emit, root, True), missing(emit, root)))
    return f"(True, {why}) if {is_true} else (False, ()) if {is_false} else (None, {asked}), "


def _once(code: str) -> str:
    joined = " + " in code or " if " in code or not code.startswith("(")
    return f"unique({code})" if joined else code


def _unique(names: tuple[str, ...]) -> tuple[str, ...]:
    return names if len(names) < 2 else tuple(dict.fromkeys(names))


def compile_python(
    criteria: Iterable[Criterion], vocabulary: Vocabulary, parameters: Mapping[str, Encoded] | None = None
) -> Compiled:
    """Compiles criteria; `parameters` override the vocabulary's values."""
    return Compiled(list(criteria), {**vocabulary.values_of_parameters(), **(parameters or {})})

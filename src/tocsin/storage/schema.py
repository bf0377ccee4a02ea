"""The schema's steps: which are applied, which are missing, and applying them in two stages (design §10).

`pre` steps only add, and are applied while the previous release still runs. `post` steps take away or
tighten, and are applied when it no longer does. The stage stands in a step's name, so that a release
knows of a step that it has never seen whether it can bear it.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tocsin.app.ports import StoreUnavailable
from tocsin.app.ports_upkeep import Schema, Stage
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.storage.session import Part

LABEL = "storage"
_POST = "_post_"
_LOCK = 0x70C51
_OLDEST_SQLITE = (3, 35)


def known_steps() -> tuple[str, ...]:
    """Every step that this release has, in order."""
    folder = str(Path(__file__).with_name("migrations"))
    return tuple(sorted(found.name for found in pkgutil.iter_modules([folder])))


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """A lock beside the database: on the file itself, closing it would drop SQLite's own locks."""
    try:
        import fcntl
    except ImportError:  # not a POSIX system: there SQLite alone keeps two apart
        yield
        return
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def is_post(step: str) -> bool:
    """Whether a step takes something away or tightens."""
    return _POST in step


class Schemas(Part):
    """How the database's schema stands, and bringing it up to date."""

    def schema_state(self) -> Schema:
        """How the schema stands to this release. Raises StoreUnavailable when nobody answers."""
        known, applied = known_steps(), self._applied()
        missing = tuple(step for step in known if step not in applied)
        unknown = tuple(step for step in applied if step not in known)
        if not applied:
            return Schema("empty", missing, fits=False)
        if unknown:
            return Schema("ahead", unknown, fits=not any(map(is_post, unknown)))
        if missing:
            return Schema("behind", missing, fits=all(map(is_post, missing)))
        return Schema("current")

    def _applied(self) -> tuple[str, ...]:
        path = self._session.address.path
        if path is not None and not path.exists():
            return ()
        sql = "SELECT name FROM django_migrations WHERE app = %s ORDER BY name"
        with self._session.failures():
            if "django_migrations" not in self._session.connection.introspection.table_names():
                return ()
            return tuple(name for (name,) in self._session.fetch(sql, [LABEL]))

    def migrate(self, stage: Stage | None = None) -> tuple[str, ...]:
        """Applies what is missing, in order, and names it; a SQLite file is made where there is none.

        `pre` stops before the first `post` step. Raises Refused on a schema that a newer release made,
        and when a `pre` step can come only after a `post` step.
        """
        self._refuse_old_engine()
        self._make_file()
        state = self.schema_state()
        if state.state == "ahead":
            raise self._newer(state.names)
        wanted = self._wanted(state.names, stage)
        if wanted:
            self._apply(wanted)
        return wanted

    def _wanted(self, missing: tuple[str, ...], stage: Stage | None) -> tuple[str, ...]:
        if stage == "pre":
            first = next((place for place, step in enumerate(missing) if is_post(step)), len(missing))
            if all(map(is_post, missing[first:])):
                return missing[:first]
            raise self._refused(
                f"`{missing[first]}` must come before the steps of stage `pre`",
                "stop every worker and run `tocsin db migrate` without a stage",
            )
        if stage == "post" and not all(map(is_post, missing)):
            raise self._refused("the steps of stage `pre` are missing", "run `tocsin db migrate --stage pre`")
        return missing

    def _apply(self, wanted: Sequence[str]) -> None:
        """Each step by name: they need not be one chain. Two that migrate at once: one waits, then finds
        the work done; a step that is named although it is applied would be taken back with what follows it.
        """
        from django.db.migrations.executor import MigrationExecutor

        with self._session.failures(), self._alone():
            executor = MigrationExecutor(self._session.connection)
            applied = executor.loader.applied_migrations
            missing = [(LABEL, step) for step in wanted if (LABEL, step) not in applied]
            if missing:
                executor.migrate(missing)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        path = self._session.address.path
        if path is not None:
            with _held(path.with_name(f"{path.name}.lock")):
                yield
            return
        self._session.fetch("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            yield
        finally:
            self._session.fetch("SELECT pg_advisory_unlock(%s)", [_LOCK])

    def _make_file(self) -> None:
        path = self._session.address.path
        if path is None or path.exists():
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
        except OSError as error:
            shown = self._session.address.shown
            message = f"`{shown}` cannot be made: {error.strerror or error}"
            raise StoreUnavailable(shown, message, "choose a folder that you may write to", False) from None

    def _refuse_old_engine(self) -> None:
        if self._session.address.is_postgres:
            return
        import sqlite3

        if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
            message = f"SQLite {sqlite3.sqlite_version} is too old: 3.35 or newer is needed"
            raise self._refused(message, "use a newer Python, or PostgreSQL")

    def _newer(self, names: tuple[str, ...]) -> Refused:
        listed = ", ".join(f"`{name}`" for name in names)
        return self._refused(f"a newer release made this schema: {listed}", "use that release")

    def _refused(self, message: str, help_: str) -> Refused:
        return Refused(Finding("store", message, Position.of(self._session.address.shown), help_), usage=True)

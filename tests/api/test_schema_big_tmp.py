"""The whole schema against the whole of Django: whatever is sent, the answer is one that the schema tells.

Every operation is called with examples, with each boundary of its schema, and with drawn values that fit and
that do not; all checks of schemathesis hold, with a seed that never changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.config import SchemathesisConfig
from schemathesis.core.parameters import ParameterLocation

from tests.api.conftest import ALL
from tests.site import Site, configured, let_go, point_to

configured()
STATUSES = ["2xx", "401", "403", "404", "409", "412", "422", "429"]
CONFIG = SchemathesisConfig.from_dict(
    {
        "seed": 1042,
        "generation": {"max-examples": 40, "allow-x00": False, "database": "none"},
        "checks": {"positive_data_acceptance": {"expected-statuses": STATUSES}},
    }
)


def _schema() -> Any:
    """The schema as it is served, and the application that serves it."""
    from django.core.wsgi import get_wsgi_application

    from tocsin.api.v1.build import api
    from tocsin.api.v1.openapi import schema

    made = schemathesis.openapi.from_dict(schema(api), config=CONFIG)
    made.app = get_wsgi_application()
    return made.exclude(path="/api/v1/stream")


schema = _schema()
KNOWN: dict[str, Any] = {}


@pytest.fixture(scope="module")
def desk(site_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A desk with something in it of every kind, asked by an administrator."""
    import shutil

    file = tmp_path_factory.mktemp("schema") / "desk.db"
    shutil.copy(site_made, file)
    with pytest.MonkeyPatch.context() as patch:
        point_to(f"sqlite:///{file}", patch)
        patch.setenv("TOCSIN_API_RATE", "0")
        patch.setenv("TOCSIN_WEBHOOK_ALLOW", "")
        made = Site(patch)
        _fill(made)
        yield made
        let_go()


def _fill(made: Site) -> None:
    from django.test import Client

    KNOWN["id"] = made.report()
    made.report("Slow search", facts={"kind": "slowness"})
    KNOWN["token"] = made.token("administrator", ALL, contact="chloe-martin")
    headers = {"Authorization": f"Bearer {KNOWN['token']}"}
    KNOWN["hash"] = made.desk.books.current().hash
    body = {"name": "x", "url": "https://192.0.2.1/x"}
    answer = Client().post("/api/v1/webhooks", body, content_type="application/json", headers=headers)
    KNOWN["number"] = 1
    KNOWN["username"] = "chloe-martin"
    assert answer.status_code in (201, 422)


@schemathesis.hook
def map_case(context: Any, case: Any) -> Any:
    """Of what fits, a half names something that is there."""
    path = case.meta.components.get(ParameterLocation.PATH) if case.meta else None
    if path and path.mode.is_positive and case.path_parameters and len(str(case.path_parameters)) % 2:
        case.path_parameters = {name: KNOWN.get(name, old) for name, old in case.path_parameters.items()}
    return case


@schema.parametrize()
@settings(
    max_examples=40, deadline=None, derandomize=False, database=None,
    phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck),
)  # fmt: skip
def test_every_operation_keeps_its_schema(case: Any, desk: Site) -> None:
    desk._now += timedelta(minutes=2)
    headers = {"Authorization": f"Bearer {KNOWN['token']}", "Accept-Encoding": "identity"}
    case.call_and_validate(headers=headers)

"""The pages of webhooks: made, shown once, tried, switched, ended; addresses inside are refused."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.conftest import Api

HERE = "/settings/webhooks"


@pytest.fixture
def admin(api: Api) -> Any:
    return api.site.client("administrator")


def test_a_receiver_is_made_pinged_switched_off_and_ended(admin: Any) -> None:
    from tocsin.accounts.webhooks.models import Delivery, Webhook

    assert b"Nothing listens yet" in admin.get(HERE).content
    said = {"name": "status page", "url": "https://93.184.216.34/t?b=<i>", "kinds": ["opened", "resolved"]}
    made = admin.post(f"{HERE}/new", said)
    assert made.status_code == 200, made.content
    assert b"shown this once" in made.content
    assert b"<i>" not in made.content
    hook = Webhook.objects.get()
    assert (hook.name, hook.kinds) == ("status page", "opened resolved")
    again = admin.get(f"{HERE}/{hook.pk}")
    assert b"shown this once" not in again.content
    admin.post(f"{HERE}/{hook.pk}/ping")
    sent = Delivery.objects.get()
    assert b"on its way" in admin.get(f"{HERE}/{hook.pk}").content
    assert b"ping" in admin.get(f"{HERE}/{hook.pk}/{sent.pk}").content
    admin.post(f"{HERE}/{hook.pk}/{sent.pk}/again")
    assert Delivery.objects.count() == 2
    admin.post(f"{HERE}/{hook.pk}/switch", {"on": "0"})
    assert b"switched off by" in admin.get(HERE).content
    assert admin.post(f"{HERE}/{hook.pk}/{sent.pk}/again").status_code == 422
    renewed = admin.post(f"{HERE}/{hook.pk}/secret")
    assert b"shown this once" in renewed.content
    admin.post(f"{HERE}/{hook.pk}/change", {"name": "the page", "url": hook.url})
    hook.refresh_from_db()
    assert (hook.name, hook.kinds) == ("the page", "")
    admin.post(f"{HERE}/{hook.pk}/end")
    assert not Webhook.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("url", "http://127.0.0.1/x", b"inside the house"),
        ("url", "nowhere", b"is none"),
        ("name", " ", b"no name"),
    ],
)
def test_what_cannot_be_a_receiver_is_refused_with_a_word(
    admin: Any, field: str, value: str, told: bytes
) -> None:
    said = {"name": "x", "url": "https://93.184.216.34/", field: value}
    answer = admin.post(f"{HERE}/new", said)
    assert answer.status_code == 422
    assert told in answer.content


def test_only_who_manages_webhooks_sees_them(api: Api) -> None:
    assert api.site.client("lead").get(HERE).status_code == 403
    assert api.site.client("").get(HERE).status_code == 302

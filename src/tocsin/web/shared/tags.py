"""Words and marks that every template may use: times in the viewer's zone, severities, icons, keys."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tocsin import bootstrap_site
from tocsin.core.model.finding import Refused
from tocsin.core.model.instant import iso
from tocsin.web.shared import assets, icons
from tocsin.web.shared.pages import may as may_do
from tocsin.web.shared.policy_now import policy_now
from tocsin.web.shared.spans import ago_words, left_words

register = template.Library()


@register.simple_tag
def asset(name: str) -> str:
    """The address of a static file, which changes with its content."""
    return assets.url(name)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawn sign; it is decoration: the word stands beside it."""
    return icons.svg(name)


@register.simple_tag
def key() -> SafeString:
    """The hidden field that makes sending a form twice the same as once."""
    return format_html('<input type="hidden" name="key" value="{}">', bootstrap_site.fresh_secret(16))


@register.simple_tag(takes_context=True)
def may(context: dict[str, Any], action: str) -> bool:
    """Whether the viewer may do it to something at least."""
    return may_do(context["request"], action)


@register.simple_tag
def severity(id_: str) -> SafeString:
    """A severity as a tag: colour and word."""
    word = _severity_word(id_)
    return format_html(
        '<span class="tag {}">{}{}</span>', id_.lower() or "p4", id_, f" {word}" if word else ""
    )


def _severity_word(id_: str) -> str:
    words = {"P1": _("critical"), "P2": _("high"), "P3": _("medium"), "P4": _("low")}
    return words.get(id_, "")


@register.simple_tag
def level(number: int) -> SafeString:
    """A level as a tag, with its name in the policy."""
    return format_html(
        '<span class="tag lvl" title="{}">{}</span>', level_name(number), _("Level %d") % number
    )


def level_name(number: int) -> str:
    """What the policy calls a level."""
    try:
        found = policy_now().levels.get(number)
    except Refused:
        return ""
    return found.name if found else ""


@register.filter
def called(person: str) -> str:
    """A person's name, from their id in the policy."""
    try:
        found = policy_now().contacts.get(person)
    except Refused:
        found = None
    return found.name if found else person.removeprefix("user:")


@register.simple_tag(takes_context=True)
def when(context: dict[str, Any], moment: datetime | None, form: str = "auto") -> SafeString | str:
    """A moment in the viewer's zone. `auto`: the day only when it is another one; `full`: always."""
    if moment is None:
        return ""
    zone, now = context["zone"], context["now"]
    local = moment.astimezone(zone)
    same = form != "full" and local.date() == now.astimezone(zone).date()
    text = f"{local:%H:%M}" if same else f"{local:%a %d %b %H:%M}"
    if form == "full":
        text = f"{local:%a %d %b %Y %H:%M}"
    return format_html(
        '<time datetime="{}" title="{}" class="num">{} <span class="soft zone">{}</span></time>',
        iso(moment), iso(moment), text, local.tzname() or "",
    )  # fmt: skip


@register.simple_tag(takes_context=True)
def ago(context: dict[str, Any], moment: datetime | None) -> SafeString | str:
    """How long ago, in words; the page keeps it true."""
    if moment is None:
        return ""
    text = ago_words(context["now"] - moment)
    return format_html('<time datetime="{0}" title="{0}" class="num" data-ago>{1}</time>', iso(moment), text)


@register.simple_tag(takes_context=True)
def left(context: dict[str, Any], due: datetime | None) -> SafeString | str:
    """What is left until a moment, counting down, with a word for how it stands."""
    if due is None:
        return ""
    span: timedelta = due - context["now"]
    return format_html(
        '<time datetime="{0}" title="{0}" class="num due {1}" data-left>{2}</time>',
        iso(due), standing(span), left_words(span),
    )  # fmt: skip


SOON = timedelta(minutes=15)


def standing(span: timedelta) -> str:
    """`late`, `soon` (15 minutes or less) or `calm`."""
    if span < timedelta(0):
        return "late"
    return "soon" if span <= SOON else "calm"

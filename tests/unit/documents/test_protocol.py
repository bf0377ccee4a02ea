"""The protocol: a form with B1 to B11, filled from the policy, blank where only the desk knows."""

from __future__ import annotations

import pytest

from tests.unit.documents.made import MADE, blocks, changed, document, policy, said, section
from tocsin.core.documents import outline as o
from tocsin.core.documents.build import build
from tocsin.core.documents.letters import blanks
from tocsin.core.documents.say import every, time


def form() -> o.Document:
    return document("protocol", "protocol")


@pytest.mark.req("B1")
def test_the_head_gives_version_dates_and_department() -> None:
    facts = {name: o.plain(value) for name, value in form().facts}
    header = policy("protocol").document
    assert (facts["Version"], facts["Department"]) == (header.version, header.department)
    assert (facts["Last updated"], facts["Effective"]) == (str(header.updated), str(header.effective))
    assert form().title == header.title
    assert form().short_hash in form().policy_hash


@pytest.mark.req("B2")
def test_the_notice_stands_at_the_top_or_is_told_as_missing() -> None:
    first = form().sections[0]
    assert policy("protocol").document.notice in said(first)
    silent = build("protocol", changed(lambda d: d["document"].pop("notice")), MADE)
    assert "document.notice:" in said(silent.sections[0])


@pytest.mark.req("B3")
def test_six_figures_are_blank_with_their_targets() -> None:
    (figures,) = blocks(form(), o.KeyFigures)
    assert len(figures.items) == 6
    assert {figure.value for figure in figures.items} == {"–"}
    notes = {figure.label: figure.note for figure in figures.items}
    assert notes["Active escalations"] == "live on the desk"
    retention = next(m for m in policy("protocol").metrics.values() if m.measure == "retention")
    assert notes["Customer retention"] == f"target {retention.target}"


@pytest.mark.req("B4")
def test_the_severity_table_is_the_policys_own() -> None:
    rows = blocks(section(form(), "severities"), o.Table)[0].rows
    for row, (key, severity) in zip(rows, policy("protocol").severities.items(), strict=True):
        cells = [o.plain(cell) for cell in row]
        assert cells[0].startswith(key)
        assert cells[1:4] == [time(severity.response), time(severity.resolution), every(severity.update)]
        assert cells[4] == severity.means
        assert all(example.rstrip(".") in cells[5] for example in severity.examples)


@pytest.mark.req("B4")
def test_the_protocol_preset_promises_what_its_source_demands() -> None:
    rows = blocks(section(form(), "severities"), o.Table)[0].rows
    promised = [tuple(o.plain(cell) for cell in row[1:4]) for row in rows]
    assert promised == [
        ("15 min", "4 h", "hourly"),
        ("1 h", "24 h", "daily"),
        ("4 h", "5 business days", "as needed"),
        ("1 business day", "10 business days", "as needed"),
    ]


@pytest.mark.req("B5", "B5.1", "B5.2", "B5.3", "B5.4", "B5.5", "B5.6")
def test_the_flow_has_its_six_steps_in_order() -> None:
    (steps,) = blocks(section(form(), "flow"), o.Numbered)
    known = list(policy("protocol").flow.values())
    assert len(steps.items) == len(known) == 6
    for item, step in zip(steps.items, known, strict=True):
        assert o.plain(item.text).startswith(step.name)
        assert [o.plain(below.text) for below in item.items] == step.does


@pytest.mark.req("B6")
def test_the_contact_matrix_gives_name_mail_and_phone_for_each_rung() -> None:
    rows = blocks(section(form(), "contacts"), o.Table)[0].rows
    assert [o.plain(row[0]) for row in rows][:5] == ["L1", "L2", "L3", "L4", "L5"]
    assert {"Technical", "Product"} <= {o.plain(row[0]) for row in rows}
    assert all("@" in o.plain(row[3]) and "555" in o.plain(row[4]) for row in rows)


@pytest.mark.req("B7")
def test_three_templates_are_ready_to_copy() -> None:
    scripts = blocks(section(form(), "templates"), o.Script)
    known = {blanks(m.body): m for m in policy("protocol").messages.values()}
    assert [known[s.body].stage for s in scripts] == ["acknowledgement", "update", "resolution"]
    assert "Next steps" in scripts[1].body
    assert "Root cause" in scripts[2].body


@pytest.mark.req("B8")
def test_the_check_list_keeps_every_cell() -> None:
    rows = blocks(section(form(), "checklist"), o.Table)[0].rows
    known = [(c.action, c.P1, c.P2, c.P3, c.P4) for c in policy("protocol").checklist.values()]
    assert [tuple(o.plain(cell) for cell in row) for row in rows] == known
    assert len(known) == 10


@pytest.mark.req("B9")
def test_seven_practices_are_printed() -> None:
    (listed,) = blocks(section(form(), "practices"), o.DefinitionList)
    assert [o.plain(d.term) for d in listed.items] == [p.name for p in policy("protocol").practices.values()]
    assert len(listed.items) == 7


@pytest.mark.req("B10")
def test_departments_find_their_notes_and_room_for_more() -> None:
    part = section(form(), "notes")
    assert all(note.department in said(part) for note in policy("protocol").notes.values())
    (blank,) = blocks(part, o.Form)
    assert [field.kind for field in blank.fields] == ["text", "long", "long", "date"]


@pytest.mark.req("B11")
def test_three_people_sign() -> None:
    (lines,) = blocks(section(form(), "signatures"), o.Signatures)
    signing = policy("protocol").signatories.values()
    assert [(s.role, s.name, s.date) for s in lines.items] == [(s.title, s.name, "") for s in signing]
    assert len(lines.items) == 3

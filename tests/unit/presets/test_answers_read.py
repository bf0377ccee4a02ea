"""Reading the ten inputs: what is understood, and what is said about the rest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.core.model.finding import Position
from tocsin.core.policy.answers.file import read_answers
from tocsin.core.policy.answers.hours import read_hours
from tocsin.core.policy.answers.questions import QUESTIONS
from tocsin.core.policy.answers.read import READERS
from tocsin.core.policy.answers.targets import read_aim
from tocsin.core.policy.source import Source


@pytest.mark.req("A0.5")
@pytest.mark.parametrize(
    ("said", "windows", "always_for"),
    [
        ("24/7", {}, ()),
        ("around the clock", {}, ()),
        ("Mon–Fri 8–20", {"mon-fri": ["08:00-20:00"]}, ()),
        ("24/7 for P1 only", {"mon-fri": ["09:00-17:00"]}, ("P1",)),
        ("Mon-Fri 8:30-17, 24/7 for P1 and P2", {"mon-fri": ["08:30-17:00"]}, ("P1", "P2")),
        (
            "Mon-Fri 8-12 and 13-20, Sat 9-13",
            {"mon-fri": ["08:00-12:00", "13:00-20:00"], "sat": ["09:00-13:00"]},
            (),
        ),
        ("weekdays 9am-5pm", {"mon-fri": ["09:00-17:00"]}, ()),
        ("every day 8-24", {"mon-sun": ["08:00-24:00"]}, ()),
    ],
)
def test_support_hours_in_words(
    said: str, windows: dict[str, list[str]], always_for: tuple[str, ...]
) -> None:
    found = read_hours(said)
    assert (found.as_data(), found.always_for, found.always) == (windows, always_for, not windows)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("whenever", "not understood"),
        ("Fri-Mon 8-9", "runs backwards"),
        ("Mon-Fri 20-8", "ends before it starts"),
        ("Mon-Fri 8-25", "no time of day"),
        ("Mon-Fri 8-12, Wed 13-14", "already has hours"),
        ("Mon-Fri", "not understood"),
    ],
)
def test_hours_that_make_no_sense_are_refused_with_the_reason(said: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_hours(said)


@pytest.mark.req("A0.3")
@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Free/Pro/Enterprise", ["Enterprise", "Pro", "Free"]),
        ("VIP vs Standard", ["VIP", "Standard"]),
        ("SMB/Mid-market/Enterprise", ["Enterprise", "Mid-market", "SMB"]),
        ("North, South", ["North", "South"]),
        (["Basic", "Gold"], ["Gold", "Basic"]),
    ],
)
def test_well_known_segments_are_put_in_order_and_others_stay(said: object, names: list[str]) -> None:
    assert [s.name for s in READERS["segments"](said)] == names


@pytest.mark.req("A0.6")
def test_systems_find_their_places() -> None:
    assert READERS["systems"]("Zendesk + Slack + Jira") == {
        "help_desk": "Zendesk", "chat": "Slack", "tracker": "Jira",
    }  # fmt: skip
    assert READERS["systems"]("Freshdesk + Teams") == {"help_desk": "Freshdesk", "chat": "Microsoft Teams"}
    assert READERS["systems"]("none") == {}
    assert READERS["systems"]({"help_desk": "Our own"}) == {"help_desk": "Our own"}
    with pytest.raises(ValueError, match="Zendesk"):
        READERS["systems"]("Zendeks")


@pytest.mark.req("A0.4", "A0.10", "A0.2")
@pytest.mark.parametrize(
    ("key", "said", "means"),
    [
        ("channels", "email, chat, ticket portal, social media", ("email", "chat", "portal", "social")),
        ("risks", "HIPAA/GDPR", ("hipaa", "gdpr")),
        ("risks", ["regulated data", "high PR risk", "mission-critical for customers"],
         ("regulated", "high_pr", "mission_critical")),
        ("industry", "B2B SaaS", "b2b-saas"),
        ("industry", "Managed services", "managed-services"),
        ("triggers", "outage, billing dispute > $5,000", ("outage", "billing dispute > $5,000")),
        ("country", "us", "US"),
        ("currency", "eur", "EUR"),
        ("zone", "Europe/Berlin", "Europe/Berlin"),
    ],
)  # fmt: skip
def test_words_that_people_use_are_understood(key: str, said: object, means: object) -> None:
    assert READERS[key](said) == means


@pytest.mark.parametrize(
    ("key", "said", "help_"),
    [
        ("industry", "fintek", "fintech"),
        ("channels", "emial", "email"),
        ("risks", "hipa", "hipaa"),
        ("zone", "Europe/Berln", "Europe/Berlin"),
        ("currency", "dollars", "EUR"),
        ("company", "", "name"),
        ("company", "x\x1b[31m", "control"),
        ("company", "x" * 300, "at most 200"),
        ("segments", "A, a", "rename"),
        ("segments", ", ".join(map(str, range(9))), "at most 8"),
        ("targets", "be nicer", "15 min"),
        ("targets", "P1 acknowledged > 15 min", "wrong way"),
        ("targets", "CSAT > 900%", "share"),
    ],
)
def test_what_is_not_understood_is_told_with_what_to_write(key: str, said: str, help_: str) -> None:
    with pytest.raises(ValueError, match=r"^[^:]+: ") as refused:
        READERS[key](said)
    assert help_ in str(refused.value)


@pytest.mark.req("A0.9")
@pytest.mark.parametrize(
    ("said", "about", "sign", "value"),
    [
        ("P1 acknowledged < 15 min", "ack-P1", "<", "15m"),
        ("P2 acknowledged within 1 hour", "ack-P2", "<", "1h"),
        ("25 % fewer escalations", "fewer", "<", "25"),
        ("CSAT > 90 %", "csat", ">", "90%"),
        ("better MTTR", "resolution-P1", "", ""),
        ("P1 resolved < 4 h", "resolution-P1", "<", "4h"),
        ("pages per engineer < 6 a week", "pages", "<", "6 per week"),
    ],
)
def test_target_figures(said: str, about: str, sign: str, value: str) -> None:
    aim = read_aim(said)
    assert (aim.about, aim.sign, aim.value) == (about, sign, value)


def test_a_file_of_answers_tells_every_fault_at_its_place() -> None:
    text = "company: Acme\nindustri: telecom\nchannels: [email, pigeon]\nzone: Mars/Base\n"
    text += "risks:\n  - hipaa\n  - gpdr\n"
    read = read_answers(Source("a.yaml", text))
    places = {(f.at.line, f.at.column): f for f in read.findings}
    assert places[(2, 1)].help == "did you mean `industry`?"
    assert places[(3, 19)].message == "`pigeon` is no channel"
    assert places[(4, 7)].message == "`Mars/Base` is no time zone"
    assert places[(7, 5)].help == "did you mean `gdpr`?"
    assert read.values == {"company": "Acme"}


@pytest.mark.parametrize(
    "text", ["", "- a", "company: [", "company: {a: b}", "company: true", "\tcompany: x"]
)
def test_a_broken_file_is_a_finding_with_a_place(text: str) -> None:
    read = read_answers(Source("a.yaml", text))
    assert read.findings
    assert all(isinstance(f.at, Position) and f.at.file == "a.yaml" and f.message for f in read.findings)


def test_each_question_has_its_requirement_a_help_and_a_default_that_is_understood() -> None:
    wanted = {f"A0.{n}" for n in range(1, 11)}
    assert {q.requirement for q in QUESTIONS} == wanted
    for question in QUESTIONS:
        assert question.help.endswith(".")
        if question.default:
            READERS[question.key](question.default)
        for choice in question.choices:
            READERS[question.key](choice)


@given(
    st.sampled_from(sorted(READERS)),
    st.one_of(st.text(max_size=60), st.lists(st.text(max_size=20), max_size=4)),
)
def test_any_text_is_read_or_refused_with_words(key: str, said: object) -> None:
    try:
        READERS[key](said)
    except ValueError as error:
        assert str(error)

"""What every part of the schema is made of: strict models, ids, durations, money, criteria."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    WithJsonSchema,
)
from pydantic_core.core_schema import CoreSchema, no_info_before_validator_function

from tocsin.core.model.duration import Span, parse_span, words
from tocsin.core.model.money import Money, Share, parse_money, parse_share

SEVERITIES = ("P1", "P2", "P3", "P4")
LEVELS = (0, 1, 2, 3, 4)
ALWAYS = "always"


class Strict(BaseModel):
    """A part of the policy: an unknown key is an error, and nothing changes once it is read."""

    # Only the whole policy is ever validated: its parts are built with it, not one by one at import.
    model_config = ConfigDict(
        extra="forbid", frozen=True, populate_by_name=True, str_strip_whitespace=True, defer_build=True
    )


def _read_span(value: object) -> object:
    if isinstance(value, Span):
        return value
    if isinstance(value, timedelta):
        return Span(value)
    if not isinstance(value, str):
        raise ValueError("a duration needs its unit: write it like `15m`, `2 days` or `5 business days`")
    return parse_span(value)


def _read_money(value: object) -> object:
    if isinstance(value, Money):
        return value
    if not isinstance(value, str):
        raise ValueError("money needs its currency: write it like `50000 USD`")
    return parse_money(value)


def _read_share(value: object) -> object:
    if isinstance(value, Share):
        return value
    if not isinstance(value, str):
        raise ValueError("a share needs its sign: write it like `10% of monthly fee`")
    return parse_share(value)


def _read_sum(value: object) -> object:
    return _read_share(value) if isinstance(value, str) and "%" in value else _read_money(value)


def _read_fraction(value: object) -> object:
    if isinstance(value, str) and value.strip().endswith("%"):
        try:
            return float(value.strip()[:-1]) / 100
        except ValueError:
            raise ValueError(f"`{value}` is no percentage: write it like `5%`") from None
    return value


def _plain(value: object) -> str:
    return str(value) if not isinstance(value, timedelta) else words(value)


@dataclass(frozen=True)
class Shorthand:
    """Lets a mapping with one important key be written as that key's value alone."""

    key: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The mapping's own schema, after the short form is written out."""
        return no_info_before_validator_function(self._expand, handler(source))

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Editors are told of both forms."""
        return {"anyOf": [{"type": "string", "description": f"`{self.key}:` alone."}, handler(core)]}

    def _expand(self, value: object) -> object:
        return {self.key: value} if isinstance(value, str) else value


_TEXT = PlainSerializer(_plain, return_type=str)
_SPAN_SCHEMA = {
    "type": "string",
    "description": "A duration: `15m`, `1h30m`, `2 days`, `5 business days`.",
    "examples": ["15m", "4h", "5 business days"],
}
_MONEY_SCHEMA = {"type": "string", "description": "Money: `50000 USD`.", "examples": ["50000 USD"]}
_SHARE_SCHEMA = {"type": "string", "description": "A share of the monthly fee: `10% of monthly fee`."}
_SUM_SCHEMA = {"type": "string", "description": "Money (`500 USD`) or a share (`10% of monthly fee`)."}
_FRACTION_SCHEMA = {"anyOf": [{"type": "number"}, {"type": "string"}], "examples": ["5%"]}

Duration = Annotated[Span, BeforeValidator(_read_span), _TEXT, WithJsonSchema(_SPAN_SCHEMA)]
Amount = Annotated[Money, BeforeValidator(_read_money), _TEXT, WithJsonSchema(_MONEY_SCHEMA)]
FeeShare = Annotated[Share, BeforeValidator(_read_share), _TEXT, WithJsonSchema(_SHARE_SCHEMA)]
Sum = Annotated[Money | Share, BeforeValidator(_read_sum), _TEXT, WithJsonSchema(_SUM_SCHEMA)]
Fraction = Annotated[
    float, BeforeValidator(_read_fraction), Field(ge=0, le=1, strict=True), WithJsonSchema(_FRACTION_SCHEMA)
]

Id = Annotated[
    str,
    Field(pattern=r"^[a-z][a-z0-9_-]{0,63}$", description="A stable id: small letters, digits, `-`, `_`."),
]
FactId = Annotated[
    str,
    Field(pattern=r"^[a-z][a-z0-9_]{0,63}$", description="A fact's id: small letters, digits, `_`."),
]
SeverityId = Annotated[str, Field(pattern=r"^P[1-4]$", description="P1, P2, P3 or P4.")]
Whole = Annotated[int, Field(strict=True)]
"""A whole number: `true` is none, and neither is a quoted one."""
Number = Whole | Annotated[float, Field(strict=True)]
LevelId = Annotated[Whole, Field(ge=0, le=4, description="A level, 0 to 4.")]
Text = Annotated[str, Field(min_length=1)]


class Rule(Strict):
    """A criterion: an expression over facts, and the same in words for people (A-P 3)."""

    when: Annotated[str, Field(alias="if", min_length=1, description="The expression (CEL).")]
    text: str = Field("", description="What it means, in words a support lead would say aloud.")


Criterion = Annotated[Rule, Shorthand("if")]
Criteria = dict[Id, Criterion]


class Item(Strict):
    """A line of a list that people tick or read, with an id that stays."""

    text: Text
    when: Annotated[str | None, Field(alias="if", description="Only where this expression holds.")] = None


Line = Annotated[Item, Shorthand("text")]
Lines = dict[Id, Line]
shorthand = Shorthand

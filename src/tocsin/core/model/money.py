"""Money is decimal with a currency, never a float (A8, A1.4)."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

# ISO 4217: currencies whose minor unit is not a hundredth.
_DIGITS = {
    "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0, "RWF": 0,
    "UGX": 0, "UYI": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
    "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
}  # fmt: skip
_TEXT = re.compile(r"^(-?[\d,_ ]*\.?\d+)\s*([A-Za-z]{3})$")
_PREFIX = re.compile(r"^([A-Za-z]{3})\s*(-?[\d,_ ]*\.?\d+)$")
_PERCENT = re.compile(r"^(\d+(?:\.\d+)?)\s*%(?:\s+of\s+(?:the\s+)?monthly\s+fee)?$")
HELP = "write it like `50000 USD`"
_LIMIT = 2**63


def minor_digits(currency: str) -> int:
    """How many decimal digits the currency's minor unit has (ISO 4217)."""
    return _DIGITS.get(currency, 2)


@dataclass(frozen=True)
class Money:
    """An amount in one currency. Comparing two currencies is an error, never a guess."""

    amount: Decimal
    currency: str

    def minor(self) -> int:
        """The amount in minor units (cents), as criteria and history columns hold it.

        Raises ValueError when the amount has more digits than the currency, or is beyond 64 bits.
        """
        scaled = self.amount.scaleb(minor_digits(self.currency))
        if scaled != scaled.to_integral_value():
            raise ValueError(f"`{self}` has more decimals than {self.currency} has")
        if not -_LIMIT <= scaled < _LIMIT:
            raise ValueError(f"`{self}` is too large an amount")
        return int(scaled)

    @classmethod
    def from_minor(cls, units: int, currency: str) -> "Money":
        """The money that `minor()` gave."""
        return cls(Decimal(units).scaleb(-minor_digits(currency)), currency)

    def __str__(self) -> str:
        """Grouped thousands, decimals only when there are any: `50,000 USD`."""
        digits = minor_digits(self.currency)
        whole = self.amount == self.amount.to_integral_value()
        return (
            f"{self.amount:,.0f} {self.currency}" if whole else f"{self.amount:,.{digits}f} {self.currency}"
        )


@dataclass(frozen=True)
class Share:
    """A percentage of the customer's monthly fee (A8.3)."""

    percent: Decimal

    def of(self, fee: Money) -> Money:
        """The share of a fee, rounded half-even to the currency's minor unit."""
        unit = Decimal(1).scaleb(-minor_digits(fee.currency))
        return Money((fee.amount * self.percent / 100).quantize(unit, ROUND_HALF_EVEN), fee.currency)

    def __str__(self) -> str:
        return f"{self.percent.normalize():f}% of monthly fee"


def parse_money(text: str) -> Money:
    """Reads `50000 USD` or `USD 50,000`. Raises ValueError with what to write instead."""
    clean = text.strip()
    found = _TEXT.match(clean)
    number, currency = (found[1], found[2]) if found else ("", "")
    if not found and (prefix := _PREFIX.match(clean)):
        currency, number = prefix[1], prefix[2]
    try:
        amount = Decimal(re.sub(r"[,_ ]", "", number))
    except InvalidOperation:
        raise ValueError(f"`{text}` is no amount of money: {HELP}") from None
    return Money(amount, currency.upper())


def parse_share(text: str) -> Share:
    """Reads `10%` or `10% of monthly fee`. Raises ValueError with what to write instead."""
    found = _PERCENT.match(" ".join(text.strip().lower().split()))
    if not found:
        raise ValueError(f"`{text}` is no share: write it like `10% of monthly fee`")
    return Share(Decimal(found[1]))

"""Arithmetic as every back end does it: 64-bit integers and finite doubles; else unknown (None) (A1).

Division and remainder of integers go towards zero. An unknown operand gives an unknown result.
"""

from collections.abc import Callable

LOW, HIGH = -(2**63), 2**63 - 1
_LARGEST = 1.7976931348623157e308
# Beyond these a double has no 64-bit integer; CEL refuses the bounds themselves too.
_INT_LOW, _INT_HIGH = -9223372036854775808.0, 9223372036854775808.0


def add(left: int | None, right: int | None) -> int | None:
    """left + right, or None on overflow."""
    if left is None or right is None:
        return None
    result = left + right
    return result if LOW <= result <= HIGH else None


def subtract(left: int | None, right: int | None) -> int | None:
    """left - right, or None on overflow."""
    if left is None or right is None:
        return None
    result = left - right
    return result if LOW <= result <= HIGH else None


def multiply(left: int | None, right: int | None) -> int | None:
    """left * right, or None on overflow."""
    if left is None or right is None:
        return None
    result = left * right
    return result if LOW <= result <= HIGH else None


def divide(left: int | None, right: int | None) -> int | None:
    """left / right towards zero, or None on division by zero and overflow."""
    if left is None or not right:
        return None
    result = abs(left) // abs(right)
    result = result if (left < 0) == (right < 0) else -result
    return result if result <= HIGH else None


def remainder(left: int | None, right: int | None) -> int | None:
    """The remainder of `divide`, with the sign of `left`."""
    if left is None or not right or (left == LOW and right == -1):
        return None
    result = abs(left) % abs(right)
    return -result if left < 0 else result


def negate(value: int | None) -> int | None:
    """-value, or None on overflow."""
    return None if value is None or value == LOW else -value


def add_numbers(left: float | None, right: float | None) -> float | None:
    """left + right, or None when that is not finite."""
    return None if left is None or right is None else _finite(left + right)


def subtract_numbers(left: float | None, right: float | None) -> float | None:
    """left - right, or None when that is not finite."""
    return None if left is None or right is None else _finite(left - right)


def multiply_numbers(left: float | None, right: float | None) -> float | None:
    """left * right, or None when that is not finite."""
    return None if left is None or right is None else _finite(left * right)


def divide_numbers(left: float | None, right: float | None) -> float | None:
    """left / right, or None on division by zero and when the result is not finite."""
    return None if left is None or not right else _finite(left / right)


def negate_number(value: float | None) -> float | None:
    """-value."""
    return None if value is None else -value


def _finite(value: float) -> float | None:
    return value if -_LARGEST <= value <= _LARGEST else None


def to_integer(value: float | None) -> int | None:
    """A double towards zero, or None beyond 64 bits."""
    return int(value) if value is not None and _INT_LOW < value < _INT_HIGH else None


INTEGERS: dict[str, Callable[..., int | None]] = {
    "+": add, "-": subtract, "*": multiply, "/": divide, "%": remainder,
}  # fmt: skip
NUMBERS: dict[str, Callable[..., float | None]] = {
    "+": add_numbers, "-": subtract_numbers, "*": multiply_numbers, "/": divide_numbers,
}  # fmt: skip

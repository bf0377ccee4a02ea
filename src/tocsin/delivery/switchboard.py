"""One transport for all channels: asks the one that is configured, and says so where none is."""

from collections.abc import Mapping

from tocsin.app.ports import Outgoing
from tocsin.app.ports_delivery import Refusal, Sent, Transport, Unknown

CONFIGURE = {
    "email": "set TOCSIN_SMTP_URL and TOCSIN_MAIL_FROM",
    "webhook": "set TOCSIN_WEBHOOK_SECRET",
}
ADDRESSED = ("email", "sms", "phone", "webhook")
"""Channels that need an address from the policy; chat and push go by the person's own account."""
ALL = ("email", "webhook", "sms", "phone", "chat", "push")
ELSE = "give the person an `email` or `webhook` method in the policy, or set TOCSIN_SPOOL to rehearse"


class Switchboard:
    """Sends by the message's channel. `spool` takes what has no transport of its own, if there is one."""

    def __init__(self, transports: Mapping[str, Transport], spool: Transport | None = None) -> None:
        self._transports, self._spool = dict(transports), spool

    @property
    def channels(self) -> tuple[str, ...]:
        """The channels on which something is sent."""
        return ALL if self._spool is not None else tuple(c for c in ALL if c in self._transports)

    def send(self, outgoing: Outgoing) -> Sent:
        """Hands one message to its channel. Raises nothing."""
        transport = self._transports.get(outgoing.channel, self._spool)
        if transport is None:
            return Refusal(True, unconfigured(outgoing.channel))
        if outgoing.channel in ADDRESSED and not outgoing.address.strip():
            return Refusal(True, f"`{outgoing.person}` has no address for `{outgoing.channel}` in the policy")
        try:
            return transport.send(outgoing)
        except Exception as error:  # noqa: BLE001 (one broken transport may not stop the others)
            # Its text may hold an address or a key. Whether the message went out, nobody can say.
            return Unknown(f"`{outgoing.channel}` broke off: {type(error).__name__}")

    def close(self) -> None:
        """Hangs up kept connections."""
        for transport in self._transports.values():
            close = getattr(transport, "close", None)
            if close is not None:
                close()


def unconfigured(channel: str) -> str:
    """What to do about a channel that has no transport."""
    return f"nothing sends `{channel}` here: {CONFIGURE.get(channel, ELSE)}"

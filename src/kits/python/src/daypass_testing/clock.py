"""The clock of a server for tests."""

from datetime import datetime, timedelta


class Clock:
    """The server's time of day. Clients go on signing by the machine's clock."""

    def __init__(self, control):
        self._control = control

    def now(self):
        """What it tells."""
        return datetime.fromisoformat(_without_fractions_beyond_micro(self._control.ask("GET", "clock")["now"]))

    def advance(self, **span):
        """Moves it: advance(minutes=5), advance(hours=-1)."""
        self._control.ask("POST", "clock", {"advanceSeconds": timedelta(**span).total_seconds()})

    def set(self, instant, hold=False):
        """Sets it to a datetime with a time zone; with hold it stands still there."""
        if instant.tzinfo is None:
            raise ValueError("The instant has no time zone: use datetime(..., tzinfo=timezone.utc).")
        self._control.ask("POST", "clock", {"set": instant.isoformat(), "hold": hold})

    def reset(self):
        """Has it tell the machine's time again."""
        self._control.ask("POST", "clock", {"reset": True})


def _without_fractions_beyond_micro(text):
    # Python reads six digits of a second; the server writes seven.
    head, dot, rest = text.partition(".")
    if not dot:
        return text.replace("Z", "+00:00")
    digits = rest[: len(rest) - len(rest.lstrip("0123456789"))]
    return f"{head}.{digits[:6].ljust(6, '0')}{rest[len(digits):]}".replace("Z", "+00:00")

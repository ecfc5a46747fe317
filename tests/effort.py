"""How often a test that tries something over and over does so: for a change, for endurance."""

import os
from typing import Any

from hypothesis import HealthCheck, settings

# Set by `make endurance`: as often as was promised, with new examples at each run.
ENDURANCE = bool(os.environ.get("PIA_DESKTOP_ENDURANCE"))

# For a program or a wait that hangs: none takes nearly as long on the slowest machine.
LONGEST_CALL_S = 500

# How long an example takes is the machine's business, not the test's.
_UNHURRIED: dict[str, Any] = {"deadline": None, "suppress_health_check": list(HealthCheck)}


def effort(change: int, endurance: int) -> int:
    """Return how often to try: for a change few, for `make endurance` many."""
    return endurance if ENDURANCE else change


def load_profile() -> None:
    """Choose hypothesis' profile. A test whose examples are costly names its own number of them.

    For a change they are the same few at each run, so that a failure has to do with the change.
    """
    settings.register_profile(
        "change", max_examples=50, derandomize=True, database=None, **_UNHURRIED
    )
    settings.register_profile("endurance", max_examples=1000, print_blob=True, **_UNHURRIED)
    settings.load_profile("endurance" if ENDURANCE else "change")

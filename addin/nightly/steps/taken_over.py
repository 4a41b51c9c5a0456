"""What people decided in a production's own history counts where productions share one too."""

from __future__ import annotations

from addin.domain.night import Outcome, Step
from addin.nightly.steps.bench import Bench
from addin.nightly.steps.tries import timed, tried
from addin.wiring.gathering import gathered

NAME = "history"


def taken_over(bench: Bench) -> Step | None:
    """Take over what is new in the production's own history; None: nothing was.

    Every night: Excel's buttons keep what is decided there in the production's own folder. Where
    it cannot be read the production is checked without, and the step says why.
    """
    orders = bench.orders
    if not orders.history or not orders.keeps_history or orders.is_dry:
        return None

    def take(bench: Bench) -> Step:
        told = gathered(bench.folder, orders.history).sentence
        if not told:
            return Step(NAME, Outcome.NOTHING)
        return Step(NAME, Outcome.DONE, f"Taken over: {told}.")

    done = timed(NAME, lambda bench: tried(NAME, take, bench), bench)
    return None if done.outcome is Outcome.NOTHING else done

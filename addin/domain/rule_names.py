"""What the parameters of a rule table are called, and what each means: the words of the rules.

A table may hold other parameters too; these are the ones that something here works with.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: ``N`` in its name stands for a number of the writer's choice."""

    name: str
    unit: str
    meaning: str

    def is_meant_by(self, text: str) -> bool:
        """Whether a name in a table is this parameter."""
        pattern = re.escape(self.name).replace("N", r"\d+(?:\.\d+)?")
        return re.fullmatch(pattern, text, re.IGNORECASE) is not None


PARAMETERS: Final = tuple(
    Parameter(*(part.strip() for part in line.split("|")))
    for line in """
    rest_hours | hours | least rest between a release and the next call
    reduced_rest_hours | hours | least rest on the days on which it may be shortened
    weekly_rest_hours | hours | least rest in a week
    forced_call_amount | money | what a call before the end of the rest costs, whoever it is
    forced_call_most | money | the same: a day's pay, but never more than this
    forced_call_times | times | the same: each hour that is missing, at this multiple of the rate
    overtime_after_N_hours | times | from so many hours of a day on, the multiple of the rate
    sixth_day_after_N_hours | times | the same on the sixth day worked in a week
    seventh_day_after_N_hours | times | the same on the seventh
    weekly_overtime_after_N_hours | times | the same for straight hours of a week
    hours_counted_in | hours | the unit that hours are rounded to, 0.1 for tenths
    first_meal_within_hours | hours | the first meal is due so long after the call
    next_meal_within_hours | hours | the next is due so long after the last has ended
    meal_minimum_minutes | minutes | a shorter break is no meal
    meal_deducted_most_minutes | minutes | so much of a meal may be taken off the hours at most
    meal_grace_minutes | minutes | a meal so little late is not late
    meal_penalty_minutes | minutes | how late a meal is, in units of this
    meal_penalty_N | money | for the first, second … unit; the last holds for all that follow
    meal_penalty_hours_of_pay | hours | instead: so many hours' pay for a day with a late meal
    drop_gap_days | days | free calendar days between two days of work that make a drop
    drops_per_production | count | how often a person may be dropped and picked up
    per_diem | money | allowance for a full day away
    first_last_day_share | share | part of it on the first and the last day of a trip
    """.strip().splitlines()
)
"""Every parameter that something here works with, in the order of the subject."""

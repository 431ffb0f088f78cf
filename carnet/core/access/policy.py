"""A dated policy: the same rules, with the values that the law of that time gives them."""

from dataclasses import dataclass
from functools import cache

from carnet.core.access.matrix import Matrix, load_matrix
from carnet.core.emergency.access import EmergencySwitches


@dataclass(frozen=True, slots=True)
class Policy:
    """The values of one profile (product.md, « Two dated policies »).

    ``name``: the year by which people speak of it. ``initial_switches``: what a record opens with.
    ``structure_counts_as_author``: whether the authoring structure keeps an author's rights.
    ``occupational_health_may_read``: whether an occupational physician whom the person authorised may read.
    """

    name: str
    matrix: Matrix
    initial_switches: EmergencySwitches
    structure_counts_as_author: bool
    occupational_health_may_read: bool


@cache
def load_policy(name: str) -> Policy:
    """Give the policy of a year: ``2018`` is what the source texts say, ``2026`` today's law as far as it is known.

    Raises ``KeyError`` for any other name: a record is never decided under a policy that nobody wrote.
    """
    values = {"2018": _policy_2018, "2026": _policy_2026}
    return values[name]()


def _policy_2018() -> Policy:
    return Policy(
        name="2018",
        matrix=load_matrix("2018"),
        initial_switches=EmergencySwitches(samu=True, break_the_glass=True, masked_documents=False),
        structure_counts_as_author=False,
        occupational_health_may_read=False,
    )


def _policy_2026() -> Policy:
    return Policy(
        name="2026",
        matrix=load_matrix("2026"),
        initial_switches=EmergencySwitches(samu=True, break_the_glass=True, masked_documents=True),
        structure_counts_as_author=True,
        occupational_health_may_read=True,
    )

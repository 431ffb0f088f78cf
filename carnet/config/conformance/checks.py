"""Every check, in the order in which they run."""

from carnet.config.conformance import checks_of_deposits, checks_of_descriptions, checks_of_reading, checks_of_search
from carnet.config.conformance.checking import Check

CHECKS: tuple[Check, ...] = (
    *checks_of_descriptions.CHECKS,
    *checks_of_deposits.CHECKS,
    *checks_of_search.CHECKS,
    *checks_of_reading.CHECKS,
)

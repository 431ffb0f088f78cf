"""Every rule of access, in reading order. The order never matters to a decision."""

from carnet.core.access.rule import Rule
from carnet.core.access.rules import (
    authorship,
    blocks,
    care_teams,
    emergency,
    feeding,
    forbidden_uses,
    holder,
    insurer,
    masking,
    opening,
    professionals,
    record,
    representatives,
    support,
    treating_physician,
)

FAMILIES = (
    record,
    opening,
    holder,
    representatives,
    professionals,
    care_teams,
    treating_physician,
    authorship,
    masking,
    blocks,
    emergency,
    feeding,
    forbidden_uses,
    insurer,
    support,
)

RULES: tuple[Rule, ...] = tuple(
    value for family in FAMILIES for value in vars(family).values() if isinstance(value, Rule)
)

SENTENCES: dict[str, str] = {rule.id: rule.sentence for rule in RULES}

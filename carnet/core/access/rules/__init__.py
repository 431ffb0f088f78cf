"""Every rule of access, in reading order. The order never matters to a decision."""

from carnet.core.access.rule import Rule
from carnet.core.access.rules import (
    announcement,
    archives,
    authorship,
    blocks,
    care_teams,
    carers,
    checking,
    emergency,
    endings,
    feeding,
    forbidden_uses,
    holder,
    insurer,
    masking,
    minors,
    online_opening,
    opening,
    professionals,
    record,
    representatives,
    requests,
    set_aside,
    simulation,
    support,
    treating_physician,
)

FAMILIES = (
    record,
    endings,
    opening,
    online_opening,
    holder,
    simulation,
    representatives,
    minors,
    carers,
    professionals,
    care_teams,
    treating_physician,
    authorship,
    masking,
    announcement,
    archives,
    set_aside,
    requests,
    blocks,
    checking,
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

"""APP – an application never does more than it was let do: it bounds what its bearer may do, and gives nothing."""

from carnet.core.access.actors import software_of
from carnet.core.access.facts import Facts
from carnet.core.access.rule import forbid
from carnet.core.access.scopes import NEEDED


@forbid(
    "APP-01",
    "Une application ne fait que ce qui lui a été permis.",
    source="SMART App Launch 2.2, « Scopes » ; RFC 6749 3.3 ; product.md, « What must be true » : « One decision »",
)
def beyond_its_scopes(facts: Facts) -> bool:
    """Looks at what is asked and at nothing of the record: the refusal can be said plainly."""
    software = software_of(facts.actor)
    return software is not None and NEEDED.get(facts.action) not in software.may


@forbid(
    "APP-02",
    "Une application lit le dossier pour lequel elle a été acceptée, et aucun autre.",
    source="SMART App Launch 2.2, « Launch context » : patient ; product.md, « Minors and representatives »",
)
def another_record(facts: Facts) -> bool:
    """Whoever represents two children lets an application into the record of one of them."""
    software = software_of(facts.actor)
    return software is not None and software.record is not None and software.record != facts.record.id


@forbid(
    "APP-03",
    "Une application arrêtée ne fait plus rien, même ce qu’elle avait commencé.",
    source="product.md, « What must be true », 5 ; RFC 7009 2.1",
)
def was_put_out(facts: Facts) -> bool:
    """Looks at the yes as it stands under the record's lock, not as it stood when the token was recognised."""
    return facts.tie.software_is_out

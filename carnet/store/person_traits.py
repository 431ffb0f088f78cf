"""Records found by what somebody says of a person: a name and a birth date, as keyed digests."""

from collections.abc import Iterable

from carnet.core.identifiers import RecordId
from carnet.core.people import IdentityTraits, searchable
from carnet.store.models import PersonTraitRow


def texts_of(traits: IdentityTraits) -> tuple[str, ...]:
    """Give the texts whose keyed digests find a person: each of their names, with the birth date."""
    names = {searchable(name) for name in (traits.birth_name, traits.used_name)} - {""}
    return tuple(f"traits|{name}|{traits.birth_date.isoformat()}" for name in sorted(names))


def index(record: RecordId, digests: Iterable[bytes]) -> None:
    """Keep by what a record may be found. ``digests``: ``keyring.lookup_digest`` of each of ``texts_of``."""
    PersonTraitRow.objects.bulk_create(
        [PersonTraitRow(digest=digest, record_id=record) for digest in digests], ignore_conflicts=True
    )


def find(digests: Iterable[bytes], *, most: int) -> list[RecordId]:
    """Find the records that a digest may mean, ``most`` at most, always in the same order. Outside any record."""
    rows = PersonTraitRow.objects.filter(digest__in=list(digests)).order_by("record_id")
    return [RecordId(one) for one in rows.values_list("record_id", flat=True).distinct()[:most]]

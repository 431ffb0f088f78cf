"""The statements that gather facts. Read ``facts.py`` first: it says what their columns become."""

DOCUMENT_COLUMNS = (
    ("d.id", "uuid"),
    ("d.type_code", "text"),
    ("d.class_code", "text"),
    ("d.status", "text"),
    ("d.confidentiality", "text[]"),
    ("d.written_by", "text[]"),
    ("d.written_in", "text[]"),
    ("d.deposited_by", "text"),
    ("d.by_patient", "boolean"),
    ("d.entry_uuid", "uuid"),
    ("d.metadata_version", "integer"),
    ("d.unique_id", "text"),
    ("d.depositing_structure", "text"),
    ("d.submission_id", "uuid"),
    ("d.submitted_at", "timestamptz"),
    ("d.updated_at", "timestamptz"),
    ("d.format_code", "text"),
    ("d.facility_type", "text"),
    ("d.practice_setting", "text"),
    ("d.mime_type", "text"),
    ("d.size", "bigint"),
    ("d.creation", "timestamptz"),
    ("d.service_start", "timestamptz"),
    ("d.service_stop", "timestamptz"),
    ("a.target_id", "uuid"),
    ("d.sealed", "bytea"),
)
_DOCUMENT = ", ".join(column for column, _ in DOCUMENT_COLUMNS)
_DOCUMENT_AND_WHAT_IT_REPLACES = (
    "document d left join association a on a.record_id = d.record_id and a.kind = 'RPLC' and a.source_id = d.id"
)

RECORD_COLUMNS = (
    ("r.status", "text"),
    ("r.switch_samu", "boolean"),
    ("r.switch_break_the_glass", "boolean"),
    ("r.switch_masked", "boolean"),
    ("r.birth_date", "date"),
    ("coalesce(r.record_key, nobody.record_key)", "bytea"),
    ("own.given_at", "timestamptz"),
    ("least(own.ends_at, own.withdrawn_at)", "timestamptz"),
    ("team.given_at", "timestamptz"),
    ("least(team.ends_at, team.withdrawn_at)", "timestamptz"),
    ("shut_out.is_so", "boolean"),
    ("treating.is_so", "boolean"),
    ("e.mode", "text"),
    ("e.opened_at", "timestamptz"),
    ("e.until", "timestamptz"),
    ("e.closed_at", "timestamptz"),
    ("represents.valid_from", "timestamptz"),
    ("represents.valid_until", "timestamptz"),
    ("known.is_so", "boolean"),
)
_RECORD = ", ".join(column for column, _ in RECORD_COLUMNS)

# One row always comes back: that of nobody's record, to which whatever exists of the asked one is joined. An unknown
# record costs the same look-ups as a known one, and its attempt is traced under nobody's key.
_FROM_RECORD = """
    from record nobody
    left join record r on r.id = %(record)s
    left join access_authorization own
        on own.record_id = %(record)s and own.grantee_kind = 'person' and own.grantee = %(practitioner)s::text
    left join access_authorization team
        on team.record_id = %(record)s and team.grantee_kind = 'structure' and team.grantee = %(organization)s::text
        and exists (
            select from membership m
            where m.practitioner = %(practitioner)s::text and m.organization = %(organization)s::text
        )
    cross join lateral (
        select exists (
            select from block b
            where b.record_id = %(record)s and b.lifted_at is null
            and (
                b.grantee_kind = 'person' and b.grantee = %(practitioner)s::text
                or b.grantee_kind = 'structure' and b.grantee = %(organization)s::text
            )
        ) as is_so
    ) shut_out
    cross join lateral (
        select exists (
            select from treating_physician t
            where t.record_id = %(record)s and t.practitioner = %(practitioner)s::text and t.ended_at is null
        ) as is_so
    ) treating
    left join lateral (
        select mode, opened_at, until, closed_at
        from emergency_access
        where record_id = %(record)s and practitioner = %(practitioner)s::text
        order by (opened_at <= %(at)s and %(at)s < least(until, closed_at)) desc, opened_at desc
        limit 1
    ) e on true
    cross join lateral (
        select exists (
            select from first_access f
            where f.record_id = %(record)s and f.practitioner = %(practitioner)s::text
        ) as is_so
    ) known
    left join representative represents
        on represents.record_id = %(record)s and represents.account = %(account)s::text
"""
_OF_NOBODY = " where nobody.id = '00000000-0000-0000-0000-000000000000'"

ABOUT_RECORD = f"select {_RECORD} {_FROM_RECORD} {_OF_NOBODY}"

ABOUT_DOCUMENT = f"""
    select {_RECORD}, {_DOCUMENT}, d.blob_address, d.blob_key
    {_FROM_RECORD}
    left join ({_DOCUMENT_AND_WHAT_IT_REPLACES}) on d.record_id = %(record)s and d.id = %(document)s
    {_OF_NOBODY}
"""

# The record's facts in the one row that has a record key, then a row for each document, each half padded with nulls:
# a null costs nothing to carry, while a join would repeat the record's nineteen columns for every document.
ABOUT_DOCUMENTS = f"""
    select {_RECORD}, {", ".join(f"null::{kind}" for _, kind in DOCUMENT_COLUMNS)}
    {_FROM_RECORD} {_OF_NOBODY}
    union all
    select {", ".join(f"null::{kind}" for _, kind in RECORD_COLUMNS)}, {_DOCUMENT}
    from {_DOCUMENT_AND_WHAT_IT_REPLACES}
    where d.record_id = %(record)s and (%(with_deleted)s::boolean or d.status <> 'deleted')
"""

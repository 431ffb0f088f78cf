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
    ("d.hidings", "text[]"),
    ("d.hidden_from", "text[]"),
    ("d.awaits_check", "boolean"),
    ("d.announcement_due", "timestamptz"),
    ("d.announcement_extended", "boolean"),
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
    (
        """case when d.metadata_version > 1 then (
            select jsonb_agg(
                jsonb_build_array(
                    v.version, v.entry_uuid, v.at, v.status, v.confidentiality, v.hidings, v.hidden_from, v.awaits_check
                )
                order by v.version
            )
            from document_version v where v.record_id = d.record_id and v.document_id = d.id
        ) end""",
        "jsonb",
    ),
    ("d.authors_mark", "bytea"),
)
_DOCUMENT = ", ".join(column for column, _ in DOCUMENT_COLUMNS)
_DOCUMENT_AND_WHAT_IT_REPLACES = (
    "document d left join association a on a.record_id = d.record_id and a.kind = 'RPLC' and a.source_id = d.id"
)

SUCCESSOR_COLUMNS = (
    "s.id",
    "s.type_code",
    "s.class_code",
    "s.status",
    "s.confidentiality",
    "s.written_by",
    "s.written_in",
    "s.deposited_by",
    "s.by_patient",
    "s.hidings",
    "s.hidden_from",
    "s.awaits_check",
    "s.announcement_due",
    "s.announcement_extended",
    "s.submitted_at",
)
"""The columns by which a document is decided, of the one that replaced it."""

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
    ("shut_out.by", "text"),
    ("shut_out.refuses", "boolean"),
    ("treating.is_so", "boolean"),
    ("e.mode", "text"),
    ("e.opened_at", "timestamptz"),
    ("e.until", "timestamptz"),
    ("e.closed_at", "timestamptz"),
    ("represents.power", "text"),
    ("represents.valid_from", "timestamptz"),
    ("represents.valid_until", "timestamptz"),
    ("represents.suspended_at", "timestamptz"),
    ("represents.places_hidden_from", "timestamptz"),
    ("agreed.is_so", "boolean"),
    ("cares.accepted_at", "timestamptz"),
    ("cares.until", "timestamptz"),
    ("cares.ended_at", "timestamptz"),
    ("visit.id", "uuid"),
    ("visit.opened_at", "timestamptz"),
    ("visit.ends_at", "timestamptz"),
    ("r.hidden_classes", "text[]"),
    ("r.emancipated_at", "timestamptz"),
    ("r.protected_at", "timestamptz"),
    ("parents.number", "bigint"),
    ("places.are_hidden", "boolean"),
    ("r.masks_by_default", "boolean"),
    ("r.closing_reason", "text"),
    ("shown.them", "jsonb"),
    ("held.is_so", "boolean"),
    ("known.is_so", "boolean"),
    ("stopped.is_so", "boolean"),
)
_RECORD = ", ".join(column for column, _ in RECORD_COLUMNS)

# One row always comes back: that of nobody's record, to which whatever exists of the asked one is joined. An unknown
# record costs the same look-ups as a known one, and its attempt is traced under nobody's key.
# Of two blocks, ``min`` keeps the holder's own, since « holder » comes before « representative ». No comment stands in
# the SQL: the benchmark plays each statement back on one line.
_FROM_RECORD = """
    from record nobody
    left join record r on r.id = %(record)s
    left join access_authorization own
        on own.record_id = %(record)s and own.grantee_kind = 'person' and own.grantee = %(practitioner)s::text
    left join access_authorization team
        on team.record_id = %(record)s and team.grantee_kind = 'structure' and team.grantee = %(organization)s::text
        and (%(alone)s::boolean or exists (
            select from membership m
            where m.practitioner = %(practitioner)s::text and m.organization = %(organization)s::text
        ))
    cross join lateral (
        select min(b.set_by) as by, coalesce(bool_or(b.refuses_deposits), false) as refuses from block b
        where b.record_id = %(record)s and b.lifted_at is null
        and (
            b.grantee_kind = 'person' and b.grantee = %(practitioner)s::text
            or b.grantee_kind = 'structure' and b.grantee = %(organization)s::text
        )
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
        on represents.record_id = %(record)s and represents.account = %(representative)s::text
    cross join lateral (
        select count(*) as number from representative p
        where p.record_id = %(record)s and p.power = 'parent' and p.valid_from <= %(at)s
        and (p.valid_until is null or %(at)s < p.valid_until) and (p.suspended_at is null or %(at)s < p.suspended_at)
    ) parents
    cross join lateral (
        select exists (
            select from representative h
            where h.record_id = %(record)s and h.places_hidden_from <= %(at)s
            and h.valid_from <= %(at)s and (h.valid_until is null or %(at)s < h.valid_until)
        ) as are_hidden
    ) places
    cross join lateral (
        select exists (
            select from joint_agreement j
            join representative o on o.record_id = j.record_id and o.account = j.account and o.power = 'parent'
            where j.record_id = %(record)s and j.action = %(action)s and j.account <> %(representative)s::text
            and j.used_at is null and j.at <= %(at)s and %(at)s < j.at + interval '30 days'
            and o.valid_from <= %(at)s and (o.valid_until is null or %(at)s < o.valid_until)
            and (o.suspended_at is null or %(at)s < o.suspended_at)
        ) as is_so
    ) agreed
    left join carer cares
        on cares.record_id = %(record)s and cares.account = %(carer)s::text and cares.accepted_at is not null
    left join lateral (
        select id, opened_at, least(until, ended_at) as ends_at
        from secret_visit
        where record_id = %(record)s and practitioner = %(practitioner)s::text
        order by (opened_at <= %(at)s and %(at)s < least(until, ended_at)) desc, opened_at desc
        limit 1
    ) visit on true
    cross join lateral (
        select jsonb_agg(jsonb_build_array(
            s.opened_at, least(c.ends_at, s.stopped_at, o.ended_at), s.documents,
            p.power, p.valid_from, p.valid_until, p.suspended_at
        ) order by s.opened_at, s.id) as them
        from showing_opened o
        join showing s on s.record_id = o.record_id and s.id = o.showing_id
        join showing_code c on c.showing_id = s.id
        left join representative p on p.record_id = s.record_id and p.account = s.shown_by
        where o.record_id = %(record)s and o.practitioner = %(practitioner)s::text and %(at)s < s.until
        and (s.shown_by = '' or p.account is not null)
    ) shown
    cross join lateral (
        select %(grant)s::uuid is not null and not exists (
            select from app_grant g where g.id = %(grant)s::uuid and g.ended_at is null and %(at)s < g.ends_at
        ) as is_so
    ) stopped
    cross join lateral (
        select exists (
            select from secret_visit v
            where v.record_id = %(record)s and v.opened_at <= %(at)s and %(at)s < v.period_until
        ) as is_so
    ) held
"""
_OF_NOBODY = " where nobody.id = '00000000-0000-0000-0000-000000000000'"

ABOUT_RECORD = f"select {_RECORD} {_FROM_RECORD} {_OF_NOBODY}"

ABOUT_DOCUMENT = f"""
    select {_RECORD}, {_DOCUMENT}, d.blob_address, d.blob_key, {", ".join(SUCCESSOR_COLUMNS)}
    {_FROM_RECORD}
    left join ({_DOCUMENT_AND_WHAT_IT_REPLACES}) on d.record_id = %(record)s and d.id = %(document)s
    left join association b on b.record_id = %(record)s and b.kind = 'RPLC' and b.target_id = d.id
    left join document s on s.record_id = %(record)s and s.id = b.source_id
    {_OF_NOBODY}
"""

# The record's facts in the one row that has a record key, then a row for each document, each half padded with nulls:
# a null costs nothing to carry, while a join would repeat the columns of the record for every document. What replaced
# another comes even once it is deleted: it tells whether that one is superseded.
ABOUT_DOCUMENTS = f"""
    select {_RECORD}, {", ".join(f"null::{kind}" for _, kind in DOCUMENT_COLUMNS)}
    {_FROM_RECORD} {_OF_NOBODY}
    union all
    select {", ".join(f"null::{kind}" for _, kind in RECORD_COLUMNS)}, {_DOCUMENT}
    from {_DOCUMENT_AND_WHAT_IT_REPLACES}
    where d.record_id = %(record)s
    and (%(with_deleted)s::boolean or d.status <> 'deleted' or a.target_id is not null)
"""

WAITING_COLUMNS = (
    "d.id",
    "d.status",
    "d.confidentiality",
    "d.hidings",
    "d.awaits_check",
    "d.announcement_due",
    "d.announcement_extended",
    "d.hidden_from",
)

# For the worker, which is told neither the types nor the authors of what waits.
ABOUT_WAITING = f"""
    select r.status, r.birth_date, r.emancipated_at, r.masks_by_default, r.record_key, {", ".join(WAITING_COLUMNS)}
    from record r join document d on d.record_id = r.id
    where r.id = %(record)s and d.announcement_due <= %(at)s
    and d.status in ('current', 'superseded', 'archived')
    order by d.announcement_due, d.id
"""

RECORDS_WITH_WAITING = """
    select distinct record_id from document
    where announcement_due <= %(until)s and status in ('current', 'superseded', 'archived')
    order by record_id
"""

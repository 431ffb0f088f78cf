"""The benchmark runs from one end to the other and prints its rows; how fast anything is, no test says."""

import subprocess
import sys
from datetime import UTC, datetime
from uuid import UUID

import pytest

from carnet.config.home import ROOT
from tools.bench.__main__ import PAGE
from tools.bench.fresh import fresh_of
from tools.bench.large import LIMIT
from tools.bench.tables import BEGINS, ENDS, NoPlaceForFiguresError, Table, put_into
from tools.bench.timing import Comparison, Pace, compare
from tools.bench.wire import Statement
from tools.bench.yardstick import Script, script_of

ROWS = (
    "list20: use case",
    "list20: HTTP and FHIR around it",
    "read200k: use case",
    "read200k: HTTP around it",
    "opening the 200 kB alone",
    "decide: one of the",
    "decide: which of 60 documents are shown",
    "the whole list of that record",
    "deposit of the 200 kB CDA",
    "a line of the trace",
    "| list_documents ",
    "| deposit_documents, one, by INS ",
    "| /accueil/, 60 documents ",
    "| /accueil/ on a first visit, 60 documents ",
    "| /documents/, 60 documents ",
    "| /connexion/ ",
    "| /falc/ ",
    "| /documents/ after /connexion/ ",
    "in, ITI-105: a PDF, JSON",
    "out, the bytes",
    "create, ITI-105; 1 client; 1,000 documents",
    "create, ITI-105; 8 clients; 1,000 documents",
    "read, ITI-68; 8 clients; 1,000 documents",
    "search, ITI-67; 8 clients; 1,000 documents",
    "a bundle, ITI-65; 8 clients; 1,000 documents",
)
RECORD = UUID(int=7)


@pytest.fixture(scope="module")
def said() -> str:
    """What a quick run prints."""
    ran = subprocess.run(
        [sys.executable, "-m", "tools.bench", "--quick"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.mark.parametrize("row", ROWS)
def test_whoever_runs_the_benchmark_reads_every_row(said: str, row: str) -> None:
    assert row in said


def test_a_document_of_a_hundred_megabytes_comes_in_and_goes_out_through_a_web_server_that_hardly_grows(
    said: str,
) -> None:
    rows = [line.strip("| ").split("|") for line in said.splitlines() if line.startswith(("| in, ", "| out, "))]
    assert [int(on_the_wire) >= 100 for _, on_the_wire, _, _ in rows] == [True, True]
    assert max(float(grown) for _, _, _, grown in rows) * 2**20 < LIMIT


def test_what_is_new_in_each_request_is_drawn_by_pgbench_and_is_the_same_wherever_it_stands() -> None:
    def sent(number: int) -> list[Statement]:
        new = UUID(int=number)
        return [
            Statement(
                "insert into document (record_id, id, unique_id) values (%s, %s, %s)",
                [RECORD, new, f"urn:oid:1.{number}"],
                opens_record=False,
            ),
            Statement(
                "insert into association (id, kind) values (%(id)s, %(kind)s)",
                {"id": new, "kind": ""},
                opens_record=False,
            ),
        ]

    script = script_of(sent(2), fresh_of(sent(1), sent(2)))
    new = "lpad(to_hex(:fresh0::bigint), 32, '0')::uuid"
    assert script.text.splitlines() == [
        r"\set fresh0 random(1, 9223372036854775807)",
        r"\set fresh1 random(1, 9223372036854775807)",
        "insert into document (record_id, id, unique_id) values (:s0_at0, "
        f"{new}, ('urn' || chr(58) || 'oid' || chr(58) || '2.25.' || :fresh1::bigint));",
        f"insert into association (id, kind) values ({new}, '');",
    ]
    assert script.variables == {"s0_at0": str(RECORD)}


def test_whoever_reads_the_figures_knows_the_machine_and_the_programs(said: str) -> None:
    assert " cores of " in said
    assert "Python 3." in said
    assert "pgbench (PostgreSQL) " in said


def test_pgbench_sends_what_the_store_wrote_value_by_value() -> None:
    statements = [
        Statement("select 1 from access_token where digest = %(digest)s", {"digest": b"\x01\xff"}, opens_record=False),
        Statement("SET LOCAL carnet.record = 'x'; SELECT pg_advisory_xact_lock_shared(7)", None, opens_record=True),
        Statement(
            "select %(record)s, %(who)s::text, %(at)s, %(all)s::boolean",
            {"record": RECORD, "who": None, "at": datetime(2026, 11, 21, tzinfo=UTC), "all": False},
            opens_record=False,
        ),
        Statement("select role from membership where practitioner = %s", ("899700000001",), opens_record=False),
    ]
    assert script_of(statements) == Script(
        "select 1 from access_token where digest = :s0_digest;\n"
        "begin;\n"
        "SET LOCAL carnet.record = 'x'; SELECT pg_advisory_xact_lock_shared(7);\n"
        "select :s2_record, null::text, :s2_at, :s2_all::boolean;\n"
        "select role from membership where practitioner = :s3_at0;\n"
        "end;\n",
        {
            "s0_digest": "\\x01ff",
            "s2_record": str(RECORD),
            "s2_at": "2026-11-21T00:00:00+00:00",
            "s2_all": "false",
            "s3_at0": "899700000001",
        },
    )


def test_pgbench_writes_each_line_of_the_trace_under_a_new_number() -> None:
    statement = Statement(
        "insert into audit_event (record_id, id) values (%(record)s, %(id)s)",
        {"record": RECORD, "id": UUID(int=8)},
        opens_record=False,
    )
    assert "values (:s0_record, gen_random_uuid())" in script_of([statement]).text


def test_each_side_of_a_comparison_goes_first_in_its_turn() -> None:
    order: list[str] = []

    def side(name: str, wall: float) -> Pace:
        order.append(name)
        return Pace(wall, client=wall, server=0.0)

    compared = compare(lambda: side("ours", 0.004), lambda: side("theirs", 0.001), rounds=3)
    assert order == ["ours", "theirs", "theirs", "ours", "ours", "theirs"]
    assert compared.shares() == [0.25, 0.25, 0.25]


def test_half_as_many_a_second_is_a_share_of_a_half_whatever_the_moment() -> None:
    busy, calm = Pace(0.008, 0.004, 0.002), Pace(0.002, 0.001, 0.0005)
    compared = Comparison((busy, calm), (Pace(0.004, 0.001, 0.002), Pace(0.001, 0.00025, 0.0005)))
    assert compared.shares() == [0.5, 0.5]
    assert compared.share_by_cpu() == 0.5


def test_a_table_lines_up_whatever_its_cells() -> None:
    written = Table("Reading", ("", "a second"), (("a long name", "7"), ("b", "1,234"))).written()
    assert written == (
        "### Reading\n\n"
        "|             | a second |\n"
        "|-------------|---------:|\n"
        "| a long name |        7 |\n"
        "| b           |    1,234 |\n"
    )


def test_new_figures_take_the_place_of_the_former_and_leave_the_rest() -> None:
    page = f"Before.\n{BEGINS}\n\nold\n\n{ENDS}\nAfter.\n"
    assert put_into(page, "new\n") == f"Before.\n{BEGINS}\n\nnew\n\n{ENDS}\nAfter.\n"


def test_a_page_without_a_place_for_figures_is_refused() -> None:
    with pytest.raises(NoPlaceForFiguresError):
        put_into("Nothing here.", "new")


def test_the_page_of_the_project_has_a_place_for_figures() -> None:
    assert "new" in put_into(PAGE.read_text(encoding="utf-8"), "new")

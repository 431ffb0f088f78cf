"""Measure, print, and on demand write the figures into docs/performance.md."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from tools.bench import server
from tools.bench.tables import machine, put_into

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
LARGE = 1000
"""Documents of the large record."""
FEW, MANY = 1000, 100_000
"""Documents that the database holds while clients come; so many only where that is asked for, since it takes long."""


def main(arguments: list[str]) -> int:
    """Run the benchmark; 0 when it came to its end."""
    parser = argparse.ArgumentParser(prog="make bench", description="Measure the hot requests on this machine.")
    parser.add_argument("--quick", action="store_true", help="one short round each: whether it runs, not how fast")
    parser.add_argument(
        "--many", action="store_true", help=f"clients also come among {MANY:,} documents (minutes more)"
    )
    parser.add_argument("--write", action="store_true", help=f"put the figures into {PAGE.parent.name}/{PAGE.name}")
    chosen = parser.parse_args(arguments)
    busy = os.getloadavg()
    with server.started(tell=print) as database, tempfile.TemporaryDirectory() as folder:
        # These need Django, which the line above has just set up.
        from tools.bench import measures
        from tools.bench.large import large_documents
        from tools.bench.load import Load, under_load
        from tools.bench.pages import first_views, pages_of_a_large_record
        from tools.bench.world import make_world
        from tools.bench.yardstick import Pgbench

        pgbench = Pgbench.beside(database.programs, database.addresses.app)
        bench = measures.Bench(
            database=database,
            world=make_world(large=60 if chosen.quick else LARGE),
            pgbench=pgbench,
            folder=Path(folder),
            rounds=1 if chosen.quick else 9,
            calls=20 if chosen.quick else 150,
            few=2 if chosen.quick else 10,
        )
        options = [name for name, given in (("--quick", chosen.quick), ("--many", chosen.many)) if given]
        command = f"make bench ARGS='{' '.join(options)}'" if options else "make bench"
        head = machine(at=bench.world.env.clock.now(), command=command, pgbench=pgbench.version(), load=busy)
        print(head)
        large = 60 if chosen.quick else LARGE
        # First: each call that is measured below adds a line to the history that these pages tell.
        pages = pages_of_a_large_record(
            bench.world, database, folder=bench.folder, documents=large, calls=20 if chosen.quick else 200
        )
        tables = [pages.written()]
        print(tables[-1])
        for measure in (measures.traffic, measures.against_pgbench, measures.decisions, measures.writings):
            tables.append(measure(bench).written())
            print(tables[-1])
        load = Load(
            database=database,
            world=bench.world,
            pgbench=pgbench,
            folder=bench.folder,
            rounds=1 if chosen.quick else 5,
            calls=8 if chosen.quick else 160,
        )
        sizes = (FEW, MANY) if chosen.many else (FEW,)
        for table in (
            first_views(bench.world, folder=bench.folder, rounds=1 if chosen.quick else 5),
            large_documents(bench.world, folder=bench.folder, is_quick=chosen.quick),
            under_load(load, documents=sizes),
        ):
            tables.append(table.written())
            print(tables[-1])
    if chosen.write:
        PAGE.write_text(put_into(PAGE.read_text(encoding="utf-8"), "\n".join([head, *tables])), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

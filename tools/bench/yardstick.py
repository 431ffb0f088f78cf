"""The yardstick: pgbench, one client, prepared statements, sending the very SQL that a use case sends."""

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from urllib.parse import unquote, urlsplit
from uuid import UUID

from psycopg.sql import Literal

from tools.bench.fresh import Fresh, plain
from tools.bench.wire import Statement

_PLACE = re.compile(r"%(?:\((\w+)\))?s")
_OWN = re.compile(r"(?<!:):(s\d+_)")
"""A variable of a script; several scripts are sent at once, each with its own."""
_LOG = "runs"
NOTHING_FRESH = Fresh.nothing()
_NEW_EACH_TIME = {("insert into audit_event", "id"): "gen_random_uuid()"}
"""What a key forbids to send twice: the server draws it, where the product draws it itself."""


class NoPgbenchError(RuntimeError):
    """The PostgreSQL that was started here has no pgbench beside it: nothing can be compared."""


@dataclass(frozen=True, slots=True)
class Script:
    """A script of pgbench and the values of its variables."""

    text: str
    variables: dict[str, str]


def script_of(statements: Sequence[Statement], fresh: Fresh = NOTHING_FRESH) -> Script:
    """Write the statements of one call as a script: each transaction framed, each value bound as a variable.

    What stood in SQL text stays in it; nulls, lists and empty texts, which pgbench cannot bind, are written in the
    text. ``fresh``: what is drawn anew by each run.
    """
    lines = fresh.setting()
    variables: dict[str, str] = {}
    within = False
    for number, statement in enumerate(statements):
        if statement.opens_record:
            lines += ["end;"] if within else []
            lines.append("begin;")
            within = True
        lines.append(f"{_bound(statement, f's{number}_', variables, fresh)};")
    return Script("\n".join([*lines, *(["end;"] if within else [])]) + "\n", variables)


def _bound(statement: Statement, prefix: str, variables: dict[str, str], fresh: Fresh) -> str:
    sql = " ".join(statement.sql.split())
    if not statement.values:
        return sql
    # Django's own statements have places in their order, those of the store have names.
    in_order = iter(() if isinstance(statement.values, Mapping) else statement.values)
    numbers = count()

    def place(found: re.Match[str]) -> str:
        name = found[1] or f"at{next(numbers)}"
        value = plain(statement.values[name] if isinstance(statement.values, Mapping) else next(in_order))
        if isinstance(value, list) or value == "":
            return Literal(value).as_string()
        if value in fresh.written:
            return fresh.written[value]
        for (start, drawn), instead in _NEW_EACH_TIME.items():
            if sql.startswith(start) and name == drawn:
                return instead
        if value is None:
            return "null"
        variables[prefix + name] = _text(value)
        return f":{prefix}{name}"

    return _PLACE.sub(place, sql).replace("%%", "%")


def _text(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case bytes():
            return "\\x" + value.hex()
        case datetime():
            return value.isoformat()
        case UUID() | str() | int():
            return str(value)
        case _:
            raise TypeError(f"a value of type {type(value).__name__} cannot be written for pgbench")


@dataclass(frozen=True, slots=True)
class Pgbench:
    """pgbench of the server under test. ``url``: of the database, as the role that the product has."""

    program: Path
    url: str

    @classmethod
    def beside(cls, programs: Path, url: str) -> "Pgbench":
        """Find it among the server's programs."""
        program = programs / "pgbench"
        if not program.exists():
            raise NoPgbenchError(f"no pgbench in {programs}")
        return cls(program, url)

    def version(self) -> str:
        """Say which it is: ``pgbench (PostgreSQL) 18.0``."""
        return subprocess.run([self.program, "--version"], capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603  the server's own program

    def latencies(self, *scripts: Script, folder: Path, calls: int, clients: int = 1) -> list[float]:
        """Run scripts, drawn by chance when there are several; give how long each run of one lasted, in seconds.

        ``calls``: of each of the ``clients``, which have a connection each. ``folder`` receives the scripts and what
        pgbench writes of each run. Raises ``CalledProcessError`` when a statement fails.
        """
        parts = urlsplit(self.url)
        command: list[str | Path] = [self.program, "--no-vacuum", f"--client={clients}", "--protocol=prepared"]
        command += [f"--transactions={calls}", "--log", f"--log-prefix={folder / _LOG}"]
        for number, script in enumerate(scripts):
            file = folder / f"script{number}.sql"
            file.write_text(_OWN.sub(rf":v{number}_\1", script.text), encoding="utf-8")
            command.append(f"--file={file}")
            command += [f"--define=v{number}_{name}={value}" for name, value in script.variables.items()]
        command += [f"--host={parts.hostname}", f"--port={parts.port}", f"--username={unquote(parts.username or '')}"]
        command.append(parts.path.removeprefix("/"))
        secret = {"PGPASSWORD": unquote(parts.password or "")}
        subprocess.run(command, capture_output=True, check=True, env=os.environ | secret)  # noqa: S603  the server's own program
        (log,) = folder.glob(f"{_LOG}.*")
        # A line a run: the client, the number of the run, how many microseconds it lasted, …
        lasted = [int(line.split()[2]) / 1e6 for line in log.read_text(encoding="ascii").splitlines()]
        log.unlink()
        return lasted

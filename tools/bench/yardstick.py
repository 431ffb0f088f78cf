"""The yardstick: pgbench, one client, prepared statements, sending the very SQL that a use case sends."""

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import UUID

from tools.bench.wire import Statement

_PLACE = re.compile(r"%(?:\((\w+)\))?s")
_LOG = "runs"
_NEW_EACH_TIME = {("insert into audit_event", "id"): "gen_random_uuid()"}
"""What a key forbids to send twice: the server draws it, where the product draws it itself."""


class NoPgbenchError(RuntimeError):
    """The PostgreSQL that was started here has no pgbench beside it: nothing can be compared."""


@dataclass(frozen=True, slots=True)
class Script:
    """A script of pgbench and the values of its variables."""

    text: str
    variables: dict[str, str]


def script_of(statements: Sequence[Statement]) -> Script:
    """Write the statements of one call as a script: each transaction framed, each value bound as a variable.

    What stood in SQL text stays in it; a null, which pgbench cannot bind, is written in the text.
    """
    lines: list[str] = []
    variables: dict[str, str] = {}
    within = False
    for number, statement in enumerate(statements):
        if statement.opens_record:
            lines += ["end;"] if within else []
            lines.append("begin;")
            within = True
        lines.append(f"{_bound(statement, f's{number}_', variables)};")
    return Script("\n".join([*lines, *(["end;"] if within else [])]) + "\n", variables)


def _bound(statement: Statement, prefix: str, variables: dict[str, str]) -> str:
    sql = " ".join(statement.sql.split())
    if not statement.values:
        return sql
    # Django's own statements have places in their order, those of the store have names.
    in_order = iter(() if isinstance(statement.values, Mapping) else statement.values)
    numbers = count()

    def place(found: re.Match[str]) -> str:
        name = found[1] or f"at{next(numbers)}"
        value = statement.values[name] if isinstance(statement.values, Mapping) else next(in_order)
        for (start, drawn), instead in _NEW_EACH_TIME.items():
            if sql.startswith(start) and name == drawn:
                return instead
        if value is None:
            return "null"
        variables[prefix + name] = _text(value)
        return f":{prefix}{name}"

    return _PLACE.sub(place, sql).replace("%%", "%")


def _text(value: Any) -> str:  # noqa: ANN401  whatever a statement binds
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

    def latencies(self, script: Script, *, folder: Path, calls: int) -> list[float]:
        """Run a script so many times; give how long each run of it lasted, in seconds.

        One connection, one thread. ``folder`` receives the script and what pgbench writes of each run. Raises
        ``CalledProcessError`` when a statement fails.
        """
        parts = urlsplit(self.url)
        file = folder / "script.sql"
        file.write_text(script.text, encoding="utf-8")
        command: list[str | Path] = [self.program, "--no-vacuum", "--client=1", "--protocol=prepared"]
        command += [f"--transactions={calls}", f"--file={file}", "--log", f"--log-prefix={folder / _LOG}"]
        command += [f"--host={parts.hostname}", f"--port={parts.port}", f"--username={unquote(parts.username or '')}"]
        command += [f"--define={name}={value}" for name, value in script.variables.items()]
        command.append(parts.path.removeprefix("/"))
        secret = {"PGPASSWORD": unquote(parts.password or "")}
        subprocess.run(command, capture_output=True, check=True, env=os.environ | secret)  # noqa: S603  the server's own program
        (log,) = folder.glob(f"{_LOG}.*")
        # A line a run: the client, the number of the run, how many microseconds it lasted, …
        lasted = [int(line.split()[2]) / 1e6 for line in log.read_text(encoding="ascii").splitlines()]
        log.unlink()
        return lasted

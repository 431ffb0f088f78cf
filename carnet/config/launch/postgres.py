"""Starts and stops the PostgreSQL server that comes with Carnet: loopback only, passwords always, no rights needed."""

import contextlib
import hashlib
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from carnet.config.launch.children import SystemUser, start_child, stop_child
from carnet.config.launch.programs import STATE, PostgresError, Programs, can_enter, find_programs, server_user
from carnet.config.launch.secret_files import write_secret

SUPERUSER = "carnet_admin"
RECOVERY_PATIENCE = 15 * 60
"""Seconds. After a power cut the server replays its journal before it answers: minutes, on a slow disk."""
STOP_PATIENCE = 30
"""Seconds for the last checkpoint; past that the server is killed, and recovers at the next start."""
MADE_HERE = ".made-by-carnet"
"""In a home that did not exist before: it can be erased whole."""
LOG_SIZE = 5_000_000
"""Bytes."""

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "100",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "jit": "off",  # the requests are short: compiling them costs more than running them
    # Nothing that a person wrote may reach the log: neither statements nor their values nor errors that quote them.
    "log_min_messages": "log",  # not the errors, which quote values: whoever asked receives them
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
}
VOLATILE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_wal_size": "4GB"}
"""For tests: a power cut loses everything, nobody minds, and every commit is several times faster."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server. ``admin_url`` carries the superuser's password and is therefore not shown."""

    process: subprocess.Popen[bytes]
    admin_url: str
    place: Path

    def __repr__(self) -> str:
        """Hide the password."""
        return f"Server(pid={self.process.pid}, place={self.place})"

    def stop(self) -> None:
        """Close every session and shut down, with a last checkpoint: the next start will have nothing to replay."""
        stop_child(self.process, signal.SIGINT, patience=STOP_PATIENCE)

    def stop_at_once(self) -> None:
        """Stop without the last checkpoint, like a power cut: what was committed is replayed at the next start."""
        stop_child(self.process, signal.SIGQUIT, patience=5)


def start(
    home: Path,
    *,
    tell: Callable[[str], None],
    go_on: Callable[[], None] = lambda: None,
    durable: bool = True,
    state: Path = STATE,
) -> Server:
    """Start the server whose data belong to this ``home``, made at the first start; returns when it answers.

    The data stand in ``home/postgresql``, or, for root with a ``home`` that the server's own user cannot enter, in a
    folder of ``state`` that is remembered. ``tell`` receives a French sentence when there is something to wait for.
    ``go_on`` is called while waiting, and raises to give up. The port is the one of the last time while it is free.
    Raises ``PostgresError``.
    """
    user = server_user()
    programs = find_programs(user, state)
    make_home(home)
    memory = home / "postgresql.json"
    known = json.loads(memory.read_text(encoding="utf-8")) if memory.exists() else None
    place = Path(known["place"]) if known else _new_place(home, user, state, tell)
    password = known["password"] if known else secrets.token_urlsafe(32)
    place.mkdir(parents=True, exist_ok=True)
    place.chmod(0o711 if user else 0o700)
    cluster = place / "data"
    if not cluster.exists():
        tell("Création de la base de données…")
        _initialise(programs, cluster, password, user, durable=durable)
    _check_version(programs, cluster)
    _wait_for_the_last_one(cluster, tell)
    for wanted in ((known or {}).get("port"), None, None):
        chosen = wanted if wanted and is_free(wanted) else free_port()
        # Before the start, so that a kill -9 right after it leaves nothing unknown.
        write_secret(memory, json.dumps({"place": str(place), "port": chosen, "password": password}))
        process = _launch(programs, cluster, chosen, user, durable=durable)
        try:
            ready = _answers(process, cluster, tell, go_on)
        except BaseException:
            stop_child(process, signal.SIGINT, patience=STOP_PATIENCE)
            raise
        if ready:
            url = f"postgresql://{SUPERUSER}:{password}@127.0.0.1:{chosen}/postgres"
            return Server(process=process, admin_url=url, place=place)
        if is_free(chosen):
            break  # the port was not the reason
    raise PostgresError("La base de données ne démarre pas. Son journal dit :\n" + _end_of_log(place))


# --- the folders ------------------------------------------------------------------------------------------------


def make_home(home: Path) -> None:
    """A new home is closed to others; root's may be crossed, not listed, by the server's own user."""
    if not home.exists():
        home.mkdir(parents=True)
        home.chmod(0o700 if server_user() is None else 0o711)
        (home / MADE_HERE).touch()


def _new_place(home: Path, user: SystemUser | None, state: Path, tell: Callable[[str], None]) -> Path:
    """Where a new home's data go. Data left there by a home that is no more are put aside, never opened."""
    if user is None or can_enter(home, user):
        place = home / "postgresql"
    else:
        state.mkdir(parents=True, exist_ok=True)
        state.chmod(0o755)
        place = state / f"database-{hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:16]}"
    if (place / "data").exists():
        # Its superuser's password is lost with postgresql.json, and the keys of its documents with the home.
        aside = next(one for number in range(1, 1000) if not (one := place / f"data-{number}").exists())
        (place / "data").rename(aside)
        tell(f"Une ancienne base sans son mot de passe est mise de côté dans {aside}.")
    return place


def _initialise(programs: Programs, cluster: Path, password: str, user: SystemUser | None, *, durable: bool) -> None:
    """Make the data directory, whole or not at all: every connection, local ones included, must give a password."""
    part = cluster.with_name("data.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(mode=0o700)
    if user:
        os.chown(part, user.uid, user.gid)
    with _password_file(cluster.parent, password, user) as passwords:
        command: list[str | Path] = [programs.folder / "initdb", "--pgdata", part, "--username", SUPERUSER]
        command += ["--pwfile", passwords, "--auth-host=scram-sha-256", "--auth-local=scram-sha-256"]
        command += ["--encoding=UTF8", "--data-checksums", "--no-instructions"]
        if programs.version >= 17:
            command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        else:
            command += ["--locale=C.UTF-8"]
        if not durable:
            command += ["--no-sync"]
        with _open_log(cluster.parent) as log:
            made = start_child(
                command, dies_with=signal.SIGKILL, folder=cluster.parent, user=user, output=log, errors=log
            )
            if made.wait() != 0:
                said = _end_of_log(cluster.parent)
                raise PostgresError(f"La base de données n’a pas pu être créée. Son journal dit :\n{said}")
    part.rename(cluster)


@contextlib.contextmanager
def _password_file(place: Path, password: str, user: SystemUser | None) -> Iterator[Path]:
    """The superuser's password, for the time of initdb, in a file that its user alone can read."""
    descriptor, name = tempfile.mkstemp(dir=place)
    try:
        if user:
            os.fchown(descriptor, user.uid, user.gid)
        with os.fdopen(descriptor, "w") as handle:
            handle.write(password)
        yield Path(name)
    finally:
        Path(name).unlink()


def _check_version(programs: Programs, cluster: Path) -> None:
    made_by = int((cluster / "PG_VERSION").read_text(encoding="ascii"))
    if made_by != programs.version:
        raise PostgresError(
            f"Les données de {cluster} sont celles de PostgreSQL {made_by} ; "
            f"le programme trouvé ici est PostgreSQL {programs.version}, qui ne les lit pas."
        )


# --- the process ------------------------------------------------------------------------------------------------


def _launch(
    programs: Programs, cluster: Path, port: int, user: SystemUser | None, *, durable: bool
) -> subprocess.Popen[bytes]:
    settings = SETTINGS | ({} if durable else VOLATILE) | {"port": str(port)}
    command: list[str | Path] = [programs.folder / "postgres", "-D", cluster]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    ending = signal.SIGINT if durable else signal.SIGQUIT
    with _open_log(cluster.parent) as log:
        return start_child(command, dies_with=ending, folder=cluster, user=user, output=log, errors=log)


def _answers(
    process: subprocess.Popen[bytes], cluster: Path, tell: Callable[[str], None], go_on: Callable[[], None]
) -> bool:
    """Wait until the server says that it is ready (last line of its pid file); False when it ended instead."""
    started, told = time.monotonic(), False
    while process.poll() is None:
        go_on()
        with contextlib.suppress(OSError):
            lines = (cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines()
            if len(lines) >= 8 and lines[0].strip() == str(process.pid) and lines[7].strip() == "ready":
                return True
        waited = time.monotonic() - started
        if waited > 5 and not told:
            tell("La base de données se remet d’un arrêt brutal ; cela peut prendre quelques minutes…")
            told = True
        if waited > RECOVERY_PATIENCE:
            raise PostgresError(f"La base de données n’a pas répondu en {RECOVERY_PATIENCE // 60} minutes.")
        time.sleep(0.02)
    return False


def _wait_for_the_last_one(cluster: Path, tell: Callable[[str], None]) -> None:
    """Let the processes of a server that lost its launcher end, then remove the pid file that nobody holds any more.

    A pid file may name a number that another program received since: PostgreSQL would then refuse to start. It is
    removed only when no process at all works in the data directory.
    """
    if not (cluster / "postmaster.pid").exists() or not Path("/proc/self/cwd").exists():
        return
    deadline, told = time.monotonic() + STOP_PATIENCE * 2, False
    while left := _processes_in(cluster):
        if not told:
            tell("La base de données précédente s’arrête…")
            for one in left:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(one, signal.SIGINT)
            told = True
        if time.monotonic() > deadline:
            raise PostgresError(f"Une base de données tourne encore sur {cluster} (processus {min(left)}).")
        time.sleep(0.05)
    (cluster / "postmaster.pid").unlink(missing_ok=True)


def _processes_in(cluster: Path) -> list[int]:
    """The PostgreSQL processes whose working folder is this data directory."""
    found = []
    for link in Path("/proc").glob("[0-9]*/cwd"):
        with contextlib.suppress(OSError):  # another user's process, or one that just ended
            if link.readlink() == cluster.resolve() and (link.parent / "comm").read_text().startswith("postgres"):
                found.append(int(link.parent.name))
    return found


def is_free(port: int) -> bool:
    """Whether nobody listens on this port of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# --- the log ----------------------------------------------------------------------------------------------------


def _open_log(place: Path) -> IO[bytes]:
    """The server's log, to append to; the former one is kept once this one has grown."""
    path = place / "server.log"
    if path.exists() and path.stat().st_size > LOG_SIZE:
        path.replace(place / "server.log.1")
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "ab")


def _end_of_log(place: Path) -> str:
    text = (place / "server.log").read_text(encoding="utf-8", errors="replace")
    return "\n".join(text.splitlines()[-8:])

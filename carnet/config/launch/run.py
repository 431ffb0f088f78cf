"""One command for the whole of Carnet: database, schema, demonstration, web server and worker, until Ctrl-C."""

import contextlib
import http
import http.client
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import FrameType

import psycopg

from carnet.config.database_role import faults_of_role
from carnet.config.launch import lock, postgres
from carnet.config.launch.children import start_child, stop_child
from carnet.config.launch.postgres import free_port, is_free
from carnet.config.launch.programs import PostgresError
from carnet.config.launch.roles import prepare
from carnet.config.launch.welcome import welcome

HOST = "127.0.0.1"
"""The demonstration's passwords are public: it answers this machine alone."""
PATIENCE = 8.0
"""Seconds that the web server and the worker have to finish what they are doing."""
READY_PATIENCE = 60.0
"""Seconds that the web server, then the identity provider, have to answer."""
LAST_PORT = 65535
HEALTH = "/health"
DESCRIPTION = "/.well-known/openid-configuration"
MIGRATE = ["-m", "django", "migrate", "--no-input", "--skip-checks", "-v0"]
"""Without Django's checks: they load every page, and `make check` runs them."""
COMMAND = ("-m", "carnet.config.command")
ACCESS_LOG = "%(time)s %(method)s %(path)s %(status)d %(dt_ms).1f ms"
"""Neither the query string nor the visitor's address."""


class LaunchError(RuntimeError):
    """Carnet cannot start; the message is a French sentence that says what to do."""


class StopAskedError(Exception):
    """Ctrl-C, or a signal, while something was being prepared."""


def say(sentence: str) -> None:
    """Write to the terminal, if it is still there: a closed one must not keep us from stopping what we started."""
    with contextlib.suppress(OSError):
        print(sentence, flush=True)  # noqa: T201  this is what the command shows


@dataclass(frozen=True, slots=True)
class Plan:
    """What was asked on the command line and by the environment."""

    home: Path
    port: int
    database_url: str | None = None
    """The address of an existing server, for a role that may create roles and databases."""
    access_log: bool = False
    identity_port: int = 0
    """Where the demonstration's identity provider answers; chosen at the start."""
    preparations: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """What more `carnet` is to do once the demonstration is built, in French and by its words; what it says is told."""
    beside: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """What more `carnet` is to keep running beside the site."""
    tell: Callable[[str], None] = say


@dataclass(slots=True)
class Running:
    """The children, and whether somebody asked them to stop."""

    children: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    database: postgres.Server | None = None
    stopping: threading.Event = field(default_factory=threading.Event)
    times_asked: int = 0

    def ask_to_stop(self, _sign: int, _frame: FrameType | None) -> None:
        """A signal: the first one stops everything in order, the second at once."""
        self.times_asked += 1
        self.stopping.set()
        if self.times_asked > 1:
            self.kill()

    def go_on(self) -> None:
        """Raise ``StopAskedError`` once somebody asked to stop."""
        if self.stopping.is_set():
            raise StopAskedError

    def kill(self) -> None:
        """End everything now. The database loses nothing that it acknowledged."""
        for child in self.children.values():
            _kill_group(child)
        if self.database and self.database.process.poll() is None:
            self.database.process.send_signal(signal.SIGQUIT)

    def dead(self) -> str | None:
        """The French name of a child that ended, if one did."""
        if self.database and self.database.process.poll() is not None:
            return "La base de données"
        return next((name for name, child in self.children.items() if child.poll() is not None), None)


def run(plan: Plan) -> int:
    """Start everything, say where it is, and stay until Ctrl-C or until a part dies.

    Returns the exit code: 0 when it was asked to stop, 1 when a part died or could not start. A second start on the
    same home is refused; what is there is kept from one start to the next.
    """
    running, started = Running(), time.monotonic()
    signs = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    former = {sign: signal.signal(sign, running.ask_to_stop) for sign in signs}
    try:
        postgres.make_home(plan.home)
        with lock.hold(plan.home, f"processus {os.getpid()}, {_address(plan)}"):
            try:
                _start(plan, running, started)
            except BaseException:
                _stop(plan, running)
                raise
            return watch(plan, running)
    except StopAskedError:
        return 0
    except lock.HeldError as held:
        plan.tell(f"Carnet tourne déjà sur {plan.home} ({held}). Pour un second : CARNET_HOME=… PORT=… make run")
        return 1
    except (LaunchError, PostgresError) as error:
        plan.tell(str(error))
        return 1
    finally:
        for sign, handler in former.items():
            signal.signal(sign, handler)


def _start(plan: Plan, running: Running, started: float) -> None:
    if not is_free(plan.port):
        raise LaunchError(
            f"Le port {plan.port} est déjà pris sur cette machine. "
            f"Choisissez-en un autre : make run PORT={plan.port + 1}"
        )
    beside = plan.port + 1
    plan = replace(plan, identity_port=beside if beside <= LAST_PORT and is_free(beside) else free_port())
    if plan.database_url:
        admin_url = plan.database_url
    else:
        running.database = postgres.start(plan.home, tell=plan.tell, go_on=running.go_on)
        admin_url = running.database.admin_url
    try:
        addresses = prepare(admin_url, home=plan.home)
        _complete(plan, running, "Mise à jour du schéma", "owner", MIGRATE)
        for role in (addresses.app, addresses.worker):
            _refuse_unsafe(role)
    except psycopg.Error as error:
        raise LaunchError(f"La base de données refuse : {str(error).strip()}") from error
    _complete(plan, running, "Préparation de la démonstration", "app", [*COMMAND, "demo", "build"])
    prepared = [_complete(plan, running, name, "app", [*COMMAND, *words]) for name, words in plan.preparations]
    running.children["Le serveur web"] = start_child(
        _web_command(plan), dies_with=signal.SIGTERM, environment=_environment(plan, "app")
    )
    identity = ("demo", "identity-provider", "--port", str(plan.identity_port))
    for name, role, words in (
        ("Les tâches de fond", "worker", ("worker",)),
        ("Les tâches qui lisent dans les dossiers", "app", ("record-worker",)),
        ("Le fournisseur d’identité", "app", identity),
        *((name, "app", words) for name, words in plan.beside),
    ):
        command = [sys.executable, *COMMAND, *words]
        environment = _environment(plan, role)
        running.children[name] = start_child(command, dies_with=signal.SIGTERM, environment=environment)
    people = _complete(plan, running, "Liste des comptes", "app", [*COMMAND, "demo", "people"])
    _wait_for(running, "Le serveur web", plan.port, HEALTH)
    _wait_for(running, "Le fournisseur d’identité", plan.identity_port, DESCRIPTION)
    seconds = time.monotonic() - started
    where = {"address": _address(plan), "identity": _identity_address(plan), "home": str(plan.home)}
    plan.tell("\n".join([welcome(**where, people=people, seconds=seconds), *prepared]))


def watch(plan: Plan, running: Running) -> int:
    """Stay until a stop is asked or a part dies, then stop every part; the exit code: 0 or 1."""
    try:
        while not running.stopping.wait(0.2):
            if name := running.dead():
                plan.tell(f"{name} : arrêt inattendu. Tout s’arrête.")
                return 1
        return 0
    finally:
        _stop(plan, running)


def _stop(plan: Plan, running: Running) -> None:
    if running.children or running.database:
        plan.tell("Arrêt…")
    for child in running.children.values():
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    for child in running.children.values():
        stop_child(child, signal.SIGTERM, patience=max(0.0, deadline - time.monotonic()))
        _kill_group(child)  # its own children, should it have left some
    if running.database:
        running.database.stop()


def _kill_group(child: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)  # each child leads its own group (children.start_child)


# --- the parts --------------------------------------------------------------------------------------------------


def _environment(plan: Plan, role: str) -> dict[str, str]:
    """What a child is told: which home, which role of the database, which address people use."""
    told = {name: value for name, value in os.environ.items() if name not in {"CARNET_DATABASE_URL", "DATABASE_URL"}}
    told.setdefault("DJANGO_SETTINGS_MODULE", "carnet.config.settings.development")
    # glibc gives each thread an arena of its own; what a large document took in it stays there (decision 0028).
    told.setdefault("MALLOC_ARENA_MAX", "2")
    told["CARNET_HOME"] = str(plan.home)
    told["CARNET_DATABASE_ROLE"] = role
    told["CARNET_PUBLIC_URL"] = _address(plan)
    told["CARNET_OIDC_ISSUER"] = told["CARNET_DESK_OIDC_ISSUER"] = _identity_address(plan)
    return told


def _complete(plan: Plan, running: Running, what: str, role: str, arguments: list[str]) -> str:
    """Run one preparation to its end and return what it printed. A signal interrupts it, a failure ends the start."""
    with tempfile.TemporaryFile() as output:
        child = start_child(
            [sys.executable, *arguments],
            dies_with=signal.SIGTERM,
            environment=_environment(plan, role),
            output=output,
        )
        running.children[what] = child
        while child.poll() is None:
            running.go_on()
            if running.database and running.database.process.poll() is not None:
                raise LaunchError("La base de données : arrêt inattendu.")
            time.sleep(0.02)
        del running.children[what]
        output.seek(0)
        said = output.read().decode()
    if child.returncode != 0:
        raise LaunchError(f"{said}{what} : échec ; la raison est écrite au-dessus.")
    return said


def _web_command(plan: Plan) -> list[str]:
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(plan.port)]
    # One process with threads: with two, granian 2.8 leaves an idle one behind for as long as it is given to stop.
    threads = 2 * (os.cpu_count() or 1) + 1
    command += ["--workers", "1", "--blocking-threads", str(threads), "--blocking-threads-idle-timeout", "600"]
    command += ["--workers-kill-timeout", "3", "--no-ws", "--log-level", "warning"]
    command += ["--access-log", "--access-log-fmt", ACCESS_LOG] if plan.access_log else ["--no-access-log"]
    return [*command, "carnet.config.wsgi:application"]


def _refuse_unsafe(url: str) -> None:
    """The second wall must hold before the first person is served (stack.md, « second wall »)."""
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        if faults := faults_of_role(cursor):
            raise LaunchError("\n".join(faults))


def _wait_for(running: Running, what: str, port: int, path: str) -> None:
    """Return once a part says that it is well (the site: its database included); not merely once it listens."""
    deadline = time.monotonic() + READY_PATIENCE
    while time.monotonic() < deadline:
        running.go_on()
        if name := running.dead():
            raise LaunchError(f"{name} : arrêt au démarrage ; la raison est écrite au-dessus.")
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("localhost", port, timeout=10)
            try:
                connection.request("GET", path)
                if connection.getresponse().status == http.HTTPStatus.OK:
                    return
            finally:
                connection.close()
        time.sleep(0.05)
    raise LaunchError(f"{what} ne va toujours pas bien après {READY_PATIENCE:.0f} secondes ({path}).")


def _address(plan: Plan) -> str:
    return f"http://localhost:{plan.port}"


def _identity_address(plan: Plan) -> str:
    return f"http://localhost:{plan.identity_port}"

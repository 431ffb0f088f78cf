"""Makes ``.venv`` from the lock files, on a machine that has Python 3.11 and nothing else: no pip, no venv, no uv.

``python3 -m tools.bootstrap runtime|dev`` is what `make run` and `make test` begin with; ``lock`` rewrites
requirements/*.lock from pyproject.toml, ``lock --check`` says whether they are its children, without network.

Every file that enters the environment is checked against a SHA-256 of the lock files, and only wheels are taken:
nothing is built or run while installing. The project itself is put on the path by a ``.pth`` line and gets its
``carnet`` command written here, so no build backend is needed either. Only the standard library.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import platform
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tools.fetch_uv import UvNotFoundError, borrow_authorities, find_uv, say

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
CACHE = ROOT / ".cache"
STAMP = VENV / "carnet-environment.json"
LOCKS = {"runtime": ROOT / "requirements" / "runtime.lock", "dev": ROOT / "requirements" / "dev.lock"}
OLDEST_PYTHON = (3, 11)
YOUNGEST_RELEASE = "7 days"
"""A release must have been public for a week before it is locked: most hijacked ones are found sooner."""


class BootstrapError(Exception):
    """What the person at the keyboard must know to go on; printed alone, without a trace."""


# --- the environment --------------------------------------------------------------------------------------------


def environment_is(kind: str) -> bool:
    """Whether ``.venv`` is already what the lock says. An environment for developers also serves to run."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    wanted = [_stamp("dev")] + ([_stamp("runtime")] if kind == "runtime" else [])
    return stamp in wanted and Path(stamp["python"]).exists()


def _stamp(kind: str) -> dict[str, str]:
    return {
        "kind": kind,
        "lock": hashlib.sha256(LOCKS[kind].read_bytes()).hexdigest(),
        "python": os.path.realpath(VENV / "bin" / "python"),  # of the environment, whoever asks
        "root": str(ROOT),
        "bootstrap": hashlib.sha256(Path(__file__).read_bytes()).hexdigest(),
    }


def make_environment(kind: str) -> None:
    """Make ``.venv`` hold exactly what the lock of ``kind`` says, and nothing else."""
    if kind == "runtime" and _serves_developers():
        kind = "dev"  # whoever develops here keeps the tools, although it is `make run` that brings the change
    say(f"Making the environment (.venv) from requirements/{kind}.lock…")
    if authorities := borrow_authorities(CACHE):
        os.environ["SSL_CERT_FILE"] = os.environ["PIP_CERT"] = str(authorities)
    uv, settings = find_uv(CACHE), _uv_settings()
    STAMP.unlink(missing_ok=True)
    if not _venv_works():
        _run([*uv, "venv", "--quiet", "--clear", "--no-project", "--python", sys.executable, str(VENV)], settings)
    python = VENV / "bin" / "python"
    sync = [*uv, "pip", "sync", "--require-hashes", "--no-build", "--python", str(python), str(LOCKS[kind])]
    _run(sync, settings)
    install_project()
    STAMP.write_text(json.dumps(_stamp(kind), indent=1) + "\n", encoding="utf-8")


def _serves_developers() -> bool:
    """Whether the tools are there, put by us or by hand."""
    return (VENV / "bin" / "pytest").exists()


def _venv_works() -> bool:
    """Whether ``.venv`` has a Python that starts, and that it was made with: a new Debian brings another one."""
    question = "import sys; print(sys.prefix, '%d.%d' % sys.version_info[:2])"
    try:
        command = [str(VENV / "bin" / "python"), "-I", "-c", question]
        answer = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  our own Python
    except OSError:
        return False
    made_with = [one.name.removeprefix("python") for one in (VENV / "lib").glob("python3*")]
    return len(made_with) == 1 and answer.stdout.strip() == f"{VENV} {made_with[0]}"


def _uv_settings() -> dict[str, str]:
    """The caller's environment, with pip's settings handed on to uv, and no Python but the one at hand."""
    settings = dict(os.environ)
    settings.pop("VIRTUAL_ENV", None)
    settings["UV_PYTHON_DOWNLOADS"] = "never"
    settings["UV_NO_PROGRESS"] = settings.get("UV_NO_PROGRESS", "0" if sys.stderr.isatty() else "1")
    if "PIP_INDEX_URL" in settings and not {"UV_DEFAULT_INDEX", "UV_INDEX_URL"} & settings.keys():
        settings["UV_DEFAULT_INDEX"] = settings["PIP_INDEX_URL"]
    if "PIP_CERT" in settings:
        settings.setdefault("SSL_CERT_FILE", settings["PIP_CERT"])
    return settings


def install_project() -> None:
    """Put the project's folder on the environment's path, and write the ``carnet`` command."""
    packages = next((VENV / "lib").glob("python3*/site-packages"))
    (packages / "carnet-project.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    module, function = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"][
        "carnet"
    ].split(":")
    command = VENV / "bin" / "carnet"
    # Through sh, because a #! line holds neither spaces nor more than some hundred characters.
    command.write_text(
        "#!/bin/sh\n"
        '\'\'\'exec\' "$(dirname -- "$(readlink -f -- "$0")")"/python "$0" "$@"\n'
        "' '''\n"
        f"import sys\n\nfrom {module} import {function}\n\nsys.exit({function}())\n",
        encoding="utf-8",
    )
    command.chmod(0o755)


def _run(command: list[str], settings: dict[str, str]) -> None:
    done = subprocess.run(command, env=settings, check=False)  # noqa: S603  commands composed here
    if done.returncode:
        raise BootstrapError("The environment could not be made; what went wrong is said above.")


# --- the lock files ---------------------------------------------------------------------------------------------


def declared() -> str:
    """A digest of what pyproject.toml asks for: the lock files carry it, so that a stale one is seen offline."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = {
        "python": project["project"]["requires-python"],
        "runtime": sorted(project["project"]["dependencies"]),
        "dev": sorted(project["dependency-groups"]["dev"]),
    }
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


def lock(arguments: list[str]) -> None:
    """Rewrite both lock files; ``arguments`` go to uv (``--upgrade``). Versions younger than a week are left out."""
    common = ["pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"]
    common += ["--no-emit-index-url", "--no-annotate", "--exclude-newer", YOUNGEST_RELEASE]
    common += ["--custom-compile-command", f"make lock  (pyproject.toml: {declared()})"]
    uv = find_uv(CACHE)
    for kind, more in (("runtime", []), ("dev", ["--group", "dev", "--constraints", str(LOCKS["runtime"])])):
        LOCKS[kind].parent.mkdir(exist_ok=True)
        target = ["--output-file", str(LOCKS[kind])]
        command = [*uv, *common, *more, *arguments, *target, str(ROOT / "pyproject.toml")]
        _run(command, _uv_settings())
    say("requirements/runtime.lock and requirements/dev.lock are up to date.")


def check_lock() -> None:
    """Refuse lock files that were not made from the present pyproject.toml."""
    for path in LOCKS.values():
        if f"(pyproject.toml: {declared()})" not in path.read_text(encoding="utf-8"):
            raise BootstrapError(f"{path.relative_to(ROOT)} was not made from this pyproject.toml: run `make lock`.")


# --- the entrance -----------------------------------------------------------------------------------------------


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Two `make` at once: the second waits for the first."""
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "bootstrap.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def main(arguments: list[str]) -> int:
    """Do what was asked; 0 when it is done, 1 with one sentence when it could not be."""
    if sys.version_info[:2] < OLDEST_PYTHON:
        say(
            f"Carnet needs Python 3.11 or later; {sys.executable} is {platform.python_version()}. Say which one to use:"
        )
        say("  make run PYTHON=python3.12")
        return 1
    try:
        match arguments:
            case ["runtime" | "dev" as kind]:
                if not environment_is(kind):
                    with alone():
                        if not environment_is(kind):
                            make_environment(kind)
            case ["lock", "--check"]:
                check_lock()
            case ["lock", *rest]:
                lock(rest)
            case _:
                say(__doc__ or "")
                return 2
    except (BootstrapError, UvNotFoundError) as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

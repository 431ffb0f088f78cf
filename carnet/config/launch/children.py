"""Child processes that never outlive their parent, even when it is killed."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1
"""prctl(2): the signal that the kernel sends to this process when the thread that started it dies."""


@dataclass(frozen=True, slots=True)
class SystemUser:
    """An account of the machine that a child runs as."""

    name: str
    uid: int
    gid: int


def start_child(
    command: Sequence[str | Path],
    *,
    dies_with: signal.Signals,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    user: SystemUser | None = None,
    output: IO[bytes] | None = None,
    errors: IO[bytes] | None = None,
) -> subprocess.Popen[bytes]:
    """Start a child apart from the terminal's group, so that Ctrl-C reaches its parent alone.

    ``dies_with``: what it receives when the parent dies (Linux). ``user``: whom it runs as; None for the same user.
    ``output``, ``errors``: where its two streams go; None for ours.
    """
    return subprocess.Popen(  # noqa: S603  commands are composed by this package
        [str(part) for part in command],
        env=environment,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=errors,
        start_new_session=True,
        preexec_fn=_bound_to_parent(dies_with),  # runs after the change of user, which would undo it
        user=user.uid if user else None,
        group=user.gid if user else None,
        extra_groups=[] if user else None,
    )


def _bound_to_parent(dies_with: signal.Signals) -> Callable[[], None] | None:
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl  # looked up before the fork: the child must allocate as little as possible
    parent = os.getpid()

    def bind() -> None:
        prctl(PR_SET_PDEATHSIG, int(dies_with), 0, 0, 0)
        if os.getppid() != parent:
            os.kill(os.getpid(), dies_with)

    return bind


def stop_child(process: subprocess.Popen[bytes], sign: signal.Signals, *, patience: float) -> bool:
    """Ask a child to end and wait ``patience`` seconds; kill it after that. Whether it ended by itself."""
    if process.poll() is not None:
        return True
    process.send_signal(sign)
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return False
    return True

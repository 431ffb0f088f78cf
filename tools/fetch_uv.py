"""Finds uv, which makes the environment, or gets the pinned one with what this machine has: pip, an index, or apt.

Only the standard library, and no address of any registry: pip knows its own, the environment may name another
(``UV_DEFAULT_INDEX``, ``UV_INDEX_URL``, ``PIP_INDEX_URL``), and a bare Debian gets pip through apt, as an ordinary
user, without installing it. Whatever the way, the file must have the SHA-256 written here.
"""

import base64
import hashlib
import importlib.util
import io
import json
import os
import platform
import re
import shutil
import ssl
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path

VERSION = "0.13.8"
OLDEST = (0, 8)
"""An uv found on the machine is used from this version on: ``venv --clear`` and ``--no-build`` are there."""
WHEELS = {
    # (machine, C library): file, SHA-256. One wheel of aarch64 serves both libraries.
    ("x86_64", "glibc"): (
        f"uv-{VERSION}-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
        "e18a57b8b352eb7c8feb317b9f6f533c8f0ad9673fd6cf34bbe3cf1a9f6a8984",
    ),
    ("x86_64", "musl"): (
        f"uv-{VERSION}-py3-none-musllinux_1_1_x86_64.whl",
        "29451c60f5e8b07403e0a175d5229efc36b0289b34143ff4aaa499a5dd52553a",
    ),
    ("aarch64", "glibc"): (
        f"uv-{VERSION}-py3-none-manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64.whl",
        "0b3e8b1a4f5e405e31e2ff33de8af4744831e9f7338539671efbd8c3c94e791d",
    ),
    ("aarch64", "musl"): (
        f"uv-{VERSION}-py3-none-manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64.whl",
        "0b3e8b1a4f5e405e31e2ff33de8af4744831e9f7338539671efbd8c3c94e791d",
    ),
}
INDEX_VARIABLES = ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL")


class UvNotFoundError(Exception):
    """No way to get uv worked; the message tells the person at the keyboard what to do."""


def say(sentence: str) -> None:
    """Tell what is going on, on the error stream: a caller may be reading the other one."""
    print(sentence, file=sys.stderr, flush=True)


def find_uv(cache: Path) -> list[str]:
    """The command that starts uv: the one on the machine, else the one that ``cache`` keeps, else the pinned one.

    Raises ``UvNotFoundError``.
    """
    if command := _uv_of_the_machine():
        return command
    binary = cache / f"uv-{VERSION}" / "uv"
    if not binary.exists():
        name, digest = pinned_wheel(platform.machine(), platform.libc_ver()[0] or "musl")
        say(f"Getting uv {VERSION}, which makes the environment…")
        unpack(verified(fetch(name, cache), name, digest), binary)
    return [str(binary)]


def _uv_of_the_machine() -> list[str] | None:
    candidates = [[path]] if (path := shutil.which("uv")) else []
    if importlib.util.find_spec("uv"):
        candidates.append([sys.executable, "-m", "uv"])
    for command in candidates:
        answer = subprocess.run([*command, "--version"], capture_output=True, text=True, check=False)  # noqa: S603  uv
        version = re.match(r"uv (\d+)\.(\d+)", answer.stdout)
        if answer.returncode == 0 and version and (int(version[1]), int(version[2])) >= OLDEST:
            return command
    return None


def pinned_wheel(machine: str, library: str) -> tuple[str, str]:
    """The pinned wheel (file name, SHA-256) for a machine (``x86_64``…) and its C library (``glibc`` or ``musl``)."""
    try:
        return WHEELS[machine, library]
    except KeyError:
        raise UvNotFoundError(f"No uv is pinned for {machine} with {library}: install uv and start again.") from None


def verified(content: bytes, name: str, digest: str) -> bytes:
    """The same bytes, if their SHA-256 is ``digest``. Raises ``UvNotFoundError``."""
    found = hashlib.sha256(content).hexdigest()
    if found != digest:
        raise UvNotFoundError(f"{name} is not the file that was pinned: its SHA-256 is {found}, not {digest}.")
    return content


def unpack(wheel: bytes, binary: Path) -> None:
    """Take the program out of the wheel, whole or not at all."""
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        member = next(name for name in archive.namelist() if name.endswith("/scripts/uv"))
        content = archive.read(member)
    binary.parent.mkdir(parents=True, exist_ok=True)
    part = binary.with_suffix(".part")
    part.write_bytes(content)
    part.chmod(0o755)
    part.replace(binary)


# --- three ways ---------------------------------------------------------------------------------------------------


def fetch(name: str, cache: Path) -> bytes:
    """The bytes of the wheel ``name``, unchecked: through pip, else the configured index, else apt's pip."""
    if importlib.util.find_spec("pip") and (content := through_pip([sys.executable, "-m", "pip"], name, cache)):
        return content
    if index := next((os.environ[one] for one in INDEX_VARIABLES if os.environ.get(one)), None):
        return through_index(index, name)
    if shutil.which("apt-get") and shutil.which("dpkg-deb"):
        say("This Python has no pip; borrowing Debian’s, without installing it…")
        command = [sys.executable, str(borrow_pip(cache / "borrowed-pip") / "pip")]
        if content := through_pip(command, name, cache):
            return content
        raise UvNotFoundError("uv could not be downloaded; pip says why above.")
    raise UvNotFoundError("Neither uv nor pip is here: install one of them, or set PIP_INDEX_URL, and start again.")


def through_pip(pip: list[str], name: str, cache: Path) -> bytes | None:
    """Ask pip, which knows the machine's index, mirror and certificates; None when it could not get the file."""
    project, version = name.split("-")[:2]
    place = cache / "pip-download"
    shutil.rmtree(place, ignore_errors=True)
    command = [*pip, "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:"]
    for one in name.removesuffix(".whl").split("-")[-1].split("."):
        command += ["--platform", one]
    try:
        subprocess.run([*command, "--dest", str(place), f"{project}=={version}"], check=False)  # noqa: S603  constants
        return (place / name).read_bytes()
    except FileNotFoundError:
        return None
    finally:
        shutil.rmtree(place, ignore_errors=True)


def borrow_pip(place: Path) -> Path:
    """Debian's own wheel of pip, downloaded and unpacked in ``place``: nothing is installed, no right is needed."""
    package = download_through_apt("python3-pip-whl", place)
    subprocess.run(["dpkg-deb", "-x", str(package), str(place)], check=True)  # noqa: S603, S607  Debian's tool
    return next((place / "usr/share/python-wheels").glob("pip-*.whl"))


def borrow_authorities(cache: Path) -> Path | None:
    """The certificate authorities of Debian, for a Debian that has none; None where there are some, or no apt."""
    paths = ssl.get_default_verify_paths()
    if paths.cafile or (paths.capath and any(Path(paths.capath).iterdir())) or not shutil.which("apt-get"):
        return None
    together = cache / "authorities.pem"
    if not together.exists():
        place = cache / "borrowed-authorities"
        package = download_through_apt("ca-certificates", place)
        subprocess.run(["dpkg-deb", "-x", str(package), str(place)], check=True)  # noqa: S603, S607  Debian's tool
        authorities = sorted((place / "usr/share/ca-certificates").rglob("*.crt"))
        together.write_text("".join(one.read_text(encoding="ascii") for one in authorities), encoding="ascii")
    return together


def download_through_apt(package: str, place: Path) -> Path:
    """The .deb of ``package``, in ``place``, its signature checked by apt. Raises ``UvNotFoundError``."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    download = ["apt-get", "-qq", "-oAPT::Sandbox::User=root", "download", package]
    if _apt(download, place, stderr=subprocess.DEVNULL) != 0:
        # This machine's lists are missing or stale: read them into our own folder, which needs no root.
        (place / "lists" / "partial").mkdir(parents=True)
        (place / "cache" / "archives" / "partial").mkdir(parents=True)
        ours = [f"-oDir::State::lists={place}/lists", f"-oDir::Cache={place}/cache"]
        update = ["apt-get", "-qq", "-oAPT::Sandbox::User=root", "update"]
        if _apt([*update, *ours], place) != 0 or _apt([*download, *ours], place) != 0:
            raise UvNotFoundError(f"apt could not give us {package}; install uv, or python3-pip, and start again.")
    return next(place.glob(f"{package}_*.deb"))


def _apt(command: list[str], place: Path, stderr: int | None = None) -> int:
    return subprocess.run(command, cwd=place, stderr=stderr, check=False).returncode  # noqa: S603  composed above


def through_index(index: str, name: str) -> bytes:
    """Read the file from a package index (PEP 503 or 691) whose address was given to us."""
    index = re.sub(r"^[\w-]+=(?=https?:)", "", index)  # uv lets an index carry a name
    page = f"{index.rstrip('/')}/{name.split('-')[0]}/"
    kinds = "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1"
    body, kind = _get(page, accept=kinds)
    return _get(file_address(page, body, kind, name), accept="*/*")[0]


def file_address(page: str, body: bytes, kind: str, name: str) -> str:
    """Where the file ``name`` is, by an index page (JSON or HTML of the simple API) that was read at ``page``."""
    if "json" in kind:
        links = [str(file["url"]) for file in json.loads(body)["files"]]
    else:
        links = [link.replace("&amp;", "&") for link in re.findall(r'href="([^"]+)"', body.decode())]
    for link in links:
        address = urllib.parse.urljoin(page, link)
        if urllib.parse.unquote(urllib.parse.urlsplit(address).path).rsplit("/", 1)[-1] == name:
            return address
    raise UvNotFoundError(f"The package index {_without_password(page)} does not have {name}.")


def _get(address: str, *, accept: str) -> tuple[bytes, str]:
    parts = urllib.parse.urlsplit(address)
    if parts.scheme not in {"https", "http"}:
        raise UvNotFoundError(f"{_without_password(address)} is not a web address.")
    bare = parts._replace(netloc=parts.netloc.rsplit("@", 1)[-1])
    request = urllib.request.Request(urllib.parse.urlunsplit(bare), headers={"Accept": accept})  # noqa: S310  checked
    if parts.username:  # urllib takes no user:password from an address; a private mirror may need them
        pair = f"{urllib.parse.unquote(parts.username)}:{urllib.parse.unquote(parts.password or '')}"
        request.add_header("Authorization", "Basic " + base64.b64encode(pair.encode()).decode())
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310  scheme checked above
            return answer.read(), answer.headers.get_content_type()
    except urllib.error.URLError as error:
        raise UvNotFoundError(f"{_without_password(address)} could not be read ({error.reason}).") from error


def _without_password(address: str) -> str:
    return re.sub(r"//[^/@]*@", "//", address)

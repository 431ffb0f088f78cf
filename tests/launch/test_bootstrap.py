"""The environment, made on a machine that has nothing: what is fetched is checked, whoever serves it."""

import hashlib
import io
import json
import re
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.quiet import Quiet
from tools import bootstrap, fetch_uv
from tools.fetch_uv import UvNotFoundError

WHEEL = "uv-0.13.8-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl"
PAGES = {
    "application/vnd.pypi.simple.v1+json": json.dumps({"files": [{"url": f"../../files/{WHEEL}"}]}),
    "text/html": f'<a href="../../files/{WHEEL}#sha256=abc">{WHEEL}</a>',
}


def a_wheel(program: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("uv-0.13.8.data/scripts/uv", program)
    return content.getvalue()


@pytest.fixture(params=list(PAGES))
def index(request: pytest.FixtureRequest) -> Iterator[str]:
    """A package index on this machine that asks for a password, and serves one wheel."""

    class Index(Quiet, BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.headers["Authorization"] != "Basic bWU6cCZz":
                self.send_error(401)
                return
            served = {"/simple/uv/": PAGES[request.param].encode(), f"/files/{WHEEL}": a_wheel(b"a program")}
            self.send_response(200)
            self.send_header("Content-Type", request.param if "simple" in self.path else "application/zip")
            self.end_headers()
            self.wfile.write(served[self.path])

    server = HTTPServer(("127.0.0.1", 0), Index)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://me:p%26s@127.0.0.1:{server.server_port}/simple"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_private_index_is_asked_with_its_password_in_json_or_in_html(index: str, tmp_path: Path) -> None:
    wheel = fetch_uv.through_index(index, WHEEL)
    fetch_uv.unpack(fetch_uv.verified(wheel, WHEEL, hashlib.sha256(a_wheel(b"a program")).hexdigest()), tmp_path / "uv")
    assert (tmp_path / "uv").read_bytes() == b"a program"
    assert (tmp_path / "uv").stat().st_mode & 0o111


def test_a_file_that_is_not_the_pinned_one_is_refused() -> None:
    with pytest.raises(UvNotFoundError, match="not the file that was pinned"):
        fetch_uv.verified(a_wheel(b"another program"), WHEEL, fetch_uv.WHEELS["x86_64", "glibc"][1])


def test_the_password_of_an_index_is_never_shown() -> None:
    with pytest.raises(UvNotFoundError) as refusal:
        fetch_uv.through_index("http://me:secret@127.0.0.1:9/simple", WHEEL)
    assert "secret" not in str(refusal.value)


def test_an_index_that_lacks_the_file_is_named() -> None:
    with pytest.raises(UvNotFoundError, match="does not have"):
        fetch_uv.file_address("http://127.0.0.1/simple/uv/", b'{"files": []}', "application/json", WHEEL)


def test_a_machine_for_which_nothing_is_pinned_is_told_to_install_uv() -> None:
    with pytest.raises(UvNotFoundError, match="install uv"):
        fetch_uv.pinned_wheel("sparc64", "glibc")


def test_every_line_of_the_lock_files_is_pinned_by_a_hash_and_names_no_address() -> None:
    for path in bootstrap.LOCKS.values():
        text = path.read_text()
        requirements = re.split(r"\n(?=\S)", re.sub(r"(?m)^ *#.*\n", "", text).strip())
        assert requirements
        assert all(re.match(r"[\w-]+==\S+.*\\\n +--hash=sha256:[0-9a-f]{64}", one) for one in requirements)
        assert "://" not in text


def test_the_lock_for_developers_holds_the_very_versions_of_the_one_for_users() -> None:
    versions = {
        kind: set(re.findall(r"(?m)^([\w-]+==\S+)", path.read_text())) for kind, path in bootstrap.LOCKS.items()
    }
    assert versions["runtime"] < versions["dev"]


def test_the_bootstrap_imports_nothing_that_a_bare_python_lacks() -> None:
    script = (
        "import sys; sys.path[:] = [one for one in sys.path if 'packages' not in one] + [sys.argv[1]]\n"
        "for name in ('pip', 'ensurepip', 'venv', 'setuptools', 'uv', 'distutils'): sys.modules[name] = None\n"
        "import tools.bootstrap"
    )
    root = str(bootstrap.ROOT)
    subprocess.run([sys.executable, "-I", "-S", "-c", script, root], check=True)

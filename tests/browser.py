"""A real browser on the running product: Chromium, axe-core, the product served on a loopback port.

For tests of pages: ``new_page`` (fixture of tests/doors/conftest.py) opens the product, served on the test's database.
Then ``axe(page)`` fails on any defect of accessibility, ``Watch`` on any violation of the content security
policy, console error or request that leaves the machine, ``see(page, name)`` keeps a picture for whoever asks for
pictures: `CARNET_SCREENS=.cache/screens make test ARGS=tests/doors`.
"""

import fcntl
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from urllib.parse import urlsplit
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.core.wsgi import get_wsgi_application
from django.db import connections
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request, sync_playwright

from tests.quiet import Quiet

# Playwright runs an event loop in the thread of the test, where Django would refuse the database: nothing is awaited.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

ROOT = Path(__file__).resolve().parents[1]
SCREENS = os.environ.get("CARNET_SCREENS", "")
"""The folder of the pictures that somebody wants to look at; most runs keep none."""
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
COLOURS = {
    "runOnly": {"type": "tag", "values": ["cat.color"]},
    "rules": {"color-contrast-enhanced": {"enabled": False}},
}
"""The rules of colours that axe-core asks by itself: named by their tag, that of level AAA would come along."""
LOOPBACK = ("127.0.0.1", "localhost")

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--no-pings",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
"""A browser that speaks to nobody but the loopback address."""

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
"""Chromium without its windows: the same engine, at half the work. It shows no notification."""
KINDS = ((SHELLS, "chromium-headless-shell"), (CHROMIUMS, "chromium"))
"""Their names on the path and Debian's package, the lightest first."""


class NoBrowserError(RuntimeError):
    """No Chromium here, and none that we may install."""


@cache
def chromium_path(*, whole: bool = False) -> str:
    """Give a Chromium of this machine: ``CARNET_CHROMIUM``, else its shell, which Debian has; installed when root.

    ``whole``: with its windows, which it does not open; it serves for everything where there is no shell.
    ``NoBrowserError`` says what to install.
    """
    if told := os.environ.get("CARNET_CHROMIUM"):
        return told
    with (Path(tempfile.gettempdir()) / "carnet-chromium.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the processes of one run need the same package at the same moment
        for names, package in ((CHROMIUMS, "chromium"),) if whole else KINDS:
            if found := _on_path(names) or _installed(names, package):
                return found
    raise NoBrowserError("Install chromium, or give the path of one in CARNET_CHROMIUM.")


def _on_path(names: tuple[str, ...]) -> str | None:
    return next((found for name in names if (found := shutil.which(name))), None)


def _installed(names: tuple[str, ...], package: str) -> str | None:
    """Install a package of this machine's system, when we may and it has it; gives what it brought."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    unasked = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update"], check=True, stdout=subprocess.DEVNULL, env=unasked)
    if subprocess.run(["apt-cache", "show", package], check=False, capture_output=True).returncode != 0:
        return None
    subprocess.run(["apt-get", "install", "-y", package], check=True, stdout=subprocess.DEVNULL, env=unasked)
    return _on_path(names)


def launch_options() -> dict[str, Any]:
    """Give the options of ``chromium.launch`` that keep the browser on this machine."""
    return {"args": list(FLAGS), "headless": True}


@dataclass(slots=True)
class _Shared:
    """The Chromiums of this process, whole or not: Playwright runs once in a thread, whoever asks for it."""

    stack: ExitStack = field(default_factory=ExitStack)
    playwright: Playwright | None = None
    opened: dict[bool, Browser] = field(default_factory=dict)
    users: int = 0


_shared = _Shared()


@contextmanager
def browser(*, whole: bool = False) -> Iterator[Browser]:
    """Give the Chromium of this process, started by the first who asks and closed by the last.

    ``whole``: one that shows notifications.
    """
    if _shared.playwright is None:
        _shared.playwright = _shared.stack.enter_context(sync_playwright())
    if whole not in _shared.opened:
        path = chromium_path(whole=whole)
        _shared.opened[whole] = _shared.playwright.chromium.launch(executable_path=path, **launch_options())
        _shared.stack.callback(_shared.opened[whole].close)
    _shared.users += 1
    yield _shared.opened[whole]
    _shared.users -= 1
    if not _shared.users:
        _shared.stack.close()
        _shared.opened.clear()
        _shared.playwright = None


# --- the product, served ----------------------------------------------------------------------------------------


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Request(Quiet, WSGIRequestHandler):
    def handle(self) -> None:
        super().handle()
        connections.close_all()  # this thread ends with its request


@contextmanager
def serve() -> Iterator[str]:
    """Serve the product of this process on a free loopback port; gives its address, without a last slash."""
    server = make_server("127.0.0.1", 0, get_wsgi_application(), server_class=_Server, handler_class=_Request)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


# --- what is asked of every page --------------------------------------------------------------------------------


@dataclass(slots=True)
class Watch:
    """What a page did that it may not; made by ``watch`` before the first page is opened."""

    faults: list[str] = field(default_factory=list)

    def assert_calm(self) -> None:
        """Fail when the browser refused something, complained, or spoke to another machine."""
        assert self.faults == []

    def forget(self) -> None:
        """Forget what was expected: the console line of a page that answers 404 on purpose."""
        self.faults.clear()


def watch(page: Page) -> Watch:
    """Watch a page for violations of the content security policy, console errors and requests to elsewhere."""
    seen = Watch()

    def on_console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            seen.faults.append(f"{message.type}: {message.text}")

    def on_request(request: Request) -> None:
        if urlsplit(request.url).hostname not in LOOPBACK:
            seen.faults.append(f"request to elsewhere: {request.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: seen.faults.append(f"script: {error}"))
    page.on("request", on_request)
    page.add_init_script(
        "document.addEventListener('securitypolicyviolation', e =>"
        " console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI))"
    )
    return seen


def no_csp_violation(seen: Watch) -> None:
    """Fail when the content security policy stopped something."""
    assert [fault for fault in seen.faults if "policy" in fault.lower()] == []


def axe(page: Page, *, only_colours: bool = False) -> None:
    """Fail on any defect that axe-core finds, its best practices included, each told with the element.

    ``only_colours``: for a page that was held to all the rules in the other colours, at this width: a scheme changes
    colours and nothing else (``light-dark()`` in foundation.css), and most of the time goes into the other rules.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    options: dict[str, Any] = {"resultTypes": ["violations"], "rules": {"region": {"enabled": True}}}
    if only_colours:
        options = {"resultTypes": ["violations"], **COLOURS}
    found = page.evaluate("options => axe.run(document, options)", options)
    told = [
        f"{violation['id']}: {violation['help']}: {node['html'][:160]} {node.get('failureSummary', '')[:300]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
    assert told == [], "\n".join(told)


def title_is_heading(page: Page) -> None:
    """Fail unless the page has one h1, and is titled « {h1} – Carnet » (interface.md 6.7)."""
    headings = page.locator("h1").all_inner_texts()
    assert len(headings) == 1, headings
    assert _plain(page.title()).startswith(f"{_plain(headings[0])} – Carnet"), page.title()


def no_sideways_scroll(page: Page) -> None:
    """Fail when the page is wider than its window (WCAG 1.4.10), naming what sticks out."""
    out = page.evaluate(
        """() => { const wide = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= wide) return [];
        return [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > wide + 1)
          .slice(0, 8).map(e => e.outerHTML.slice(0, 120)); }"""
    )
    assert out == [], out


def small_targets(page: Page) -> list[str]:
    """Give the buttons, fields and standing links that are less than 24 px high or wide (WCAG 2.5.8)."""
    kinds = "a[href], button, input:not([type=hidden]), select, summary, label.option, label.switch"
    found: list[str] = page.evaluate(
        """kinds => [...document.querySelectorAll(kinds)]
        .filter(e => e.checkVisibility() && !e.closest('p, dd, li > span, .skip') && !e.matches('label input'))
        .filter(e => !e.matches('.title, .doorway a'))  // their line is what people touch
        .filter(e => { const r = e.getBoundingClientRect(); return r.width && (r.height < 24 || r.width < 24) })
        .map(e => e.outerHTML.slice(0, 120))""",
        kinds,
    )
    return found


def see(page: Page, name: str, *, whole: bool = True) -> None:
    """Keep a picture of the page, when somebody wants to look at it."""
    if not SCREENS:
        return
    folder = ROOT / SCREENS
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{name}.png", full_page=whole)


def _plain(text: str) -> str:
    return " ".join(text.replace("\u202f", " ").replace("\u00a0", " ").split())

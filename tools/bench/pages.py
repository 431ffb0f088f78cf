"""The patient site as it is served: what a first view weighs and how soon it stands, and pages of a large record."""

import http.client
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext

from carnet.core.access.actors import Holder
from carnet.core.audit.events import Door
from carnet.doors.kit.session import cookie_name
from carnet.ports.environment import Environment
from tests.browser import browser
from tests.journeys.sessions import holder_session
from tools.bench.server import Database
from tools.bench.tables import Row, Table, milliseconds
from tools.bench.web import NoAnswerError, Web, served
from tools.bench.wired import Wire, wired
from tools.bench.world import World

HEAVIEST, SLOWEST = 100_000, 0.050
"""Bytes of a first view; seconds of a page at the 95th percentile (the issue of the patient site)."""
MOST_REQUESTS, LATEST_PAINT, MOST_SHIFTED, LONGEST_BLOCKED = 20, 2.5, 0.1, 0.2
"""A budget like Lighthouse's: LCP and CLS as web.dev calls good, total blocking time as its scale calls fast."""

SIGN_IN = "/connexion/"
PRIVATE = ("/accueil/", "/documents/")
"""In a session of the large record's holder."""
FIRST_VIEWS = (
    *((path, "") for path in ("/", SIGN_IN, "/falc/", *PRIVATE)),
    *((path, SIGN_IN) for path in PRIVATE),
)
"""What is opened by a browser that was never here, or that comes from the page named second, as whoever signs in."""

_WARM = 5
_A_VISIT = 20
"""Pages that somebody asks for before they leave: each of them is a line of the history since their last visit."""
SLOW_CPU = 4
SLOW_NET = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
"""A phone of four years ago on a « slow 4G », as Lighthouse takes them."""

_WATCH = """
  window.seen = { paint: 0, shifted: 0, blocked: 0 };
  const look = (type, told) => new PerformanceObserver(list => list.getEntries().forEach(told))
    .observe({ type, buffered: true });
  look("largest-contentful-paint", one => { seen.paint = one.startTime; });
  look("layout-shift", one => { if (!one.hadRecentInput) seen.shifted += one.value; });
  look("longtask", one => { seen.blocked += Math.max(0, one.duration - 50); });
"""


_KEPT = "() => navigator.serviceWorker.ready.then(() => null)"


@dataclass(frozen=True, slots=True)
class FirstView:
    """One page in a browser that was never here. Sizes in bytes, times in seconds."""

    weight: int
    requests: int
    elsewhere: int
    paint: float
    shifted: float
    blocked: float


def first_views(world: World, *, folder: Path, rounds: int) -> Table:
    """Open each page in a browser of its own; the worst of the ``rounds`` is told, beside what is allowed."""
    rows: list[Row] = []
    served_site, whole = served(world.token, static=_collected(folder)), browser(whole=True)
    with served_site as web, wired(web.port) as wire, whole as chromium:
        for path, before in FIRST_VIEWS:
            views = [_first_view(chromium, wire, path, before, world) for _ in range(rounds)]
            rows.append(
                (
                    f"{path} after {before}" if before else path,
                    _beside(max(one.weight for one in views) / 1000, HEAVIEST / 1000, 1),
                    _beside(max(one.requests for one in views), MOST_REQUESTS, 0),
                    str(max(one.elsewhere for one in views)),
                    _beside(max(one.paint for one in views), LATEST_PAINT, 2),
                    _beside(max(one.shifted for one in views), MOST_SHIFTED, 3),
                    _beside(max(one.blocked for one in views) * 1000, LONGEST_BLOCKED * 1000, 0),
                )
            )
    heads = ("", "kB on the wire", "requests", "to elsewhere", "LCP s", "CLS", "blocked ms")
    return Table("A first view, on a slow phone", heads, tuple(rows))


def pages_of_a_large_record(world: World, database: Database, *, folder: Path, documents: int, calls: int) -> Table:
    """Ask for the pages of the large record, one after the other, over one connection a visit."""
    rows: list[Row] = []
    with served(world.token, static=_collected(folder)) as web:
        for path, came_before, who in (
            ("/accueil/", True, ""),
            ("/accueil/", False, " on a first visit"),
            ("/documents/", True, ""),
        ):
            _latencies(web, path, _session(world, came_before=came_before), _WARM)
            ours, theirs = web.cpu_seconds(), database.cpu_seconds()
            lasted = [
                one
                for first in range(0, calls, _A_VISIT)
                for one in _latencies(web, path, _session(world, came_before=came_before), min(_A_VISIT, calls - first))
            ]
            spent = (web.cpu_seconds() - ours) / calls, (database.cpu_seconds() - theirs) / calls
            slow = statistics.quantiles(lasted, n=20)[-1]
            cells = f"{path}{who}, {documents:,} documents", f"{statistics.median(lasted) * 1000:.0f}"
            rows.append((*cells, _beside(slow * 1000, SLOWEST * 1000, 0), " + ".join(map(milliseconds, spent))))
    heads = ("", "median ms", "95 of 100 within ms", "CPU ms (ours + server)")
    return Table("Pages of a large record", heads, tuple(rows))


def _beside(measured: float, allowed: float, places: int) -> str:
    """Write a figure beside what is allowed, and say so where it is too much."""
    told = f"{measured:.{places}f} of {allowed:g}"
    return f"TOO MUCH: {told}" if measured > allowed else told


def _collected(folder: Path) -> Path:
    """Collect and compress the static files, as when an image is built."""
    place = folder / "static"
    if not place.exists():
        command = [sys.executable, "-m", "django", "collectstatic", "--no-input", "--verbosity", "0"]
        subprocess.run(command, check=True, env=os.environ | {"CARNET_STATIC": str(place)})  # noqa: S603  our own command
    return place


def _session(world: World, *, came_before: bool = False) -> str:
    """Sign the holder of the large record in; gives the token of the session. ``came_before``: just now, once."""
    env: Environment = replace(world.env, door=Door.PATIENT_SITE)
    seen_at = env.clock.now() if came_before else None
    return holder_session(Holder(world.large), "Camille Morel", env, seen_at=seen_at)


def _first_view(chromium: Browser, wire: Wire, path: str, before: str, world: World) -> FirstView:
    site = f"http://localhost:{wire.port}"
    context = chromium.new_context(base_url=site, viewport={"width": 390, "height": 844}, locale="fr-FR")
    if path in PRIVATE:
        context.add_cookies([{"name": cookie_name(Door.PATIENT_SITE), "value": _session(world), "url": site}])
    try:
        return _looked_at(context, wire, path, before)
    finally:
        context.close()


def _looked_at(context: BrowserContext, wire: Wire, path: str, before: str) -> FirstView:
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOW_CPU})
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", SLOW_NET)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).netloc))
    page.add_init_script(_WATCH)
    if before:
        page.goto(before, wait_until="load")
        page.evaluate(_KEPT)
        page.wait_for_load_state("networkidle")
    wire.forget()
    answer = page.goto(path, wait_until="load")
    if answer is None or not answer.ok or urlsplit(page.url).path != path:
        raise NoAnswerError(f"{path} is not the page that was asked for")
    # The service worker fetches what it keeps after the page: those bytes count too.
    page.evaluate(_KEPT)
    page.wait_for_load_state("networkidle")
    seen = page.evaluate("() => window.seen")
    elsewhere = sum(netloc != f"localhost:{wire.port}" for netloc in asked)
    return FirstView(wire.sent, wire.requests, elsewhere, seen["paint"] / 1000, seen["shifted"], seen["blocked"] / 1000)


def _latencies(web: Web, path: str, token: str, calls: int) -> Sequence[float]:
    """Ask for a page so many times, whole answers."""
    connection = http.client.HTTPConnection("127.0.0.1", web.port, timeout=60)
    headers = {"Host": f"localhost:{web.port}", "Cookie": f"{cookie_name(Door.PATIENT_SITE)}={token}"}
    lasted = []
    for _ in range(calls):
        start = time.perf_counter()
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        lasted.append(time.perf_counter() - start)
        if answer.status != http.HTTPStatus.OK:
            raise NoAnswerError(f"{path} answered {answer.status}")
    connection.close()
    return lasted

"""What an integrator is shown works as it was copied; the folder is theirs alone; the pages are for everybody."""

import html
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser, expect

from carnet.demo.sandbox.examples import EXAMPLES
from carnet.demo.sandbox.steps import Example
from carnet.doors.fhir.router import ROUTES
from tests.browser import axe, no_sideways_scroll, small_targets, title_is_heading, watch
from tests.sandbox.running import Sandbox

NODE = shutil.which("node")
DESCRIPTIONS = {("GET", "metadata"), ("GET", ".well-known/smart-configuration")}
RUNS: dict[str, list[str]] = {
    "curl": ["sh", "-e"],
    "python": [sys.executable, "-"],
    "javascript": ["node", "--input-type=module", "-"],
}
"""How what was copied is run, in the folder of the sandbox."""


def page(sandbox: Sandbox, path: str, language: str = "fr") -> str:
    answer = requests.get(sandbox.site + path, headers={"Cookie": f"affichage={language}.auto.normal"}, timeout=60)
    assert answer.status_code == 200
    return str(answer.text)


def copied(sandbox: Sandbox, path: str, language: str) -> str:
    """What somebody who selects it by hand copies of a page."""
    found = re.search(rf'<pre class="copied" id="{language}-texte"[^>]*>(.*?)</pre>', page(sandbox, path), re.DOTALL)
    assert found
    return html.unescape(found[1])


def test_every_route_of_the_door_has_its_example_and_no_example_is_of_another() -> None:
    told = {one.about for one in EXAMPLES}
    routes = {(route.method, route.path) for route in ROUTES}
    assert routes - told == set(), "a new route needs its example in carnet/demo/sandbox/examples_of_….py"
    assert told - routes == DESCRIPTIONS
    assert len({one.key for one in EXAMPLES}) == len(EXAMPLES)


@pytest.mark.parametrize("language", RUNS)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.key)
def test_a_request_that_was_copied_from_the_page_works(sandbox: Sandbox, example: Example, language: str) -> None:
    if language == "javascript" and NODE is None:
        pytest.skip("node is not here")
    text = copied(sandbox, f"/bac-a-sable/{example.key}/", language)
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        RUNS[language],
        input=text,
        cwd=sandbox.folder,
        env={"PATH": path, "HOME": str(sandbox.home), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    expected = example.steps[-1].status
    if expected >= 400:
        assert str(expected) in done.stdout
        assert '"severity":"error"' in done.stdout
    else:
        assert done.stdout.strip()
        assert '"severity":"error"' not in done.stdout


def test_the_folder_is_for_its_owner_alone_and_each_file_is_said_in_its_readme(sandbox: Sandbox) -> None:
    files = [one for one in sandbox.folder.rglob("*") if one.is_file()]
    assert {stat.S_IMODE(one.stat().st_mode) for one in files} == {0o600}
    assert {stat.S_IMODE(one.stat().st_mode) for one in sandbox.folder.rglob("*") if one.is_dir()} == {0o700}
    readme = (sandbox.folder / "README.md").read_text(encoding="utf-8")
    for one in sandbox.folder.iterdir():
        assert f"`{one.name}" in readme or one.name == "README.md", one.name
    assert sandbox.site in sandbox.said
    assert "/bac-a-sable/" in sandbox.said
    assert str(sandbox.folder) in sandbox.said


def test_a_certificate_that_somebody_only_claims_proves_nothing(sandbox: Sandbox) -> None:
    pem = (sandbox.folder / "sandbox-practice" / "certificate.pem").read_text(encoding="ascii")
    der = "".join(pem.splitlines()[1:-1])
    form = {"grant_type": "client_credentials", "client_id": "sandbox-practice"}
    for name in ("token_endpoint", "secure_token_endpoint"):
        trusted = str(sandbox.folder / "authority" / "certificate.pem")
        claimed = {"Client-Cert": f":{der}:"}
        answer = requests.post(sandbox.described[name], data=form, headers=claimed, verify=trusted, timeout=60)
        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


PAGES = ("/bac-a-sable/", "/bac-a-sable/mask/", "/bac-a-sable/erreurs/")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_pages_have_no_fault_that_a_machine_can_find(sandbox: Sandbox, chromium: Browser, width: int) -> None:
    for scheme, language in (("light", "fr"), ("dark", "en")):
        context = chromium.new_context(
            base_url=sandbox.site,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]  # one of two words
        )
        context.add_cookies([{"name": "affichage", "value": f"{language}.auto.normal", "url": sandbox.site}])
        opened = context.new_page()
        seen = watch(opened)
        for path in PAGES:
            opened.goto(path)
            axe(opened)
            title_is_heading(opened)
            no_sideways_scroll(opened)
            assert small_targets(opened) == []
        seen.assert_calm()
        context.close()


def test_a_request_is_copied_by_its_button_and_selected_without_scripts(sandbox: Sandbox, chromium: Browser) -> None:
    context = chromium.new_context(base_url=sandbox.site, permissions=["clipboard-read", "clipboard-write"])
    opened = context.new_page()
    opened.goto("/bac-a-sable/mask/")
    opened.get_by_role("button", name="Copier curl").click()
    expect(opened.locator("#curl ~ [role=status]")).to_have_text("Copié")
    assert opened.evaluate("navigator.clipboard.readText()") == copied(sandbox, "/bac-a-sable/mask/", "curl")
    context.close()
    plain = chromium.new_context(base_url=sandbox.site, java_script_enabled=False)
    opened = plain.new_page()
    opened.goto("/bac-a-sable/mask/")
    expect(opened.get_by_role("button", name="Copier")).to_have_count(0)
    expect(opened.locator("#curl-texte")).to_contain_text("sh token.sh sandbox-practice")
    plain.close()


def test_what_each_example_does_is_said_in_french_and_in_english(sandbox: Sandbox) -> None:
    french, english = page(sandbox, "/bac-a-sable/"), page(sandbox, "/bac-a-sable/", "en")
    assert all(html.escape(one.key) in french for one in EXAMPLES)
    assert "Déposer un document d’un seul envoi" in french
    assert "Deposit a document in one request" in english
    unsaid = [one.said for one in EXAMPLES if one.said in english]
    assert unsaid == []


def test_the_page_that_leads_to_a_first_deposit_names_what_is_there(sandbox: Sandbox) -> None:
    told = (Path(__file__).parents[2] / "docs" / "integrators.md").read_text(encoding="utf-8")
    camille = sandbox.described["patients"]["camille"]
    assert f"{camille['ins_system']}|{camille['ins']}" in told
    assert f"`{camille['identifier']}`" in told
    assert f"`{camille['password']}`" in told
    named = [*sandbox.described["software"], "get_token.py", "get_token.mjs", "token.sh", "patient_app.py"]
    assert all(f"`{name}`" in told for name in named)
    assert "/bac-a-sable/deposit/" in told
    assert page(sandbox, "/bac-a-sable/deposit/")

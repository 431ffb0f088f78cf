"""``carnet rulebook``: write the generated pages of docs/, or say which are stale."""

import sys
from pathlib import Path

import click

from carnet.config.error_catalogue import catalogue
from carnet.config.page_routes import page_routes
from carnet.doors.fhir.router import ROUTES
from carnet.usecases.policy.write_errors import write_error_catalogue
from carnet.usecases.policy.write_references import (
    write_audit_catalogue,
    write_page_table,
    write_route_table,
)
from carnet.usecases.policy.write_rulebook import write_rulebook

DOCS = Path(__file__).resolve().parents[2] / "docs"


def pages() -> dict[Path, str]:
    """Give every generated page, by its path."""
    written = {DOCS / "rules" / name: text for name, text in write_rulebook().items()}
    written[DOCS / "audit-events.md"] = write_audit_catalogue()
    written[DOCS / "doors" / "fhir-routes.md"] = write_route_table(
        (route.method, route.path, route.transaction, route.use_case, route.action.value, route.audit)
        for route in ROUTES
    )
    written[DOCS / "doors" / "page-routes.md"] = write_page_table(
        (
            route.path,
            route.view,
            "tous" if route.is_public else "",
            " ".join(route.use_cases),
            " ".join(route.actions),
        )
        for route in page_routes()
    )
    written[DOCS / "doors" / "errors.md"] = write_error_catalogue(catalogue())
    return written


@click.command()
@click.option("--check", is_flag=True, help="Ne rien écrire ; échouer si une page ne dit plus ce que dit le code.")
def rulebook(check: bool) -> None:
    """Écrire le livre des règles (docs/rules) et les autres pages tirées du code."""
    wanted = pages()
    extra = {path for path in (DOCS / "rules").iterdir() if path.suffix in (".md", ".json") and path not in wanted}
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if check:
        for path in sorted([*stale, *extra]):
            click.echo(f"{path.relative_to(DOCS.parent)} ne dit plus ce que dit le code : lancez `make rulebook`.")
        sys.exit(1 if stale or extra else 0)
    for path in extra:
        path.unlink()
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[path], encoding="utf-8")
    click.echo(f"{len(stale)} page(s) écrite(s), {len(extra)} retirée(s).")

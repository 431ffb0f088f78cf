"""`carnet conformance`: checks any server against what PDSm, MHD and FHIR require, as a client of it."""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from carnet.config.conformance.caller import Trust
from carnet.config.conformance.checking import Result, Verdict, run
from carnet.config.conformance.checks import CHECKS
from carnet.config.conformance.credentials import Credentials, UnreadableFolder, read_folder
from carnet.config.conformance.server import Server
from carnet.config.wiring import system_clock

MARKS = {Verdict.PASSED: "✓", Verdict.FAILED: "✗", Verdict.SKIPPED: "–"}


@click.command()
@click.argument("base_url", required=False)
@click.option(
    "--sandbox", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Le dossier du bac à sable."
)
@click.option("--token", envvar="CARNET_CONFORMANCE_TOKEN", help="Un jeton d’un professionnel, à la place de ses clés.")
@click.option("--patient", help="Une personne de test : SYSTÈME|INS. Des documents sont déposés dans son dossier.")
@click.option("--author", help="L’identifiant national du professionnel qui signe.")
@click.option("--structure", help="L’identifiant national de sa structure.")
@click.option(
    "--authority", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="L’autorité TLS à croire (PEM)."
)
@click.option("--only", "keys", multiple=True, help="Ne faire que ce contrôle ; se répète.", metavar="CLÉ")
@click.option("--json", "as_json", is_flag=True, help="En JSON, pour un programme.")
@click.option("--list", "lists", is_flag=True, help="Dire les contrôles, sans rien demander.")
def conformance(
    base_url: str | None,
    *,
    sandbox: Path | None,
    token: str | None,
    patient: str | None,
    author: str | None,
    structure: str | None,
    authority: Path | None,
    keys: tuple[str, ...],
    as_json: bool,
    lists: bool,
) -> None:
    """Contrôler un serveur FHIR : PDSm, MHD, « PDSm pour le DMP ».

    BASE_URL : sa base FHIR ; celle du bac à sable sans elle. Un contrôle sans ce qu’il lui faut est passé, et le dit.
    Le code de sortie est 0 si rien n’échoue, 1 sinon. Les phrases sont en anglais, comme les normes.
    """
    chosen = [one for one in CHECKS if not keys or one.key in keys]
    if unknown := sorted(set(keys) - {one.key for one in CHECKS}):
        raise click.UsageError(f"Aucun contrôle ne s’appelle ainsi : {', '.join(unknown)}. --list les donne.")
    if lists:
        click.echo("\n".join(f"{one.key:<24} {one.sentence} [{one.source}]" for one in chosen))
        return
    given = _credentials(base_url, sandbox)
    given = replace(
        given,
        token=token or given.token,
        patient=patient or given.patient,
        author=author or given.author,
        source=structure or given.source,
    )
    if authority is not None:
        given = replace(given, trust=Trust(authority))
    results = []
    for result in run(chosen, Server(given, system_clock().now)):
        results.append(result)
        if not as_json:
            click.echo(_line(result))
    click.echo(_as_json(given, results) if as_json else _summary(results))
    sys.exit(1 if any(one.verdict is Verdict.FAILED for one in results) else 0)


def _credentials(base_url: str | None, sandbox: Path | None) -> Credentials:
    if sandbox is None:
        if base_url is None:
            raise click.UsageError("Donnez la base FHIR du serveur, ou --sandbox et le dossier d’un bac à sable.")
        return Credentials(base_url.rstrip("/"))
    found = read_folder(sandbox, base_url or "")
    if isinstance(found, UnreadableFolder):
        raise click.ClickException(found.why)
    return found


def _line(result: Result) -> str:
    lines = [f"{MARKS[result.verdict]} {result.check.key:<24} {result.check.sentence} [{result.check.source}]"]
    return "\n".join([*lines, *(f"      {one}" for one in result.why)])


def _summary(results: Sequence[Result]) -> str:
    counted = Counter(one.verdict for one in results)
    return ", ".join(f"{counted[verdict]} {verdict.value}" for verdict in Verdict) + "."


def _as_json(given: Credentials, results: Sequence[Result]) -> str:
    counted = Counter(one.verdict for one in results)
    written = {
        "base_url": given.base,
        "totals": {verdict.value: counted[verdict] for verdict in Verdict},
        "checks": [
            {
                "key": one.check.key,
                "sentence": one.check.sentence,
                "source": one.check.source,
                "result": one.verdict.value,
                "why": list(one.why),
            }
            for one in results
        ],
    }
    return json.dumps(written, ensure_ascii=False, indent=2)

"""``carnet audit``: seal the trace, and prove that nobody rewrote it."""

import json
import sys
from uuid import UUID

import click

from carnet.config.wiring import environment, verifier_key
from carnet.core.audit.events import Door
from carnet.core.record.ending import WhyDestroyed
from carnet.usecases.record.read_certificate import NoSuchCertificate, read_certificate
from carnet.usecases.transparency.seal_trace import seal_trace
from carnet.usecases.transparency.verify_trace import TraceVerified, verify_trace


@click.group()
def audit() -> None:
    """Sceller le journal des accès et prouver que personne ne l’a réécrit."""


@audit.command()
def seal() -> None:
    """Sceller maintenant ce que la tâche de chaque minute scellerait."""
    sealed = seal_trace(env=environment(Door.COMMAND_LINE))
    click.echo(f"{sealed.added} ligne(s) scellée(s), {sealed.size} en tout.")


@audit.command()
@click.option("--json", "as_json", is_flag=True, help="Répondre en JSON.")
def verify(as_json: bool) -> None:
    """Vérifier chaque ligne, chaque feuille et chaque racine signée. Échoue si quelque chose a été réécrit."""
    found = verify_trace(env=environment(Door.COMMAND_LINE))
    if isinstance(found, TraceVerified):
        said = {"verified": True, "sealed": found.sealed, "waiting": found.waiting, "root": found.root}
        text = (
            f"Rien n’a été réécrit : {found.sealed} ligne(s) scellée(s) sous la racine {found.root[:16]}…, "
            f"{found.waiting} en attente du prochain scellement."
        )
    else:
        said = {"verified": False, "findings": list(found.findings)}
        text = "Le journal a été altéré :\n" + "\n".join(f"- {finding}" for finding in found.findings)
    click.echo(json.dumps(said) if as_json else text)
    sys.exit(0 if isinstance(found, TraceVerified) else 1)


@audit.command()
@click.argument("number", type=click.UUID)
def certificate(number: UUID) -> None:
    """Montrer ce qui a été détruit sous ce numéro de certificat, quand, pourquoi, et ce qui le prouve."""
    found = read_certificate(number)
    if isinstance(found, NoSuchCertificate):
        raise click.ClickException("Aucun certificat ne porte ce numéro.")
    destroyed = found.destruction
    whys = {WhyDestroyed.TEN_YEARS: "dix ans après sa fermeture", WhyDestroyed.ASKED: "à la demande de la personne"}
    left = "aucun octet ne reste" if destroyed.bytes_gone_at else f"{len(destroyed.addresses)} fichier(s) à retirer"
    place = f"feuille n° {found.position} du journal" if found.position is not None else "au prochain scellement"
    click.echo(
        f"Certificat {destroyed.id}\n"
        f"Dossier {destroyed.record}, détruit le {destroyed.destroyed_at.isoformat()}, {whys[destroyed.why]}.\n"
        f"Clé détruite ; {destroyed.rows} ligne(s) et {destroyed.documents} document(s) ; {left}.\n"
        f"Preuve : {found.leaf}, {place}."
    )


@audit.command()
def key() -> None:
    """Écrire la clé publique qui vérifie les points de contrôle du journal (C2SP signed-note)."""
    click.echo(verifier_key())

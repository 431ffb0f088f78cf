"""``carnet app``: the applications of patients and the software of care, registered by the operator alone."""

import json
from pathlib import Path
from typing import Any

import click

from carnet.config.wiring import environment
from carnet.core.audit.events import Door
from carnet.core.identifiers import OrganizationId, PractitionerId
from carnet.store.tokens import Client, ClientKind, Description
from carnet.usecases.access.register_app import AppFaulty, AppRegistered, list_registered, register_app, switch_app
from carnet.usecases.access.register_software import SoftwareOfCare, register_software

KINDS = {
    ClientKind.PATIENT: "patients",
    ClientKind.PROFESSIONAL: "un professionnel",
    ClientKind.STRUCTURE: "une structure",
    ClientKind.INSURER: "l’Assurance maladie",
}


@click.group()
def app() -> None:
    """Inscrire les applications des patients et les logiciels de soins, les lister, les arrêter.

    Aucune application ne lit rien sans l’accord de chaque personne, donné sur le site patient.
    """


@app.command(name="add")
@click.argument("client_id", metavar="IDENTIFIANT")
@click.option("--name", required=True, help="Son nom, montré aux personnes.")
@click.option("--purpose", required=True, help="À quoi elle sert, en une phrase que chacun comprend.")
@click.option("--purpose-en", required=True, help="La même phrase en anglais.")
@click.option("--redirect-uri", "redirect_uris", multiple=True, required=True, help="Une adresse de retour, exacte.")
@click.option("--origin", "origins", multiple=True, help="D’où ses pages nous appellent (https://app.example.org).")
@click.option("--jwks", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Ses clés publiques (JSON).")
@click.option("--certificate", "certificates", multiple=True, help="L’empreinte d’un certificat (x5t#S256).")
@click.option("--binds-tokens", is_flag=True, help="Chacun de ses jetons est lié à une clé à elle (DPoP).")
@click.option("--introspects", is_flag=True, help="Elle répond pour des ressources et peut examiner tout jeton.")
def add(
    client_id: str,
    *,
    name: str,
    purpose: str,
    purpose_en: str,
    redirect_uris: tuple[str, ...],
    origins: tuple[str, ...],
    jwks: Path | None,
    certificates: tuple[str, ...],
    binds_tokens: bool,
    introspects: bool,
) -> None:
    """Inscrire une application de patients, ou remplacer ce que l’on sait d’elle."""
    described = Description(
        name,
        purpose,
        purpose_en,
        redirect_uris,
        origins,
        certificates,
        binds_tokens=binds_tokens,
        introspects=introspects,
    )
    match register_app(client_id, described, jwks=_keys(jwks), env=environment(Door.COMMAND_LINE)):
        case AppFaulty(faults):
            raise click.ClickException("\n".join(faults))
        case AppRegistered():
            click.echo(f"{described.name} est inscrite sous le nom {client_id}.")


@app.command()
@click.argument("client_id", metavar="IDENTIFIANT")
@click.option("--structure", required=True, help="L’identifiant national de la structure, connue de l’annuaire.")
@click.option("--professional", help="L’identifiant national du seul professionnel pour qui il parle.")
@click.option("--jwks", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Ses clés publiques (JSON).")
@click.option("--certificate", "certificates", multiple=True, help="L’empreinte d’un certificat (x5t#S256).")
@click.option("--binds-tokens", is_flag=True, help="Chacun de ses jetons est lié à une clé à lui (DPoP).")
@click.option(
    "--pro-sante-connect",
    default="",
    help="Son nom chez le fournisseur d’identité : il peut en échanger les jetons contre les nôtres.",
)
def software(
    client_id: str,
    *,
    structure: str,
    professional: str | None,
    jwks: Path | None,
    certificates: tuple[str, ...],
    binds_tokens: bool,
    pro_sante_connect: str,
) -> None:
    """Inscrire le logiciel d’une structure ou d’un professionnel, ou remplacer ce que l’on sait de lui."""
    told = SoftwareOfCare(
        OrganizationId(structure),
        PractitionerId(professional) if professional else None,
        _keys(jwks),
        certificates,
        binds_tokens=binds_tokens,
        provider_client=pro_sante_connect,
    )
    match register_software(client_id, told, env=environment(Door.COMMAND_LINE)):
        case AppFaulty(faults):
            raise click.ClickException("\n".join(faults))
        case AppRegistered():
            click.echo(f"{client_id} est inscrit.")


@app.command(name="list")
def list_apps() -> None:
    """Lister les logiciels inscrits : identifiant, état, pour qui, adresses de retour."""
    for client in list_registered():
        click.echo(_line(client))


@app.command()
@click.argument("client_id", metavar="IDENTIFIANT")
def stop(client_id: str) -> None:
    """Arrêter un logiciel : ses jetons n’ouvrent plus rien, tout de suite."""
    _switch(client_id, is_active=False)
    click.echo(f"{client_id} est arrêté.")


@app.command()
@click.argument("client_id", metavar="IDENTIFIANT")
def start(client_id: str) -> None:
    """Remettre en marche un logiciel arrêté."""
    _switch(client_id, is_active=True)
    click.echo(f"{client_id} est en marche.")


def _switch(client_id: str, *, is_active: bool) -> None:
    if not switch_app(client_id, is_active=is_active, env=environment(Door.COMMAND_LINE)):
        raise click.ClickException("Aucun logiciel n’est inscrit sous ce nom.")


def _keys(file: Path | None) -> dict[str, Any]:
    if file is None:
        return {}
    try:
        read = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise click.ClickException("Le fichier des clés n’est pas du JSON.") from error
    return read if isinstance(read, dict) else {"keys": read}


def _line(client: Client) -> str:
    state = "en marche" if client.is_active else "arrêté"
    addresses = " ".join(client.described.redirect_uris)
    named = f" « {client.described.name} »" if client.described.name else ""
    return f"{client.client_id}{named} · {state} · pour {KINDS[client.kind]} {addresses}".rstrip()

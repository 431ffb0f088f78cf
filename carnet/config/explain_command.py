"""``carnet explain``: why an access is allowed or refused, as rules and sentences; asking is traced like any look."""

import json
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID

import click

from carnet.config.wiring import environment
from carnet.core.access.actions import Action
from carnet.core.access.why import Why
from carnet.core.audit.events import Door
from carnet.core.identifiers import DocumentId, OrganizationId, PractitionerId, RecordId
from carnet.core.record.majority import PARIS
from carnet.usecases.policy.explain_decision import (
    Explained,
    NobodyOfThatName,
    NoSuchPolicy,
    Question,
    SomeAccount,
    SomeProfessional,
    SomeStructure,
    TheHolder,
    Who,
    explain_decision,
)

AUDIENCES = {"asker": "Ce que peut savoir celui qui demande", "holder": "Ce que peut savoir le titulaire"}


class Instant(click.ParamType[datetime]):
    """An instant with its time zone, or a day, which means noon of that day in Paris."""

    name = "instant"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Read it; anything else is refused in words."""
        try:
            read = datetime.fromisoformat(value)
        except ValueError:
            self.fail(
                "Écrivez un jour (2026-11-21) ou un instant avec son fuseau (2026-11-21T12:00+01:00).", param, ctx
            )
        if len(value) == len("2026-11-21"):
            return datetime.combine(read.date(), time(12), PARIS).astimezone(UTC)
        if read.tzinfo is None:
            self.fail("Il manque le fuseau : 2026-11-21T12:00+01:00.", param, ctx)
        return read.astimezone(UTC)


@click.command()
@click.argument("record", type=click.UUID, metavar="DOSSIER")
@click.argument("action", type=click.Choice([one.value for one in Action]), metavar="ACTION")
@click.option("--agent", required=True, envvar="CARNET_AGENT", help="Qui demande ; l’historique du dossier le dira.")
@click.option("--holder", is_flag=True, help="Le titulaire du dossier.")
@click.option("--professional", metavar="IDNPS", help="Un professionnel de l’annuaire, avec --structure.")
@click.option("--structure", metavar="FINESS", help="Où il exerce ; sans --professional, le logiciel de la structure.")
@click.option("--representative", metavar="COMPTE", help="Un représentant, par l’identifiant opaque de son compte.")
@click.option("--carer", metavar="COMPTE", help="Un aidant, de même.")
@click.option("--document", type=click.UUID, help="Le document, par son identifiant opaque.")
@click.option("--type", "types", multiple=True, help="Un type que l’on veut déposer.")
@click.option("--concerned", metavar="IDNPS", help="Le professionnel que l’acte concerne.")
@click.option("--present", is_flag=True, help="L’acteur déclare que la personne est présente.")
@click.option("--as-of", type=Instant(), help="Décider à un autre instant, sous le profil de ce jour-là.")
@click.option("--policy", "policy_name", default="", help="Décider sous ce profil.")
@click.option("--for", "audience", type=click.Choice([*AUDIENCES, "both"]), default="asker", show_default=True)
@click.option("--language", type=click.Choice(["fr", "en"]), default="fr", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Répondre en JSON, dans les deux langues.")
def explain(
    *,
    record: UUID,
    action: str,
    agent: str,
    holder: bool,
    professional: str | None,
    structure: str | None,
    representative: str | None,
    carer: str | None,
    document: UUID | None,
    types: tuple[str, ...],
    concerned: str | None,
    present: bool,
    as_of: datetime | None,
    policy_name: str,
    audience: str,
    language: str,
    as_json: bool,
) -> None:
    """Dire pourquoi un accès est permis ou refusé : des règles et des phrases, jamais un nom, un titre ou un contenu.

    Les faits sont ceux que le dossier tient aujourd’hui ; --as-of ne change que l’instant et le profil.
    """
    who = _who(
        holder=holder, professional=professional, structure=structure, representative=representative, carer=carer
    )
    question = Question(
        record=RecordId(record),
        who=who,
        action=Action(action),
        document=DocumentId(document) if document else None,
        type_codes=frozenset(types),
        concerned=PractitionerId(concerned) if concerned else None,
        with_the_person=present,
        as_of=as_of,
        policy=policy_name,
    )
    answer = explain_decision(question, agent=agent, env=environment(Door.COMMAND_LINE))
    match answer:
        case NobodyOfThatName():
            raise click.ClickException("L’annuaire ne connaît pas cette personne ou cette structure, ou pas ensemble.")
        case NoSuchPolicy():
            raise click.ClickException("Aucun profil ne porte ce nom, ou aucun n’était en vigueur ce jour-là.")
        case Explained():
            asked = tuple(AUDIENCES) if audience == "both" else (audience,)
            click.echo(_as_json(answer, asked) if as_json else _as_text(answer, asked, language))


def _who(
    *, holder: bool, professional: str | None, structure: str | None, representative: str | None, carer: str | None
) -> Who:
    """Give the one actor that the options name; none, or two, is refused."""
    named = [one for one in (holder, professional, representative, carer) if one]
    if len(named) > 1 or (structure and named and not professional) or not (named or structure):
        raise click.UsageError(
            "Nommez une personne : --holder, --professional avec --structure, --representative, --carer ou --structure."
        )
    if professional:
        if not structure:
            raise click.UsageError("Dites où exerce ce professionnel : --structure.")
        return SomeProfessional(PractitionerId(professional), OrganizationId(structure))
    if structure:
        return SomeStructure(OrganizationId(structure))
    if holder:
        return TheHolder()
    return SomeAccount(representative or carer or "", is_carer=bool(carer))


def _whys(answer: Explained, audiences: tuple[str, ...]) -> list[tuple[str, Why]]:
    known = {"asker": answer.for_asker, "holder": answer.for_holder}
    return [(audience, known[audience]) for audience in audiences]


def _as_text(answer: Explained, audiences: tuple[str, ...], language: str) -> str:
    at = answer.at.astimezone(PARIS)
    lines = [
        f"Décidé sous le profil {answer.policy.name}, au {at:%d/%m/%Y à %H:%M} (Paris), sur les faits d’aujourd’hui."
    ]
    for audience, why in _whys(answer, audiences):
        lines += ["", f"{AUDIENCES[audience]} : {'permis' if why.is_permitted else 'refusé'}."]
        lines += [why.answer.said_in(language)] if why.answer else []
        lines += [f"- {reason.rule} : {reason.sentence.said_in(language)}" for reason in why.reasons]
    return "\n".join(lines)


def _as_json(answer: Explained, audiences: tuple[str, ...]) -> str:
    told: dict[str, Any] = {"policy": answer.policy.name, "at": answer.at.isoformat()}
    for audience, why in _whys(answer, audiences):
        told[audience] = {
            "permitted": why.is_permitted,
            "answer": {"fr": why.answer.french, "en": why.answer.english} if why.answer else None,
            "reasons": [
                {"rule": one.rule, "fr": one.sentence.french, "en": one.sentence.english} for one in why.reasons
            ],
        }
    return json.dumps(told, ensure_ascii=False)

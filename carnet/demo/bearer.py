"""Bearer tokens for the people and the software of the demonstration, got as real ones are wherever that can be."""

from dataclasses import dataclass
from pathlib import Path

from carnet.core.access.actors import Actor, Holder, Representative, Reviewer, SupportAgent
from carnet.core.identifiers import NOBODYS_RECORD
from carnet.demo.caregivers import Caregiver
from carnet.demo.cast import REPRESENTATIONS, Member, find_caregiver, find_member
from carnet.demo.software import CHU_HOSPITAL, SITE, Software, connect, find_software, sign_assertion, software_of
from carnet.ports.environment import Environment
from carnet.store.tokens import ClientKind
from carnet.usecases.access.issue_token import IssuedToken, hand_over, issue_token
from carnet.usecases.access.prove_client import ClientProof, TokenRefused
from carnet.usecases.record.find_record import find_record


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A token, the software that holds it and, in French, for whom it speaks."""

    token: IssuedToken
    client_id: str
    speaks_for: str


@dataclass(frozen=True, slots=True)
class NobodyToSpeakFor:
    """No token was made. ``sentence``: why, in French."""

    sentence: str


@dataclass(frozen=True, slots=True)
class _Asked:
    """Where tokens come from: the address of the token endpoint, the folder of the keys, the outside world."""

    audience: str
    home: Path
    env: Environment


def token_for(
    who: str, *, speaking_for: str | None, audience: str, home: Path, env: Environment
) -> HandedOver | NobodyToSpeakFor:
    """Get a token for somebody of the demonstration, by their short name, or for a piece of software by its client id.

    ``software`` is the hospital's. ``speaking_for``: the professional whom it names, or the minor for whom a parent
    acts. ``audience``: the address of the token endpoint; ``home``: where the keys are. Software and professionals
    sign an assertion, as at the token endpoint; patients, relatives and support have no software of their own and are
    handed a token directly.
    """
    asked = _Asked(audience, home, env)
    software = CHU_HOSPITAL if who == "software" else find_software(who)
    if software is not None:
        return _for_software(software, speaking_for, asked)
    if (caregiver := find_caregiver(who)) is not None:
        if speaking_for is not None:
            return NobodyToSpeakFor("Un professionnel ne parle que pour lui-même : ôtez --for.")
        return _signed(software_of(caregiver), caregiver, asked)
    if (member := find_member(who)) is not None:
        return _for_member(member, speaking_for, asked)
    return NobodyToSpeakFor("Personne ne s’appelle ainsi ici : `carnet demo people` donne les noms.")


def _for_software(software: Software, speaking_for: str | None, asked: _Asked) -> HandedOver | NobodyToSpeakFor:
    if speaking_for is None:
        return _signed(software, software.practitioner, asked)
    named = find_caregiver(speaking_for)
    if named is None:
        return NobodyToSpeakFor("--for attend le nom court d’un professionnel : `carnet demo people` les donne.")
    if software.kind is not ClientKind.STRUCTURE:
        return NobodyToSpeakFor("Seul le logiciel d’une structure nomme un professionnel.")
    return _signed(software, named, asked)


def _signed(software: Software, named: Caregiver | None, asked: _Asked) -> HandedOver | NobodyToSpeakFor:
    """Get a token as software does: by an assertion that it signs."""
    connect(software, home=asked.home, env=asked.env)
    names = named if software.kind is ClientKind.STRUCTURE else None
    assertion = sign_assertion(software, speaking_for=names, audience=asked.audience, home=asked.home, env=asked.env)
    issued = issue_token(ClientProof(assertion), audience=asked.audience, env=asked.env)
    if isinstance(issued, TokenRefused):
        return NobodyToSpeakFor(f"Le serveur ne donne pas ce jeton : {issued.description}")
    return HandedOver(issued, software.client_id, named.name.shown() if named is not None else software.what)


def _for_member(member: Member, speaking_for: str | None, asked: _Asked) -> HandedOver | NobodyToSpeakFor:
    actor = _actor(member, speaking_for, asked.env)
    if isinstance(actor, NobodyToSpeakFor):
        return actor
    connect(SITE, home=asked.home, env=asked.env)
    issued = hand_over(actor, client_id=SITE.client_id, env=asked.env)
    return HandedOver(issued, SITE.client_id, member.shown)


def _actor(member: Member, speaking_for: str | None, env: Environment) -> Actor | NobodyToSpeakFor:
    minors = [one.minor.short for one in REPRESENTATIONS if one.representative == member]
    if speaking_for is not None:
        if speaking_for in minors:
            return Representative(member.account)
        return NobodyToSpeakFor(f"{member.shown} ne représente pas cette personne.")
    if member.is_support:
        return Reviewer(member.account) if member.is_reviewer else SupportAgent(member.account)
    if member.person is None:
        return Representative(member.account)
    record = find_record(member.identity.identifiers[0], env=env)
    if record == NOBODYS_RECORD:
        return NobodyToSpeakFor("Ce dossier n’existe pas encore : `carnet demo build` le crée.")
    return Holder(record)

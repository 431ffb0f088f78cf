"""Invite a carer on paper, at a counter, with the person and their card there."""

from dataclasses import dataclass
from typing import TypeAlias

from carnet.core.access.actors import Actor, Holder
from carnet.core.access.decision import Refusal
from carnet.core.consent.ending import last_day
from carnet.core.record.carer import TooManyCarers
from carnet.formats.paper.blocks import NOBODY_MAY_DEMAND_IT, Heading, Paper, Points, Secret, Text
from carnet.formats.paper.compose import compose
from carnet.ports.card_reader import CardFault
from carnet.ports.environment import Environment
from carnet.usecases.family.invite_by_code import CodeGiven, invite_by_code
from carnet.usecases.record.hand_over_account import NotHandedOver
from carnet.usecases.record.person_at_counter import person_at_counter

LETTERS_PT = 18


@dataclass(frozen=True, slots=True, repr=False)
class InvitationPaper:
    """The paper that the person gives to whoever they choose (tagged PDF)."""

    pdf: bytes

    def __repr__(self) -> str:
        """Hide the code."""
        return "InvitationPaper(…)"


Answer: TypeAlias = InvitationPaper | TooManyCarers | CardFault | NotHandedOver | Refusal


def invite_at_counter(card: str, *, site: str, actor: Actor, env: Environment) -> Answer:
    """Print an invitation (product.md, « A carer »: « can be invited on paper at a counter »).

    ``card``: the reader's statement; ``site``: the address of the service, as it is typed. It is the person who
    invites, present with their card: what they may do decides, and a minor has no carer. Nobody is named: the person
    gives the paper to whom they want, and its code is good once, for a week.
    """
    record = person_at_counter(card, "invitation", actor=actor, env=env)
    if isinstance(record, CardFault | NotHandedOver):
        return record
    answer = invite_by_code(record, None, "", actor=Holder(record), env=env)
    match answer:
        case CodeGiven():
            return InvitationPaper(compose([_paper(answer, site)], at=env.clock.now()))
        case Refusal() | TooManyCarers():
            return answer
        case _:
            raise RuntimeError("an invitation on paper has no address that could fail")


def _paper(given: CodeGiven, site: str) -> Paper:
    return Paper(
        "Une invitation à aider quelqu’un",
        (
            Text("Donnez ce papier à la personne qui vous aide. Le code sert une seule fois."),
            Secret("Code d’invitation", given.code),
            Text(f"Il est valable jusqu’au {last_day(given.until):%d/%m/%Y}.", is_strong=True),
            Heading("Pour la personne qui aide"),
            Points(
                (
                    f"Allez sur {site}, connectez-vous, puis « J’ai reçu une invitation ».",
                    "Sans compte ? Un guichet ou un soignant l’ouvre, avec ce papier.",
                    "Tapez le code, puis acceptez ou refusez.",
                ),
                are_steps=True,
            ),
            Text("Vous lirez le dossier et y ajouterez des documents. La personne peut y mettre fin à tout moment."),
        ),
        foot=NOBODY_MAY_DEMAND_IT,
        letters_pt=LETTERS_PT,
    )

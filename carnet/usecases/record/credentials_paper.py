"""The paper that somebody takes away from a counter: that their record is open, and what they need to sign in."""

from dataclasses import dataclass, replace

from carnet.formats.ins_datamatrix import datamatrix_ins
from carnet.formats.paper.blocks import NOBODY_MAY_DEMAND_IT, Block, Box, Heading, Paper, Points, Secret, Text
from carnet.formats.paper.compose import compose
from carnet.formats.paper.symbols import data_matrix
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel
from carnet.store.account_people import AccountPerson
from carnet.store.records import RecordPerson
from carnet.usecases.account.holder import shown_name
from carnet.usecases.account.open_account import AccountOpened, NotOpened

LETTERS_PT = 18
BY = {Channel.MAIL: "par courriel", Channel.SMS: "par SMS"}


@dataclass(frozen=True, slots=True, repr=False)
class HandedOver:
    """What is shown once or printed, and kept nowhere in clear. ``identifier`` and ``password``: empty without account.

    ``name``: as the person is greeted. ``channel``: where their codes will go. ``datamatrix``: the text of the symbol
    of a qualified identity, else empty. ``emergencies``: the boxes as the person left them, SAMU then immediate danger;
    None where no record was opened. ``relative``: whose account it is, when it is not the person's own: the name of one
    who acts for them; ``name`` is then empty where they are not to be named. ``account_refused``: one was asked for and
    was not opened: no document proves who it is for, or nothing reaches them.
    """

    name: str
    identifier: str = ""
    password: str = ""
    channel: Channel | None = None
    datamatrix: str = ""
    emergencies: tuple[bool, bool] | None = None
    relative: str = ""
    account_refused: bool = False

    def __repr__(self) -> str:
        """Hide everything."""
        return "HandedOver(…)"


def handed_over(person: RecordPerson, account: AccountOpened | NotOpened | None, channel: Channel | None) -> HandedOver:
    """Gather what goes on the paper. ``account``: None when none was asked for."""
    symbol = datamatrix_ins(person.identifiers[0], person.traits, person.identity_status)
    text = symbol.decode("ascii") if symbol is not None else ""
    if not isinstance(account, AccountOpened):
        return HandedOver(shown_name(person), datamatrix=text, account_refused=account is not None)
    return HandedOver(shown_name(person), account.identifier, account.initial_password, channel, text)


def handed_to_relative(
    opened: HandedOver, owner: AccountPerson, account: AccountOpened | NotOpened, channel: Channel
) -> HandedOver:
    """Put on a paper what opens the account of one who acts for somebody; or that it was refused."""
    if not isinstance(account, AccountOpened):
        return replace(opened, account_refused=True)
    return replace(
        opened,
        identifier=account.identifier,
        password=account.initial_password,
        channel=channel,
        relative=owner.shown(),
    )


def print_credentials(given: HandedOver, *, site: str, env: Environment) -> bytes:
    """Make the paper: tagged PDF, large letters, neutral words (product.md, « Credentials », « Nobody may demand it »).

    ``site``: the address of the service, as it is typed. The first password opens one sign-in, within a month (FAQ
    dmp.fr 2018: « valable uniquement lors de votre première connexion »).
    """
    blocks: list[Block] = _of_a_relative(given) if given.relative else _of_the_person(given)
    blocks += _means(given, site) if given.identifier else _later()
    if given.emergencies is not None:
        blocks += _emergencies(*given.emergencies)
    if given.datamatrix:
        says = "Votre identité, pour le lecteur d’un professionnel"
        blocks.append(replace(data_matrix(given.datamatrix.encode("ascii"), says=says), is_in_the_corner=True))
    title = "Vos identifiants" if given.identifier else "Votre dossier est ouvert"
    paper = Paper(title, tuple(blocks), letters_pt=LETTERS_PT, foot=NOBODY_MAY_DEMAND_IT)
    return compose([paper], at=env.clock.now())


def _of_the_person(given: HandedOver) -> list[Block]:
    return [Text(given.name, is_strong=True), Text("Votre dossier est ouvert. Il est gratuit.")]


def _of_a_relative(given: HandedOver) -> list[Block]:
    blocks: list[Block] = [Text(given.relative, is_strong=True)]
    if given.name:
        blocks.append(Text(f"Dossier ouvert : {given.name}. Il est gratuit."))
    return [*blocks, Text("Ce compte est à votre nom. Vous y agissez pour un proche, jamais à sa place.")]


def _means(given: HandedOver, site: str) -> list[Block]:
    by = BY[given.channel] if given.channel is not None else ""
    return [
        Secret("Identifiant", given.identifier),
        Secret("Premier mot de passe", given.password),
        Heading("La première fois"),
        Points(
            (
                f"Allez sur {site}, puis « Se connecter ».",
                "Tapez l’identifiant et le premier mot de passe, tirets compris.",
                f"Tapez le code reçu {by}.",
                "Choisissez votre mot de passe. Le premier ne sert plus.",
            ),
            are_steps=True,
        ),
        Text(
            "Le premier mot de passe sert une seule fois, dans le mois. Perdu ? Appelez l’assistance : c’est gratuit."
        ),
    ]


def _later() -> list[Block]:
    return [
        Text("Vous n’avez rien à faire : les soignants que vous autorisez peuvent le consulter."),
        Heading("Le consulter vous-même, plus tard"),
        Points(
            (
                "Revenez dans une pharmacie, chez un soignant ou à un guichet, avec votre carte Vitale.",
                "Donnez un numéro de téléphone mobile ou une adresse électronique.",
                "Un identifiant et un premier mot de passe vous seront remis.",
            ),
            are_steps=True,
        ),
        Text("Tous vos droits s’exercent aussi sans écran : par courrier, au guichet, ou par téléphone gratuit."),
    ]


def _emergencies(samu: bool, danger: bool) -> list[Block]:
    """Show the two boxes as they were left (product.md, « Emergency »: « on paper too »)."""
    return [
        Heading("En urgence, vos choix"),
        Box("Le médecin du Samu – Centre 15 peut lire mon dossier pendant un appel.", is_ticked=samu),
        Box("Un soignant peut l’ouvrir si je suis en danger immédiat.", is_ticked=danger),
        Text("Vous pouvez changer d’avis à tout moment. Chaque accès en urgence vous est signalé."),
    ]

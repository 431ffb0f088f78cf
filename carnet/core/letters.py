"""What people are sent by post: neutral words, no health word, and the values that one letter alone carries."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from carnet.core.notices import NOTICES


@dataclass(frozen=True, slots=True)
class LetterText:
    """The words of one kind of letter. ``values``: the labels of what it hands over, by their names.

    ``then``: what comes after the values. A letter without values tells that something happened and nothing else.
    """

    title: str
    paragraphs: tuple[str, ...]
    values: tuple[tuple[str, str], ...] = ()
    then: tuple[str, ...] = ()


CALL_US = "Vous pouvez aussi nous appeler : l’appel est gratuit."
KEEP_IT = "Gardez cette lettre dans un endroit sûr. Personne, pas même nous, ne vous demandera ce qu’elle contient."

LETTERS: dict[str, LetterText] = {
    "creation-code": LetterText(
        "Votre code de création",
        ("Vous avez demandé à ouvrir votre dossier. Voici le code à saisir sur le site, une seule fois.",),
        (("code", "Code de création"),),
        (KEEP_IT, "Si vous n’avez rien demandé, jetez cette lettre : sans votre carte, ce code ne sert à rien."),
    ),
    "credentials": LetterText(
        "Vos identifiants",
        ("Voici de quoi vous connecter. Le mot de passe ne sert qu’une fois : vous choisirez le vôtre ensuite.",),
        (("identifier", "Identifiant"), ("password", "Premier mot de passe")),
        (KEEP_IT, CALL_US),
    ),
    "invitation": LetterText(
        "Une invitation",
        ("Quelqu’un vous propose de l’aider à suivre son dossier. Voici le code qui permet d’accepter ou de refuser.",),
        (("code", "Code d’invitation"),),
        (KEEP_IT, "Sans réponse de votre part, l’invitation s’éteint d’elle-même."),
    ),
    "answer": LetterText(
        "Une réponse à votre demande",
        ("Une réponse a été donnée à la demande dont voici le numéro.",),
        (("receipt", "Numéro de la demande"),),
        ("Vous la trouverez dans votre dossier, ou auprès de l’assistance.", CALL_US),
    ),
}
"""Every kind of letter that hands something over, by its code."""

NEUTRAL = "notice-"
"""What precedes the kind of a notice in the kind of the letter that tells it to somebody without a channel."""

WORKING_DAYS_TO_POST = 3
"""Within how many working days a notice without a channel goes by letter (product.md, sharp edges)."""


def letter_text(kind: str) -> LetterText:
    """Give the words of a letter. Raises ``KeyError`` for a kind that nobody wrote: a bug of the caller."""
    if kind.startswith(NEUTRAL):
        return LetterText(
            NOTICES[kind.removeprefix(NEUTRAL)].mail_subject,
            (NOTICES[kind.removeprefix(NEUTRAL)].body,),
            then=(CALL_US,),
        )
    return LETTERS[kind]


def post_by(at: datetime) -> datetime:
    """Tell by when a letter owed at an instant is to be posted: three working days, Saturdays and Sundays apart."""
    due, left = at, WORKING_DAYS_TO_POST
    while left:
        due += timedelta(days=1)
        left -= due.isoweekday() <= 5
    return due


def reference_of(letter: UUID) -> str:
    """Give the reference that stands on a letter, by which the desk says that it came back: « 1A2B-3C4D »."""
    start = letter.hex[:8].upper()
    return f"{start[:4]}-{start[4:]}"


def read_reference(typed: str) -> str | None:
    """Read a reference as it is typed: eight hexadecimal digits in small letters; None for anything else."""
    bare = "".join(one for one in typed.lower() if one.isalnum())
    return bare if len(bare) == 8 and all(one in "0123456789abcdef" for one in bare) else None

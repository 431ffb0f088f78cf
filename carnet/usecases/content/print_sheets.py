"""Print what is handed over at counters: the leaflet of one page, and the table of rights without a screen."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache

from carnet.core.content.markup import BlockKind, TextBlock, read_blocks
from carnet.core.content.rights import Road, rights
from carnet.core.content.texts import TextKind
from carnet.core.content.words import Words
from carnet.formats.paper.blocks import NOBODY_MAY_DEMAND_IT, Block, Heading, Paper, Points, Table, Text
from carnet.formats.paper.compose import compose
from carnet.ports.environment import Environment
from carnet.usecases.content.read_texts import read_text

LEAFLET = "depliant"
"""The key of the text that the leaflet prints: the desk may change its words, like those of every page."""

HOURS = Words("du lundi au vendredi, de 8 h 30 à 17 h 30", "from Monday to Friday, 8.30 am to 5.30 pm")
"""When the help line answers, unless the operator says otherwise (features.md, R01)."""

TITLE = Words("Vos droits, sans écran", "Your rights, without a screen")
INTRODUCTION = Words(
    "Chaque droit peut s’exercer sans internet. Un tiret : pas par ce chemin.",
    "Each right can be used without the internet. A dash: not by this way.",
)
RIGHT = Words("Votre droit", "Your right")
ROADS = {
    Road.PROFESSIONAL: Words("Avec un professionnel", "With a professional"),
    Road.COUNTER: Words("Au guichet", "At a counter"),
    Road.POST: Words("Par courrier", "By post"),
    Road.PHONE: Words("Par téléphone", "By phone"),
}
DEMAND = Words(
    NOBODY_MAY_DEMAND_IT, "Nobody may demand this paper for a job, an insurance or a contract, even with your consent."
)
SENDER = Words("Carnet – mon dossier médical partagé", "Carnet – my shared medical record")


@dataclass(frozen=True, slots=True)
class Reach:
    """How whoever runs the service is reached; each empty when it is not said. ``hours``: in French, as they say it."""

    name: str
    phone: str
    hours: str
    address: str

    def lines(self, language: str) -> tuple[str, ...]:
        """Give what is printed of it, in the language of the paper."""
        phone = Words("Assistance, appel gratuit", "Help desk, free call").told_in(language)
        hours = self.hours or HOURS.told_in(language)
        post = Words("Courrier", "Post").told_in(language)
        colon = " : " if language == "fr" else ": "
        told = [self.name]
        told += [f"{phone}{colon}{self.phone} ({hours})"] if self.phone else []
        told += [f"{post}{colon}{self.address}"] if self.address else []
        return tuple(line for line in told if line)


def print_leaflet(language: str, *, reach: Reach, env: Environment) -> bytes:
    """Print the leaflet (PDF/UA-1), in ``fr`` or ``en``: what somebody is told before their consent is asked for.

    It names nobody. Raises ``LookupError`` when the edition has no leaflet.
    """
    text = read_text(TextKind.PAGE, LEAFLET)
    if text is None:
        raise LookupError(LEAFLET)
    title, body = text.title.told_in(language), text.body.told_in(language)
    return _leaflet(language, title, body, reach, env.clock.now().date())


def print_rights(language: str, *, reach: Reach, env: Environment) -> bytes:
    """Print the table of rights (PDF/UA-1), in ``fr`` or ``en``: right × road (product.md, « Support desk »)."""
    return _rights(language, reach, env.clock.now().date())


# Anybody may ask for these papers: each is set in type once a day, in each language.
@lru_cache(maxsize=4)
def _leaflet(language: str, title: str, body: str, reach: Reach, day: date) -> bytes:
    blocks = (*(_printed(block) for block in read_blocks(body)), Text(DEMAND.told_in(language), is_strong=True))
    return _composed(language, title, blocks, reach, day)


@lru_cache(maxsize=4)
def _rights(language: str, reach: Reach, day: date) -> bytes:
    columns = (RIGHT.told_in(language), *(ROADS[road].told_in(language) for road in Road))
    rows = tuple(
        (right.title.told_in(language), *(told.told_in(language) if told else "–" for told in right.cells()))
        for right in rights()
    )
    blocks = (Text(INTRODUCTION.told_in(language)), Table(columns, rows))
    return _composed(language, TITLE.told_in(language), blocks, reach, day)


def _composed(language: str, title: str, blocks: tuple[Block, ...], reach: Reach, day: date) -> bytes:
    paper = Paper(
        title=title,
        blocks=blocks,
        language=language,
        sender=SENDER.told_in(language),
        foot="\n".join(reach.lines(language)),
    )
    return compose([paper], at=datetime.combine(day, time(), UTC))


def _printed(block: TextBlock) -> Block:
    lines = tuple("".join(span.words for span in line) for line in block.lines)
    match block.kind:
        case BlockKind.TITLE:
            return Heading(lines[0])
        case BlockKind.PARAGRAPH:
            return Text(lines[0])
        case BlockKind.POINTS:
            return Points(lines)
        case BlockKind.STEPS:
            return Points(lines, are_steps=True)

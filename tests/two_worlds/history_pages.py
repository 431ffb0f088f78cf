"""How the page of the history is asked: by each filter, from each line on, and as each file."""

from urllib.parse import urlencode

from tests.installation import HADDAD, HOSPITAL
from tests.two_worlds.asking import Asking, Scene, get
from tests.two_worlds.people import STRANGER
from tests.two_worlds.stage import NO_LINE

SORTS = ("professionnels", "representants", "services", "urgence", "refus", "moi", "inconnu")
KINDS = (
    "consultations",
    "documents",
    "masquages",
    "acces",
    "urgences",
    "copies",
    "demandes",
    "compte",
    "dossier",
    "inconnu",
)
QUERIES = (
    *({"filtre": one} for one in SORTS),
    *({"acte": one} for one in KINDS),
    *({"qui": f"professional-{one.identifier.value}"} for one in (HADDAD, STRANGER)),
    {"ou": HOSPITAL.value},
    {"du": "2026-11-19", "au": "2026-11-20"},
    {"du": "hier"},
    {"filtre": "professionnels", "ou": HOSPITAL.value, "acte": "documents"},
)
FILES: tuple[dict[str, str], ...] = (
    {},
    {"filtre": "professionnels"},
    {"qui": f"professional-{HADDAD.identifier.value}"},
    {"du": "2026-11-19"},
)


def history(scene: Scene) -> Asking:
    """The page as it is, with each filter, from each line on that tells of what is hidden, and as a part of it."""
    yield get("as it is", "/historique/")
    for query in QUERIES:
        words = urlencode(query)
        yield get(words, f"/historique/?{words}")
    hidden = [(f"hidden {index}", one) for index, one in enumerate(scene.hidden.lines)]
    for label, line in (*hidden, ("never", NO_LINE)):
        yield get(f"older than {label}", f"/historique/?avant={line}")
        yield get(f"newer than {label}", f"/historique/?apres={line}")
    yield get("in part", "/historique/", HX_Request="true", HX_Target="liste")


def history_file(_scene: Scene) -> Asking:
    """Each form, of all and of a part; one that there is not."""
    for form in ("csv", "pdf"):
        for query in FILES if form == "csv" else FILES[:1]:
            words = urlencode(query)
            yield get(f"{form} {words}", f"/historique/telecharger/{form}/?{words}")
    yield get("no form", "/historique/telecharger/doc/")

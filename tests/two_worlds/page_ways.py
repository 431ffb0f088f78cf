"""The ways in which pages are asked: as they are, with filters, with the ids of what is hidden in their address."""

import uuid
from collections.abc import Iterable

from carnet.core.identifiers import DocumentId
from tests.installation import HADDAD, HOSPITAL, NURSE
from tests.two_worlds.asking import Ask, Asking, Route, Scene, get, send
from tests.two_worlds.people import STRANGER
from tests.two_worlds.stage import NO_LINE

MULTIPART = "multipart/form-data; boundary=two-worlds"
NEVER_WAS = DocumentId(uuid.UUID(int=404))
SHELVES = ("prescriptions", "resultats", "comptes-rendus", "inconnu")
LISTED = (
    "tri=auteur&nombre=10",
    "categorie=masques",
    "categorie=selection",
    "periode=3-mois",
    "auteur=404",
    "choisir=oui&nombre=50",
)
WORDS = ("compte rendu", "séjour", "lésion", "nowhere")
"""What somebody may look for: what documents of the stage say, hidden or not, and what none says."""
REASON = "Patient inconscient aux urgences, traitement à connaître."


def _documents(scene: Scene) -> Iterable[tuple[str, DocumentId]]:
    """What is hidden, what is not, and what never was."""
    yield from ((f"hidden {index}", one) for index, one in enumerate(scene.hidden.documents))
    yield "shown", scene.stage.shown
    yield "never", NEVER_WAS


def page(path: str, *queries: str, on_the_page: bool = False) -> Route:
    """A page that names nothing: as it is, with each query, and as a part of it when the page asks for itself."""

    def ask(_scene: Scene) -> Asking:
        yield get("as it is", path)
        for query in queries:
            yield get(query, f"{path}?{query}")
        if on_the_page:
            yield get("in part", path, HX_Request="true", HX_Target="resultats")

    return ask


def form(path: str, *forms: dict[str, str], shows: bool = True) -> Route:
    """A page that acts."""

    def ask(_scene: Scene) -> Asking:
        if shows:
            yield get("as it is", path)
        for index, sent in enumerate(forms):
            yield send(f"form {index}", path, sent)

    return ask


def one_document(template: str, *methods: str, queries: tuple[str, ...] = ()) -> Route:
    """A route of the patient site that names a document, asked for each, with each query too."""

    def ask(scene: Scene) -> Asking:
        for label, document in _documents(scene):
            for method in methods:
                yield Ask(f"{label}, {method}", method, template.format(document=document))
            for query in queries:
                yield get(f"{label}, {query}", f"{template.format(document=document)}?{query}")

    return ask


def one_report(template: str) -> Route:
    """The page of a report's figures: of each document, and of the report that both worlds have."""

    def ask(scene: Scene) -> Asking:
        given = [] if scene.stage.given == scene.stage.shown else [("given", scene.stage.given)]
        for label, document in (*_documents(scene), *given):
            yield get(label, template.format(record=scene.record, document=document))

    return ask


def searching(_scene: Scene) -> Asking:
    """Words looked for in the documents: each search leads to an address, which is then followed."""
    for words in WORDS:
        yield from followed(send(f"words {words}", "/documents/chercher/", {"mots": words, "nombre": "10"}))


def followed(ask: Ask) -> Asking:
    """Send something, then go where its answer leads."""
    answer = yield ask
    there = dict(answer.headers).get("Location", "")
    if there.startswith("/"):
        yield get(f"{ask.label}, followed", there)


def several(scene: Scene) -> Asking:
    """Several documents chosen at once, what is hidden among them."""
    chosen = "&".join(f"document={one}" for _, one in _documents(scene))
    for act in ("selection", "ranger", "ressortir", "retirer", "masquer", "telecharger"):
        yield send(f"several, {act}", "/documents/plusieurs/", f"faire={act}&{chosen}")


def taking(scene: Scene) -> Asking:
    """The page of downloads: as it is, with documents chosen, with a selection of them, and asked for."""
    yield get("as it is", "/telecharger/")
    chosen = "&".join(f"document={one}" for _, one in _documents(scene))
    yield get("of documents chosen", f"/telecharger/?{chosen}")
    for label, document in _documents(scene):
        yield get(f"of one chosen, {label}", f"/telecharger/?document={document}")
    yield send("kept at hand", "/documents/plusieurs/", f"faire=selection&{chosen}")
    yield get("of the selection", "/telecharger/?selection=oui")
    yield send("let go", "/documents/plusieurs/", f"faire=retirer&{chosen}")
    yield send("asked for", "/telecharger/", f"partie=documents&{chosen}")
    yield send("asked for whole", "/telecharger/", {"partie": "documents"})


def new_version(scene: Scene) -> Asking:
    """A document put right by its author: its form, then what is said of it."""
    for label, document in _documents(scene):
        path = f"/documents/{document}/nouvelle-version/"
        yield get(label, path)
        said = {"titre": "Lettre", "type": "EXPPAT_2", "date": "2026-01-15"}
        yield send(f"{label}, without a file", path, {"changer": "fichier"})
        yield send(f"{label}, sent", path, {f"{name}-{document}": value for name, value in said.items()})


def form_of_document(template: str, *forms: dict[str, str]) -> Route:
    """A route of the patient site that names a document and takes a form: shown, then sent, for each."""

    def ask(scene: Scene) -> Asking:
        for label, document in _documents(scene):
            yield get(label, template.format(document=document))
            for index, sent in enumerate(forms):
                yield send(f"{label}, form {index}", template.format(document=document), sent)

    return ask


def person(template: str, *methods: str) -> Route:
    """A route of the patient site that names a professional or a structure."""
    whom = [("professionnel", one.identifier.value) for one in (HADDAD, STRANGER, NURSE)]

    def ask(_scene: Scene) -> Asking:
        for kind, identifier in (*whom, ("etablissement", HOSPITAL.value), ("professionnel", "404")):
            for method in methods:
                path = template.format(kind=kind, identifier=identifier)
                yield Ask(f"{kind} {identifier}, {method}", method, path)

    return ask


def of_record(below: str, *queries: str) -> Route:
    """A page of the professional site about this record."""

    def ask(scene: Scene) -> Asking:
        for query in ("", *queries):
            yield get(query or "as it is", f"/pro/dossiers/{scene.record}/{below}?{query}")
        yield get("nobody's", f"/pro/dossiers/{NEVER_WAS}/{below}")

    return ask


def act_on_record(below: str, *forms: dict[str, str], shows: bool = True) -> Route:
    """An act of a professional on this record."""

    def ask(scene: Scene) -> Asking:
        path = f"/pro/dossiers/{scene.record}/{below}"
        if shows:
            yield get("as it is", path)
        for index, sent in enumerate(forms):
            yield send(f"form {index}", path, sent)

    return ask


def document_of_record(below: str, *forms: dict[str, str], shows: bool = True, among: str = "documents") -> Route:
    """A route of the professional site that names a document: shown, and acting with each form."""

    def ask(scene: Scene) -> Asking:
        for label, document in _documents(scene):
            path = f"/pro/dossiers/{scene.record}/{among}/{document}/{below}"
            if shows:
                yield get(label, path)
            for index, sent in enumerate(forms):
                yield send(f"{label}, form {index}", path, sent)

    return ask


def contest(scene: Scene) -> Asking:
    """Lines that tell of what is hidden, one that tells of nothing, one that never was."""
    lines = [*((f"hidden {index}", one) for index, one in enumerate(scene.hidden.lines))]
    for label, line in (*lines, ("shown", scene.hidden.shown_line), ("never", NO_LINE)):
        yield get(label, f"/historique/{line}/contester/")
        yield send(f"{label}, contested", f"/historique/{line}/contester/", {"precision": "", "prevenir": "oui"})


def deposit(scene: Scene) -> Asking:
    path = f"/pro/dossiers/{scene.record}/deposer/"
    yield get("as it is", path)
    fields = {"titre": "Courrier", "type": "11488-4", "date": "2026-11-20", "non_opposition": "oui"}
    for label, kept in (("complete", fields), ("opposed", {k: v for k, v in fields.items() if k != "non_opposition"})):
        parts = [f'--two-worlds\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}' for k, v in kept.items()]
        parts.append(
            '--two-worlds\r\nContent-Disposition: form-data; name="fichier"; filename="courrier.txt"\r\n'
            "Content-Type: text/plain\r\n\r\nTout va bien."
        )
        yield Ask(label, "POST", path, "\r\n".join([*parts, "--two-worlds--\r\n"]).encode(), MULTIPART)


def find(scene: Scene) -> Asking:
    yield get("as it is", "/pro/")
    identifier = scene.person.identifiers[0]
    yield send("the person", "/pro/", {"ins": identifier.value, "autorite": identifier.system.value})
    yield send("a wrong key", "/pro/", {"ins": identifier.value[:-1] + "0", "autorite": identifier.system.value})


def notices(scene: Scene) -> Asking:
    path = "/pro/messages/{}/lu/"
    yield send("one that never was", path.format(NEVER_WAS))
    for index, document in enumerate(scene.hidden.documents):
        yield send(f"hidden {index}", path.format(document))


def showing(scene: Scene) -> Asking:
    """Show the record, and what is hidden, what is not, what never was; then read what is shown."""
    path = "/acces/montrer/"
    yield get("as it is", path)
    yield send("the whole record", path, {"quoi": "tout", "minutes": "15"})
    for label, document in _documents(scene):
        yield send(label, path, {"quoi": "choix", "minutes": "60", "document": str(document)})
    yield get("what is shown", path)

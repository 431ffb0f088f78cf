"""What is taken away when less than all is wanted, and when all is too much for one file."""

import io
import json
import re
import zipfile
from dataclasses import replace

import pytest

from carnet.config.export_jobs import WordsOfDoors
from carnet.core.access.actions import Action
from carnet.core.access.actors import Holder
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.record.export import ExportKind, Part, RecordExport, Wish, shares
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.store import facts
from carnet.store.context import within
from carnet.usecases.confidentiality.set_aside_document import set_aside_document
from carnet.usecases.export.ask_export import ask_export
from carnet.usecases.export.asked import NoSuchExport
from carnet.usecases.export.fetch_export import FetchedFile, fetch_file
from carnet.usecases.export.folder_files import WHOLE, folder_files
from carnet.usecases.export.follow_exports import look_at_export
from carnet.usecases.export.material import Material
from carnet.usecases.export.prepare_exports import work_on_exports
from carnet.usecases.export.show_downloads import Offered, show_downloads
from carnet.usecases.reading.read_everything import ALL, Wanted, read_everything
from carnet.usecases.reading.select_documents import select_documents
from tests.installation import CAMILLE, KELLER, Installation, note
from tests.usecases.looking import record_key, told

OF_DOCUMENTS = frozenset({Part.PERSON, Part.DOCUMENTS, Part.CONTENTS, Part.DEPOSITS})


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    return installation.opens(CAMILLE)


def brought(here: Installation, count: int) -> list[DocumentId]:
    """So many documents of hers, each with words of its own."""
    return [
        here.receives(CAMILLE, note(CAMILLE, number=one + 1, text=f"Texte n° {one + 1}."), from_=KELLER)
        for one in range(count)
    ]


def takes(here: Installation, record: RecordId, *only: DocumentId) -> RecordExport:
    """Ask for these documents, and wait until they are prepared."""
    wish = Wish(ExportKind.FOLDER, OF_DOCUMENTS, "https://carnet.example/fhir", only=frozenset(only))
    one = ask_export(record, wish, actor=Holder(record), env=here.env)
    assert isinstance(one, RecordExport), one
    assert work_on_exports(write=WordsOfDoors(), env=here.env) == 1
    seen = look_at_export(record, one.id, actor=Holder(record), env=here.env)
    assert isinstance(seen, RecordExport)
    assert seen.wish == wish
    return seen


def opened(here: Installation, record: RecordId, one: RecordExport) -> zipfile.ZipFile:
    found = fetch_file(record, one.id, WHOLE, actor=Holder(record), env=here.env)
    assert isinstance(found, FetchedFile), found
    return zipfile.ZipFile(io.BytesIO(b"".join(found.chunks)))


@pytest.mark.parametrize(
    ("sizes", "shared"),
    [((), (0,)), ((5,), (1,)), ((5, 5), (2,)), ((5, 6), (1, 1)), ((30,), (1,)), ((1, 30, 1, 1), (1, 1, 2))],
)
def test_documents_are_shared_among_files_none_of_which_is_too_large(
    sizes: tuple[int, ...], shared: tuple[int, ...]
) -> None:
    assert shares(sizes, most=10) == shared


def test_only_what_was_chosen_is_in_the_folder_and_in_its_bundle(installation: Installation, camille: RecordId) -> None:
    first, second, _ = brought(installation, 3)
    taken = opened(installation, camille, takes(installation, camille, first, second))
    texts = [taken.read(name).decode() for name in taken.namelist() if name.endswith(".txt")]
    assert sorted(texts) == ["Texte n° 1.", "Texte n° 2."]
    bundle = json.loads(taken.read("fhir/bundle.json"))
    kinds = [one["resource"]["resourceType"] for one in bundle["entry"]]
    assert kinds.count("DocumentReference") == 2
    assert kinds.count("List") == 2


def test_what_she_may_not_read_is_taken_no_more_than_what_never_was(
    installation: Installation, camille: RecordId
) -> None:
    (shown,) = brought(installation, 1)
    hidden = frozenset({Confidentiality.HIDDEN_FROM_PATIENT})
    secret = installation.receives(CAMILLE, note(CAMILLE, number=9, hidden=hidden), from_=KELLER)
    one = takes(installation, camille, shown, secret)
    assert one.total == 1
    assert one.prepared is not None
    assert one.prepared.documents == {shown}


def test_a_chosen_document_that_is_no_longer_hers_makes_it_void(installation: Installation, camille: RecordId) -> None:
    chosen, other = brought(installation, 2)
    one = takes(installation, camille, chosen)
    assert not isinstance(set_aside_document(camille, other, actor=Holder(camille), env=installation.env), Refusal)
    assert isinstance(fetch_file(camille, one.id, WHOLE, actor=Holder(camille), env=installation.env), FetchedFile)
    assert not isinstance(set_aside_document(camille, chosen, actor=Holder(camille), env=installation.env), Refusal)
    answer = fetch_file(camille, one.id, WHOLE, actor=Holder(camille), env=installation.env)
    assert isinstance(answer, NoSuchExport)


def test_what_is_too_large_comes_in_files_that_each_have_their_index(
    installation: Installation, camille: RecordId
) -> None:
    brought(installation, 3)
    wish = Wish(ExportKind.FOLDER, frozenset(Part), "https://carnet.example/fhir")
    one = ask_export(camille, wish, actor=Holder(camille), env=installation.env)
    assert isinstance(one, RecordExport)
    material = everything_of(installation, camille, one)
    at = installation.env.clock.now()
    files = {
        name: zipfile.ZipFile(io.BytesIO(b"".join(pieces)))
        for name, _count, pieces in folder_files(material, write=WordsOfDoors(), at=at, most=30)
    }
    assert list(files) == ["1", "2"]
    documents = {
        name: [one for one in taken.namelist() if one.startswith("documents/")] for name, taken in files.items()
    }
    assert [one[10:13] for one in documents["1"]] == ["001", "002"]
    assert [one[10:13] for one in documents["2"]] == ["003"]
    assert {"fhir/bundle.json", "historique.csv", "autorisations.csv"} <= set(files["1"].namelist())
    assert set(files["2"].namelist()) == {"index.html", *documents["2"]}
    for name, taken in files.items():
        index = taken.read("index.html").decode()
        assert f"Ce dossier est en 2 fichiers. Voici le n° {name}." in index
        assert set(re.findall(r'href="([^"#]+)"', index)) <= set(taken.namelist())


def everything_of(here: Installation, record: RecordId, one: RecordExport) -> Material:
    """What a preparation hands to the writing of files."""
    actor = Holder(record)
    everything = read_everything(record, wanted=Wanted(ALL), actor=actor, env=here.env)
    assert not isinstance(everything, Refusal)
    with within(record):
        key = record_key(here, record)
        at = here.env.clock.now()
        permits = []
        for shown in everything.documents:
            asked = facts.about_document(
                record, shown.document, action=Action.READ_DOCUMENT, actor=actor, at=at, policy=here.env.policy
            )
            permit = decide(asked.facts)
            assert isinstance(permit, Permit)
            permits.append((shown, permit))
    contents = ((shown, here.env.blobs.open(permit, record_key=key)) for shown, permit in permits)
    return Material(one, everything, contents, tuple(shown.entry.size for shown, _ in permits), frozenset(Part))


def test_the_page_shows_what_was_chosen_among_what_she_sees(installation: Installation, camille: RecordId) -> None:
    first, second = brought(installation, 2)
    never = DocumentId(installation.env.chance.identifier())
    holder = Holder(camille)
    answer = show_downloads(camille, [first, never], actor=holder, env=installation.env)
    assert isinstance(answer, Offered)
    assert [one.document for one in answer.chosen] == [first]
    assert told(installation, camille)[-1] == ("list-documents", "done", "chosen")
    select_documents(camille, [second], keeps=True, actor=holder, env=installation.env)
    of_selection = show_downloads(camille, (), of_selection=True, actor=holder, env=installation.env)
    assert isinstance(of_selection, Offered)
    assert [one.document for one in of_selection.chosen] == [second]


def test_without_a_choice_the_page_reads_nothing_and_writes_nothing(
    installation: Installation, camille: RecordId
) -> None:
    brought(installation, 1)
    before = told(installation, camille)
    answer = show_downloads(camille, (), actor=Holder(camille), env=replace(installation.env))
    assert answer == Offered(())
    assert told(installation, camille) == before

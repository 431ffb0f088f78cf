"""What a search will look through in a document that enters: its title, its authors, and what it says."""

from carnet.core.documents.content import Content
from carnet.core.documents.entry import DocumentEntry
from carnet.core.documents.submission import SubmittedDocument
from carnet.formats.text import lines_of
from carnet.formats.words import Searchable, pack, searchable


def searched(document: SubmittedDocument) -> bytes:
    """Give the words of a document that was examined, as they are kept, to be sealed under the key of its record."""
    return words_kept(document.entry, document.content)


def words_kept(entry: DocumentEntry, content: Content) -> bytes:
    """The same, of a document that is there already."""
    return pack(searchable(entry.title, names_in(entry), lines_of(content, entry.mime_type)))


def searched_by_name(entry: DocumentEntry) -> Searchable:
    """Give what is searched of a document that came in before words were kept: its title and its authors."""
    return searchable(entry.title, names_in(entry), ())


def names_in(entry: DocumentEntry) -> list[str]:
    """List the names of its authors, people and structures."""
    names = [author.name.shown() for author in entry.authors if author.name is not None]
    return [*names, *(author.organization_name for author in entry.authors)]

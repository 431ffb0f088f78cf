"""The texts that anybody reads: answers to questions, long pages, and pages easy to read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from carnet.core.content.markup import TextBlock, read_blocks
from carnet.core.content.texts import PublicText, TextKind
from carnet.doors.public_web.pages import cookies, public
from carnet.usecases.content.read_texts import find_answers, read_text, read_texts

LONGEST_SEARCH = 100
"""Characters of a search that are read."""


@dataclass(frozen=True, slots=True)
class ShownText:
    """A text in the language of the page. ``rule``: the identifier of the rule that decides what is said, or empty."""

    key: str
    title: str
    blocks: tuple[TextBlock, ...]
    rule: str
    was_read: bool


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """Answers that stand under the same words."""

    title: str
    answers: tuple[ShownText, ...]


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Show every question, or those that hold the words of ``q``: a search that needs no script."""
    asked = request.GET.get("q", "")[:LONGEST_SEARCH].strip()
    groups = tuple(_groups(find_answers(asked, language_of_page())))
    found = sum(len(group.answers) for group in groups)
    return public(request, "help", {"groups": groups, "asked": asked, "found": found})


def legal_page(key: str, template: str) -> Callable[[HttpRequest], HttpResponse]:
    """Make the view of a page that the law asks for: the desk's words, with what the software writes itself."""

    @require_safe
    def text(request: HttpRequest) -> HttpResponse:
        return public(request, template, {"text": _found(TextKind.PAGE, key), "cookies": cookies()})

    return text


def text_page(key: str) -> Callable[[HttpRequest], HttpResponse]:
    """Make the view of one long page, by its key in the edition."""

    @require_safe
    def text(request: HttpRequest) -> HttpResponse:
        return public(request, "text", {"text": _found(TextKind.PAGE, key), "easy": EASY_PAGES.get(key, "")})

    return text


EASY_PAGES = {"decouvrir": "dossier"}
"""The texts that an easy page says again. Pages of their own template name theirs there."""


PICTURES = {"qui-peut-voir": "eye", "mes-droits": "shield-check", "alertes": "bell", "se-connecter": "log-in"}
"""Each easy page has its picture: whoever reads little finds it again by it."""


@require_safe
def plain_pages(request: HttpRequest) -> HttpResponse:
    """List the pages that are easy to read."""
    texts = [(shown(text), PICTURES.get(text.key, "file-heart")) for text in read_texts(TextKind.PLAIN)]
    return public(request, "plain_pages", {"texts": texts})


@require_safe
def plain_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show one page that is easy to read, and whether people concerned have read it again."""
    texts = [shown(text) for text in read_texts(TextKind.PLAIN)]
    this = next((text for text in texts if text.key == key), None)
    if this is None:
        raise Http404
    return public(request, "plain", {"text": this, "others": [text for text in texts if text.key != key]})


def shown(text: PublicText) -> ShownText:
    """Give a text in the language of the page."""
    language = language_of_page()
    blocks = read_blocks(text.body.told_in(language))
    return ShownText(text.key, text.title.told_in(language), blocks, text.rule, text.was_read_by_people_concerned)


def language_of_page() -> str:
    """Give the language in which this page is read: ``fr`` or ``en``."""
    return get_language() or "fr"


def _found(kind: TextKind, key: str) -> ShownText:
    text = read_text(kind, key)
    if text is None:
        raise Http404
    return shown(text)


def _groups(answers: tuple[PublicText, ...]) -> Iterator[ShownGroup]:
    language = language_of_page()
    for group, together in groupby(answers, key=lambda one: one.group):
        yield ShownGroup(group.told_in(language), tuple(shown(one) for one in together))

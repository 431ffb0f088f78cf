"""How the person's pages say from whom a document is withheld: a chip, a sentence, never a code."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from carnet.core.documents.hiding import Hiding
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.usecases.reading.shown_document import ShownDocument


@dataclass(frozen=True, slots=True)
class LevelView:
    """Who can see a document. ``chip``: its word, or nothing; ``sentences``: all that withholds it, else one line.

    ``is_masked``: by itself; ``is_secret``: whether only the person and the author read it.
    """

    chip: str
    sentences: tuple[str, ...]
    is_masked: bool
    is_secret: bool


def show_level(shown: ShownDocument) -> LevelView:
    """Put in words who can see a document that its holder reads."""
    is_masked = Confidentiality.MASKED_TO_PROFESSIONALS in shown.entry.confidentiality
    is_secret = Hiding.SECRET in shown.hidings
    sentences = []
    if is_secret:
        sentences.append(_("Secret : seuls vous et son auteur le voyez, même en urgence."))
    if is_masked:
        sentences.append(_("Masqué : son auteur, celui qui l’a déposé et le médecin traitant le voient encore."))
    if shown.hidden_from:
        sentences.append(_("Caché à des professionnels que vous avez choisis, même en urgence."))
    if shown.is_masked and not sentences:
        sentences.append(_("Masqué, comme toute sa catégorie : c’est votre choix dans « Ce qui est caché »."))
    if not sentences:
        sentences.append(_("Les professionnels que vous autorisez le voient, si leur profession le permet."))
    chip = ""
    if is_secret:
        chip = _("Secret")
    elif shown.is_masked:
        chip = _("Masqué aux professionnels")
    return LevelView(chip, tuple(sentences), is_masked, is_secret)

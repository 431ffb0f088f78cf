"""From whom a document is withheld beyond the official codes: levels that Carnet keeps beside the metadata."""

from enum import Enum


class Hiding(Enum):
    """One reason to withhold a document (product.md, « Masking », « Minors and representatives », « Sharp edges »).

    None of them stands among the confidentiality codes of the document: another system could not honour them.
    """

    SECRET = "secret"  # noqa: S105  the name of a level
    """Nobody but the holder and the author, emergencies included."""
    FROM_CARERS = "from-carers"
    """« Ne pas montrer à mes aidants »."""
    WITH_A_DOCTOR = "with-a-doctor"
    """A representative reads it in the presence of a doctor only: they know that there is something to read."""
    HELD = "held"
    """Deposited during a minor's secret visit, until an authorised professional has sorted it."""
    BEFORE_PROTECTION = "before-protection"
    """What an adult hid before being protected stays hidden from whoever represents them."""
    SET_ASIDE = "set-aside"
    """« Ce document n’est pas à moi »: shown to nobody until its author has answered."""

"""Whether a file carries something known to be harmful."""

from typing import Protocol

from carnet.core.documents.content import Content


class Antivirus(Protocol):
    """Asked of every document before it is stored."""

    def is_clean(self, content: Content) -> bool:
        """Whether nothing was found. Raises when no answer could be had: nothing enters unexamined."""
        ...

"""Words in both languages of the pages: nothing is published in one only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The same thing said in French and in English."""

    fr: str
    en: str

    def told_in(self, language: str) -> str:
        """Give the words of a language: ``fr`` or ``en``."""
        return self.en if language == "en" else self.fr

"""National identifiers of professionals and structures in the addresses of pages: some of them hold a « / »."""

from django.urls import register_converter

SLASH, WRITTEN = "/", "~"
"""« 32345/123456 »: within an establishment, somebody is known by its number and their own."""


class NationalIdentifier:
    """An identifier, as one piece of an address."""

    regex = "[^/]{1,80}"

    def to_python(self, value: str) -> str:
        """Read it from an address."""
        return value.replace(WRITTEN, SLASH)

    def to_url(self, value: str) -> str:
        """Write it in an address."""
        return value.replace(SLASH, WRITTEN)


class GranteeKind(NationalIdentifier):
    """Whether it is a professional's or a structure's."""

    regex = "professionnel|etablissement"


register_converter(NationalIdentifier, "national")
register_converter(GranteeKind, "grantee")

NUMBER = "<national:identifier>"
"""The identifier alone, in an address where it can only be a professional's."""

SOMEBODY = f"<grantee:kind>/{NUMBER}"
"""Which kind it is, then the identifier."""

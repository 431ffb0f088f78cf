"""A QR code in a page: drawn on the server, put in the page as it is."""

from django.utils.safestring import SafeString, mark_safe

from carnet.formats.qr_code import picture


def qr_picture(content: str, *, title: str) -> SafeString:
    """Draw a QR code for a template. ``content``: what a camera reads; ``title``: what is read aloud instead of it."""
    return mark_safe(picture(content, title=title))  # noqa: S308  drawn by segno, which escapes the title (tested)

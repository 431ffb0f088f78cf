"""The file of a document, weighed, then handed over: no browser shows it in our own name (OWASP ASVS 3.2.1)."""

from django.http import StreamingHttpResponse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from carnet.usecases.reading.read_document import OpenedDocument

EXTENSIONS = {
    "text/xml": "xml",
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/tiff": "tiff",
    "text/plain": "txt",
    "text/rtf": "rtf",
    "application/dicom": "dcm",
}
"""How the name of a file ends, by its media type."""


def attachment(opened: OpenedDocument) -> StreamingHttpResponse:
    """Answer with the bytes of a document, as they leave the store. Its name says nothing of what it is about."""
    response = StreamingHttpResponse(opened.chunks, content_type=opened.mime_type)
    response["Content-Length"] = str(opened.size)
    name = f"document.{EXTENSIONS.get(opened.mime_type, 'bin')}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def weigh(size: int) -> str:
    """Say how heavy a file is. ``size``: in bytes; a thousand of them make a kilobyte, as on the person's device."""
    if size < 1000:
        return ngettext("{count} octet", "{count} octets", size).format(count=size)
    if size < 1_000_000:
        return _("{count} Ko").format(count=round(size / 1000))
    return _("{count} Mo").format(count=number_format(size / 1_000_000, 1))

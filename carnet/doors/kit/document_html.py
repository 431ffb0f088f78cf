"""The HTML of a structured document, let into a page."""

from django.utils.safestring import SafeString

from carnet.formats.preview import HtmlPreview, Preview


def safe_html(preview: Preview) -> str:
    """Give the HTML of a preview as markup, or nothing when it is not one.

    It was written by ``carnet.formats.cda.html``, which emits only the elements and attributes of a closed list and
    escapes every text: the one place where HTML comes from outside a template.
    """
    return SafeString(preview.html) if isinstance(preview, HtmlPreview) else ""

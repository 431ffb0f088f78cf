"""What a file becomes before it may be added: told by its bytes, examined, a picture freed of its traces."""

from dataclasses import dataclass

from carnet.core.defects import Defect
from carnet.core.documents.draft import LARGEST_ADDED
from carnet.core.documents.image_label import ImageLabel
from carnet.formats.content import CONTENT, examine_content
from carnet.formats.dicom.examination import examine_pictures
from carnet.formats.media_types import CDA, DICOM, IMAGES, IN_LEVEL_1
from carnet.formats.photo import is_heif, without_traces
from carnet.formats.sniffing import sniff
from carnet.ports.environment import Environment
from carnet.usecases.feeding.examination import HARMFUL

HEIF = Defect(
    "heif-not-kept",
    CONTENT,
    "The picture is a HEIC or an AVIF, which many programs cannot show.",
    "Send it as a JPEG: the camera of a telephone can take it so.",
)
NOT_ACCEPTED = Defect(
    "type-not-accepted",
    CONTENT,
    "Files of this kind are not added by hand.",
    "Send a PDF, a picture, a DICOM or a text.",
)


@dataclass(frozen=True, slots=True, repr=False)
class PreparedContent:
    """The bytes that will be added, and what they are. ``label``: what a DICOM says of itself, None for the others."""

    content: bytes
    media_type: str
    label: ImageLabel | None = None

    def __repr__(self) -> str:
        """Hide the content."""
        return f"PreparedContent({self.media_type})"


def prepare_file(content: bytes, *, env: Environment) -> PreparedContent | tuple[Defect, ...]:
    """Make of a file what is kept, or say what is wrong with it (product.md, « Documents »).

    People declare nothing: the bytes say what it is. Nothing is shown of a file that the antivirus has not seen.
    """
    if is_heif(content):
        return (HEIF,)
    found = sniff(content) or ""
    if found == CDA:
        return (NOT_ACCEPTED,)
    defects = examine_content(content, found, max_bytes=LARGEST_ADDED)
    if defects:
        return defects
    if found not in IN_LEVEL_1 | {DICOM}:
        return (NOT_ACCEPTED,)
    if not env.antivirus.is_clean(content):
        return (HARMFUL,)
    if found == DICOM:
        label = examine_pictures(content)
        return (label,) if isinstance(label, Defect) else PreparedContent(content, found, label)
    if found not in IMAGES:
        return PreparedContent(content, found)
    bare = without_traces(content, found)
    if bare is None:
        return (Defect("image-broken", CONTENT, "The image cannot be read.", "Take it again."),)
    if len(bare) > LARGEST_ADDED:
        return (Defect("file-too-large", CONTENT, "The image is too large.", "Send it as a JPEG."),)
    return PreparedContent(bare, found)

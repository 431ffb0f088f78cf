"""A picture that somebody took, freed of what their telephone wrote into it: where, when, with which device."""

import io

from PIL import Image, ImageCms, ImageOps, ImageSequence, TiffImagePlugin

from carnet.formats.content import UNREADABLE_IMAGE
from carnet.formats.media_types import IMAGES, PNG, TIFF
from carnet.formats.shades import in_256_shades

WIDEST = 3600
"""Pixels of the longer side: a page of a letter stays readable at 300 dots an inch, a photograph becomes light."""

_HEIF_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif"})


def is_heif(content: bytes) -> bool:
    """Whether a file is a HEIC or an AVIF (ISO/IEC 23008-12): what telephones keep, and few programs read."""
    return content[4:8] == b"ftyp" and content[8:12] in _HEIF_BRANDS


def without_traces(content: bytes, media_type: str) -> bytes | None:
    """Write a picture anew with its pixels alone, upright, in sRGB; nothing when it cannot be read.

    ``content``: examined by ``carnet.formats.content``; ``media_type``: JPEG, PNG or TIFF, as its bytes say, and the
    type of what is given back. Location, dates, device, comments, thumbnail and profiles (EXIF, XMP, IPTC, ICC) are
    left behind: only pixels are copied. A larger picture is made ``WIDEST``; each page of a TIFF is kept.
    """
    if media_type not in IMAGES:
        raise ValueError(f"{media_type} is no picture that is kept, which are {', '.join(sorted(IMAGES))}")
    try:
        with Image.open(io.BytesIO(content)) as image:
            return _written(image, media_type)
    except UNREADABLE_IMAGE:
        return None


def _written(image: Image.Image, media_type: str) -> bytes:
    written = io.BytesIO()
    if media_type == TIFF:
        # A page at a time: two hundred pages of a fax are light in a file, and gigabytes as pixels.
        with TiffImagePlugin.AppendingTiffWriter(written) as pages:
            for frame in ImageSequence.Iterator(image):
                _bare(frame).save(pages, "TIFF", compression="tiff_adobe_deflate")
                pages.newFrame()
        return written.getvalue()
    bare = _bare(image)
    if media_type == PNG:
        bare.save(written, "PNG", optimize=True)
    else:
        (bare if bare.mode == "L" else bare.convert("RGB")).save(written, "JPEG", quality=88, optimize=True)
    return written.getvalue()


def _bare(image: Image.Image) -> Image.Image:
    """Copy the pixels upright, in a mode that every format here writes."""
    profile = image.info.get("icc_profile")
    upright = in_256_shades(ImageOps.exif_transpose(image))
    upright.thumbnail((WIDEST, WIDEST))
    if upright.mode not in ("1", "L", "RGB", "RGBA"):
        has_holes = "transparency" in upright.info or upright.mode in ("LA", "PA", "RGBa", "La")
        upright = upright.convert("RGBA" if has_holes else "RGB")
    if profile and upright.mode == "RGB":
        upright = _in_srgb(upright, profile)
    bare = Image.new(upright.mode, upright.size)
    bare.paste(upright)
    return bare


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """Write the colours as every screen reads them, since the profile that explained them is left behind."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        turned = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return image  # a profile that nobody can read explains nothing: its picture is kept as it stands
    return turned if turned is not None else image

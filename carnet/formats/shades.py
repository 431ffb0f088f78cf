"""Pictures of more shades than a page or a printer shows: brought down to 256 of them."""

from PIL import Image

_SIXTEEN_BITS = frozenset({"I;16", "I;16L", "I;16B", "I;16N"})
_HIGH_BYTES = [value >> 8 for value in range(65_536)]


def in_256_shades(image: Image.Image) -> Image.Image:
    """Give a picture of 16 bits a point by their high 8 bits, and one of free numbers from its least to its most.

    Any other picture is given back as it is. Without this, Pillow makes white of all that is above 255, which is nearly
    all of a scan in 16 bits.
    """
    if image.mode in _SIXTEEN_BITS:
        return image.convert("I").point(_HIGH_BYTES, "L")
    if image.mode not in ("I", "F"):
        return image
    least, most = (float(one) for one in image.getextrema() if isinstance(one, int | float))
    scale = 255 / (most - least) if most > least else 0
    return image.convert("F").point(lambda value: value * scale - least * scale).convert("L")

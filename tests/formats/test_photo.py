"""A picture is written anew with its pixels alone: what told where and when it was taken is left behind."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from carnet.formats.content import examine_content
from carnet.formats.media_types import JPEG, PNG, TIFF
from carnet.formats.photo import WIDEST, is_heif, without_traces

SECRETS = (b"43.29", b"Telephone of Camille", b"at home", b"GPS")


def picture(form: str, mode: str = "RGB", size: tuple[int, int] = (60, 40)) -> bytes:
    """A picture, turned on its side, that says a lot."""
    image = Image.new(mode, size)
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x9286] = 6, "Telephone of Camille", "GPS 43.29"
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", "at home")
    written = io.BytesIO()
    match form:
        case "PNG":
            image.save(written, form, exif=exif, pnginfo=texts)
        case "JPEG":
            image.save(written, form, exif=exif, comment=b"at home", xmp=b"<x>43.29</x>")
        case _:
            image.save(written, form, exif=exif)
    return written.getvalue()


def peak() -> int:
    """The most memory that this process had since it began to look anew, in bytes (man proc, « clear_refs »)."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def bare(content: bytes, media_type: str) -> bytes:
    """The picture without its traces; it can be kept."""
    made = without_traces(content, media_type)
    assert made is not None
    assert examine_content(made, media_type) == ()
    return made


@pytest.mark.parametrize(("form", "media_type"), [("JPEG", JPEG), ("PNG", PNG), ("TIFF", TIFF)])
def test_nothing_is_left_of_where_and_with_what_it_was_taken(form: str, media_type: str) -> None:
    before = picture(form)
    assert any(secret in before for secret in SECRETS)
    after = bare(before, media_type)
    assert [secret for secret in SECRETS if secret in after] == []
    with Image.open(io.BytesIO(after)) as image:
        assert image.size == (40, 60), "it stands upright once nothing says how it was held"


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "I;16"])
def test_a_picture_of_any_mode_is_kept(mode: str) -> None:
    written = io.BytesIO()
    Image.new(mode, (8, 8)).save(written, "PNG")
    bare(written.getvalue(), PNG)


@pytest.mark.parametrize(
    ("form", "media_type", "mode"),
    [("PNG", PNG, "I;16"), ("TIFF", TIFF, "I;16"), ("TIFF", TIFF, "I"), ("TIFF", TIFF, "F")],
)
def test_a_scan_of_many_shades_keeps_them_apart(form: str, media_type: str, mode: str) -> None:
    """Pillow alone would make white of all but the darkest hundredth."""
    ramp = Image.frombytes("I;16", (256, 1), b"".join((256 * shade).to_bytes(2, "little") for shade in range(256)))
    written = io.BytesIO()
    (ramp if mode == "I;16" else ramp.convert("I").convert(mode)).save(written, form)
    with Image.open(io.BytesIO(bare(written.getvalue(), media_type))) as image:
        assert len(set(image.convert("L").tobytes())) > 250


def test_a_fax_of_many_pages_is_never_held_as_pixels_at_once() -> None:
    side, pages, written = 3000, 24, io.BytesIO()
    page = Image.new("L", (side, side))
    page.save(written, "TIFF", compression="tiff_adobe_deflate", save_all=True, append_images=[page] * (pages - 1))
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before = peak()
    made = bare(written.getvalue(), TIFF)
    assert peak() - before < side * side * pages // 2
    with Image.open(io.BytesIO(made)) as image:
        assert getattr(image, "n_frames", 1) == pages


def test_a_picture_in_the_colours_of_printers_is_kept() -> None:
    bare(picture("JPEG", mode="CMYK"), JPEG)


def test_a_very_large_photograph_becomes_lighter() -> None:
    with Image.open(io.BytesIO(bare(picture("PNG", "L", (WIDEST * 2, 100)), PNG))) as image:
        assert max(image.size) == WIDEST


def test_each_page_of_a_fax_is_kept() -> None:
    pages, written = [Image.new("1", (30, 20 + number)) for number in range(3)], io.BytesIO()
    pages[0].save(written, "TIFF", save_all=True, append_images=pages[1:])
    with Image.open(io.BytesIO(bare(written.getvalue(), TIFF))) as image:
        assert getattr(image, "n_frames", 1) == 3


@pytest.mark.parametrize(
    "profile", [ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), b"none"], ids=["sRGB", "broken"]
)
def test_the_profile_of_colours_is_used_then_left_behind(profile: bytes) -> None:
    written = io.BytesIO()
    Image.new("RGB", (4, 4), (200, 30, 30)).save(written, "PNG", icc_profile=profile)
    with Image.open(io.BytesIO(bare(written.getvalue(), PNG))) as image:
        assert "icc_profile" not in image.info


def test_what_cannot_be_read_gives_nothing() -> None:
    assert without_traces(b"\xff\xd8\xff broken", JPEG) is None


def test_a_kind_that_is_no_picture_is_a_fault_of_the_caller() -> None:
    with pytest.raises(ValueError, match="no picture"):
        without_traces(picture("PNG"), "image/gif")


@pytest.mark.parametrize(("content", "expected"), [(b"\0\0\0\x18ftypheic", True), (b"\0\0\0\x18ftypisom", False)])
def test_what_telephones_keep_is_known(content: bytes, *, expected: bool) -> None:
    assert is_heif(content) is expected

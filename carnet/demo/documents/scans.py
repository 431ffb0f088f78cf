"""An X-ray and an ultrasound that nobody ever had: drawn, then written as the machines of an imaging centre write."""

import io
from hashlib import shake_256
from math import pi, sin

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageMath
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import UID, ExplicitVRLittleEndian

_XRAY = (600, 760)
_ULTRASOUND = (400, 320)
_FRAMES = 8
_DIGITAL_XRAY, _ULTRASOUND_FILM = "1.2.840.10008.5.1.4.1.1.1.1", "1.2.840.10008.5.1.4.1.1.3.1"
"""SOP classes (PS3.4 annex B): « Digital X-Ray Image Storage – For Presentation », « Ultrasound Multi-frame »."""


def shoulder_xray() -> bytes:
    """Draw a shoulder from the front: an arm, a shoulder blade, a collarbone, four ribs. The same bytes each time."""
    tissue, bone = Image.new("L", _XRAY), Image.new("L", _XRAY)
    body, bones = ImageDraw.Draw(tissue), ImageDraw.Draw(bone)
    body.polygon([(600, 90), (430, 150), (240, 200), (130, 330), (110, 760), (600, 760)], fill=170)
    body.polygon([(330, 420), (600, 330), (600, 760), (330, 760)], fill=95)
    for rib in range(4):
        bones.arc((330, 330 + 95 * rib, 900, 760 + 95 * rib), 180, 285, fill=70, width=22)
    bones.polygon([(305, 300), (480, 330), (430, 620), (330, 430)], fill=75)
    bones.line([(600, 215), (470, 200), (330, 215), (255, 225)], fill=135, width=34, joint="curve")
    bones.ellipse((225, 195, 330, 260), fill=125)
    bones.ellipse((270, 285, 330, 400), fill=120)
    bones.ellipse((165, 270, 295, 400), fill=165)
    bones.polygon([(172, 350), (275, 370), (240, 470), (232, 760), (150, 760), (160, 470)], fill=190)
    bones.polygon([(190, 420), (228, 430), (212, 500), (206, 760), (176, 760), (180, 500)], fill=120)
    drawn = ImageMath.lambda_eval(
        lambda layers: layers["tissue"] * 6 + layers["bone"] * 11 + layers["grain"],
        tissue=tissue.filter(ImageFilter.GaussianBlur(14)),
        bone=bone.filter(ImageFilter.GaussianBlur(2.5)),
        grain=_grain("xray", _XRAY),
    )
    described = _described("nadia-epaule-radiographie", _DIGITAL_XRAY, "DX", _XRAY)
    described.BitsAllocated, described.BitsStored, described.HighBit = 16, 12, 11
    described.WindowCenter, described.WindowWidth = 1700, 2900
    described.PixelData = _words(drawn)
    return _written(described)


def shoulder_ultrasound() -> bytes:
    """Draw a short film of a tendon that slides under the skin. The same bytes each time."""
    described = _described("nadia-epaule-echographie", _ULTRASOUND_FILM, "US", _ULTRASOUND)
    described.BitsAllocated, described.BitsStored, described.HighBit = 8, 8, 7
    described.NumberOfFrames, described.FrameTime = _FRAMES, 120
    described.PixelData = b"".join(_slice(number).tobytes() for number in range(_FRAMES))
    return _written(described)


def _slice(number: int) -> Image.Image:
    slide = round(14 * sin(2 * pi * number / _FRAMES))
    drawn = Image.new("L", _ULTRASOUND, 70)
    layers = ImageDraw.Draw(drawn)
    for depth, shade in ((40, 150), (62, 120), (84, 165)):
        layers.arc((-120, depth, 520, depth + 500), 200, 340, fill=shade, width=6)
    layers.arc((-60 + slide, 112, 460 + slide, 470), 205, 335, fill=205, width=26)
    layers.ellipse((225 + slide, 118, 275 + slide, 134), fill=25)
    layers.arc((20, 170, 380, 520), 200, 340, fill=255, width=9)
    layers.chord((20, 182, 380, 520), 200, 340, fill=12)
    speckle = _grain(f"ultrasound {number}", _ULTRASOUND).filter(ImageFilter.GaussianBlur(0.8)).point(_brightened)
    fan = Image.new("L", _ULTRASOUND)
    ImageDraw.Draw(fan).pieslice((-140, -240, 540, 310), 45, 135, fill=255)
    seen = ImageChops.multiply(drawn.filter(ImageFilter.GaussianBlur(1.5)), speckle)
    return ImageChops.multiply(ImageChops.add(seen, seen), fan)


def _brightened(value: float) -> float:
    return min(255, value + 40)


def _grain(seed: str, size: tuple[int, int]) -> Image.Image:
    """Give the grain of a picture, which a digest scatters: no chance, the same for the same seed."""
    return Image.frombytes("L", size, shake_256(seed.encode()).digest(size[0] * size[1]))


def _words(drawn: Image.Image) -> bytes:
    high = drawn.point([min(value, 4095) >> 8 for value in range(65_536)], "L").tobytes()
    low = drawn.point([min(value, 4095) & 255 for value in range(65_536)], "L").tobytes()
    both = bytearray(2 * len(low))
    both[0::2], both[1::2] = low, high
    return bytes(both)


def _described(key: str, sop_class: str, modality: str, size: tuple[int, int]) -> Dataset:
    """Describe a picture as PS3.3 asks. It names nobody: the metadata of the document say whose it is."""
    described = Dataset()
    described.file_meta = FileMetaDataset()
    described.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    described.SOPClassUID = described.file_meta.MediaStorageSOPClassUID = UID(sop_class)
    described.SOPInstanceUID = described.file_meta.MediaStorageSOPInstanceUID = _uid(key)
    described.StudyInstanceUID, described.SeriesInstanceUID = _uid(f"{key}/examination"), _uid(f"{key}/series")
    described.PatientName, described.PatientID, described.Modality = "", "", modality
    described.Columns, described.Rows = size
    described.SamplesPerPixel, described.PhotometricInterpretation, described.PixelRepresentation = 1, "MONOCHROME2", 0
    return described


def _uid(name: str) -> UID:
    return UID(f"2.25.{int.from_bytes(shake_256(name.encode()).digest(16), 'big')}")


def _written(described: Dataset) -> bytes:
    file = io.BytesIO()
    described.save_as(file, enforce_file_format=True)
    return file.getvalue()

"""Symbols that machines read, drawn as SVG: Data Matrix for an identity, QR for an address."""

import io

import segno
import zxingcpp

from carnet.formats.paper.blocks import Symbol


def data_matrix(content: bytes, *, says: str, width_mm: int = 25) -> Symbol:
    """Draw a square Data Matrix (ISO/IEC 16022) that holds exactly these bytes."""
    drawn = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.DataMatrix, force_square=True)
    return Symbol(str(zxingcpp.write_barcode_to_svg(drawn, add_quiet_zones=True)), says, width_mm)


def qr(content: str, *, says: str, width_mm: int = 30) -> Symbol:
    """Draw a QR code (ISO/IEC 18004), error correction M."""
    drawn = io.BytesIO()
    segno.make_qr(content, error="m").save(drawn, kind="svg", border=4, xmldecl=False)
    return Symbol(drawn.getvalue().decode(), says, width_mm)

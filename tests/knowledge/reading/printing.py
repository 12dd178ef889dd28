"""PDF files made for tests: characters and strokes at given places, in a predefined Chinese character map."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

SIZE = 12
WIDTH, HEIGHT = 600, 800
Line = tuple[float, float, str]
"""Left and base in points from the lower left corner, and the words."""
Box = tuple[float, float, float, float]


def pdf(*pages: Sequence[Line | Box], spacing: float = 0, size: float = SIZE) -> bytes:
    """A page for each list of lines; a box of four numbers is stroked."""
    objects: list[bytes] = [b"", b""]
    kids = []
    for page in pages:
        stream = zlib.compress(b"\n".join(_drawn(item, spacing, size) for item in page))
        content = len(objects) + 2
        kids.append(b"%d 0 R" % (content - 1))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R"
            b" /Resources << /Font << /F1 %%FONT%% >> >> >>" % (WIDTH, HEIGHT, content)
        )
        objects.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(stream) + stream + b"\nendstream")
    font = len(objects) + 1
    objects.append(
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H"
        b" /DescendantFonts [%d 0 R] >>" % (font + 1)
    )
    objects.append(
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 >>"
    )
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(pages))
    return _file([one.replace(b"%FONT%", b"%d 0 R" % font) for one in objects])


def _drawn(item: Line | Box, spacing: float, size: float) -> bytes:
    if len(item) == 3:
        left, base, words = item
        coded = words.encode("utf-16-be").hex().encode()
        return b"BT /F1 %g Tf %g Tc 1 0 0 1 %g %g Tm <%s> Tj ET" % (size, spacing, left, base, coded)
    left, base, right, top = item
    return b"%g %g %g %g re S" % (left, base, right - left, top - base)


def _file(objects: list[bytes]) -> bytes:
    body, offsets = b"%PDF-1.5\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    return body + (
        b"xref\n0 %d\n0000000000 65535 f \n" % count
        + table
        + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (count, len(body))
    )

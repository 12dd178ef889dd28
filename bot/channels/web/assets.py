"""Files of the page: read once, compressed once, named by their content, kept by browsers for good."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

_FOLDER = Path(__file__).with_name("static")
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}


@dataclass(frozen=True, slots=True)
class Asset:
    body: bytes
    packed: bytes
    media_type: str
    mark: str


@cache
def assets() -> dict[str, Asset]:
    found = {}
    for file in sorted(_FOLDER.iterdir()):
        if file.suffix in _TYPES:
            body = file.read_bytes()
            mark = hashlib.sha256(body).hexdigest()[:10]
            found[file.name] = Asset(body, gzip.compress(body, 9, mtime=0), _TYPES[file.suffix], mark)
    return found


def address(name: str) -> str:
    """With the content's mark, so that a new version is another address."""
    return f"/static/{name}?{assets()[name].mark}"


async def serve(request: Request) -> Response:
    found = assets().get(request.path_params["name"])
    if found is None:
        return Response(status_code=404)
    lasting = request.url.query == found.mark
    headers = {
        "cache-control": "public, max-age=31536000, immutable" if lasting else "public, max-age=300",
        "vary": "accept-encoding",
    }
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["content-encoding"] = "gzip"
        return Response(found.packed, media_type=found.media_type, headers=headers)
    return Response(found.body, media_type=found.media_type, headers=headers)

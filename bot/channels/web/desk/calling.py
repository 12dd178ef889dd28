"""The log of calls at the desk: filtered, and as a table to take along."""

from __future__ import annotations

import csv
import io
import time

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.channels.call_log import CallLog
from bot.channels.web.desk.access import Access
from bot.channels.web.pages import page
from bot.channels.web.talking import cleaned
from bot.storage import calls
from bot.storage.calls import Call, Wanted
from bot.storage.database import Database

_SHOWN, _TAKEN_ALONG = 500, 100_000
_FIELDS = ("channel", "caller", "what", "source", "since", "until")


class Calling:
    """For administrators."""

    def __init__(self, database: Database, access: Access, log: CallLog) -> None:
        self._database = database
        self._access = access
        self._log = log

    async def show(self, request: Request) -> Response:
        worker = self._access.worker(request)
        if worker is None or not worker.may("admin"):
            return RedirectResponse("/desk", 303)
        wanted = Wanted(**{name: cleaned(request.query_params.get(name, ""))[:120].strip() for name in _FIELDS})
        along = request.query_params.get("as") == "csv"
        await self._log.flush()
        async with self._database.transaction() as tx:
            found = await calls.find(tx, wanted, _TAKEN_ALONG if along else _SHOWN)
        if along:
            headers = {"content-disposition": 'attachment; filename="calls.csv"'}
            return Response(_table(found), media_type="text/csv; charset=utf-8", headers=headers)
        return page(request, "desk_calls.html", worker=worker, wanted=wanted, found=found, when=_when)


def _table(found: list[Call]) -> str:
    """With a mark for spreadsheets; what one would take for a formula is text."""
    made = io.StringIO()
    table = csv.writer(made)
    table.writerow(("time", "channel", "caller", "what", "kind", "sources"))
    for one in found:
        cells = (_when(one.at_unix), one.channel, one.caller, one.what, one.kind, one.sources)
        table.writerow(["'" + cell if cell[:1] in "=+-@" and cell else cell for cell in cells])
    return "\ufeff" + made.getvalue()


def _when(unix: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(unix))

"""Looking things up: a clause with its neighbours, the documents, the ladder, help."""

from __future__ import annotations

from bot import buttons
from bot.answering.retrieval.finding import find
from bot.dialogue.statement.citing import citation, source, standing
from bot.dialogue.talk import Row, Talk
from bot.model import Button, Part
from bot.wording import say
from knowledge.model import Clause

_MOST_CHILDREN = 8
_MOST_HITS = 5
_LONGEST_LINE = 60


def show_clause(talk: Talk, digest: str) -> bool:
    """The clause's own words with buttons to what stands around it; False where there is no such clause."""
    found = _clause(talk, digest)
    if found is None:
        return False
    library = talk.world.library
    own = found.text[: found.own_end - found.start].rstrip() or found.text
    cited = citation(talk.world, found.document, found.path, own, talk.today)
    parts = [
        Part("heading", source(talk.world, cited)),
        Part("notice", standing(talk.world, found.document, talk.today)),
        Part("quote", own),
    ]
    if cited.departments:
        parts.append(Part("source", say("chat.units", units=say("statement.and").join(cited.departments))))
    if found.truncated:
        parts.append(Part("notice", say("chat.truncated")))
    before, after = library.neighbours(found)
    around = [("clause_up", library.parent(found)), ("clause_before", before), ("clause_after", after)]
    rows: list[Row] = [tuple(_link(each, say(f"chat.{key}")) for key, each in around if each is not None)]
    rows += [(_link(child, _title(child)),) for child in library.children(found)[:_MOST_CHILDREN]]
    talk.kind = "clause"
    talk.send(parts, rows, citations=[cited])
    return True


def sources(talk: Talk) -> None:
    """The documents with how far each binds anyone today."""
    library = talk.world.library
    parts = [Part("heading", say("chat.sources"))]
    rows: list[Row] = []
    for document in library.documents:
        parts.append(Part("text", say("chat.source_line", title=document.title)))
        parts.append(Part("notice", standing(talk.world, document.id, talk.today)))
        rows.append((Button(document.short_title[:30], buttons.clause(document.id, document.clauses[0].path)),))
    parts.append(Part("hint", say("chat.sources_hint")))
    talk.kind = "list"
    talk.send(parts, rows)


def lookup(talk: Talk, text: str) -> None:
    """The clauses nearest to a few words."""
    hits = find(text, talk.world, talk.today, _MOST_HITS) if text else []
    if not hits:
        talk.kind = "not_covered" if text else "help"
        talk.send_text("chat.lookup_nothing" if text else "chat.lookup_how")
        return
    parts, rows, cited = [Part("heading", say("chat.lookup", text=text))], [], []
    for hit in hits:
        line = _first_line(hit.clause)
        quoted = citation(talk.world, hit.clause.document, hit.clause.path, line, talk.today)
        cited.append(quoted)
        parts += [Part("quote", line), Part("source", source(talk.world, quoted))]
        rows.append((_link(hit.clause, _title(hit.clause)),))
    talk.kind = "clause"
    talk.send(parts, rows, citations=cited)


def help_text(talk: Talk) -> None:
    talk.kind = "help"
    rows: list[Row] = [
        (talk.button(say("chat.button_check"), "resume"), talk.button(say("chat.button_sources"), "sources")),
        (talk.button(say("chat.button_profile"), "profile"), talk.button(say("chat.button_ladder"), "ladder")),
    ]
    talk.send([Part("lead", say("chat.help_lead")), Part("text", say("chat.help"))], rows)


def _clause(talk: Talk, digest: str) -> Clause | None:
    library = talk.world.library
    return next(
        (
            clause
            for document in (*library.documents, *library.summaries)
            for clause in document.clauses
            if buttons.clause_digest(clause.document, clause.path) == digest
        ),
        None,
    )


def _link(clause: Clause, label: str) -> Button:
    return Button(label, buttons.clause(clause.document, clause.path))


def _title(clause: Clause) -> str:
    title = clause.heading or _first_line(clause)
    return title if len(title) <= 24 else title[:23] + "…"


def _first_line(clause: Clause) -> str:
    """The beginning of a clause, an exact substring of its text."""
    line = clause.text.strip().split("\n", 1)[0]
    return line if len(line) <= _LONGEST_LINE * 3 else line[: _LONGEST_LINE * 3]

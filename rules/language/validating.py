"""Files against their forms: the first thing that does not fit, with file, line, what is wrong and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NoReturn

from pydantic import ValidationError

from rules.language.conditions import LEAF_KEYS, OPERATORS
from rules.language.forms.awards import AWARDS
from rules.language.forms.base import Form
from rules.language.forms.files import PARTS, AppliesFile, FactTable, HonoursFile, ProgrammeFile
from rules.language.source import Source
from rules.phrases import phrase

_NAMING = ("quote", "name", "words", "ask", "what", "fact")
"""Keys whose value finds a table in its file."""


def check_programme(table: Mapping[str, Any], source: Source) -> None:
    _check(ProgrammeFile, table, source)


def check_applies(table: Mapping[str, Any], source: Source) -> None:
    _check(AppliesFile, table, source)
    if ("city" in table) == ("province" in table):
        source.fail(phrase("data_applies"), phrase("data_fix_applies"), "city", "province")


def check_facts(table: Mapping[str, Any], source: Source) -> None:
    for name, fact in table.items():
        _check(FactTable, fact, source, f"[{name}]")
        for key in () if fact.get("derived") else ("question", "why", "topic"):
            source.need(fact, key, str, f"[{name}]")


def check_honours(table: Mapping[str, Any], source: Source) -> None:
    _check(HonoursFile, table, source)
    for honour in table["honour"]:
        if bool(honour.get("aliases")) and not (honour.get("only") or (honour.get("bare") and honour.get("levels"))):
            source.fail(phrase("data_honour"), phrase("data_fix_honour"), f'name = "{honour["name"]}"')


def _check(form: type[Form], table: Any, source: Source, near: str | None = None) -> None:
    try:
        form.model_validate(table)
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        _explain(form, table, first["type"], first["loc"], source, near)


def _explain(
    form: type[Form], table: Any, kind: str, loc: tuple[int | str, ...], source: Source, near: str | None
) -> NoReturn:
    """Raises `DataError` for one mistake that pydantic found; `loc` is its path, tags of unions among it."""
    nodes = list(_walk(table, loc))
    near = _near(nodes) or near
    value, key = nodes[-1], str(next((step for step in reversed(loc) if _is_key(step)), ""))
    if kind == "extra_forbidden":
        source.allow({key: None}, _keys(_form_at(form, loc[:-1])), near)
    if kind == "missing" or value in ("", []):
        source.fail(
            phrase("data_key_missing", name=near or source.name, key=key), phrase("data_add_key", key=key), near
        )
    if kind in ("union_tag_invalid", "union_tag_not_found") and isinstance(value, Mapping):
        _no_form(value, key, source, near)
    if kind == "literal_error" and key in ("kind", "type"):
        field = form.model_fields[key].annotation
        said = "data_unknown_kind" if key == "kind" else "data_fact_type"
        source.fail(phrase(said, **{key: value}), phrase("data_one_of", values=_listed(field)), f"{key} =", near)
    what, remedy = phrase("data_wrong_type", key=key, value=value), phrase("data_fix_type", key=key)
    raise source.mistake(what, remedy, source.key_line(key, near))


def _no_form(value: Mapping[str, Any], key: str, source: Source, near: str | None) -> NoReturn:
    """A table that is none of the forms it could be."""
    if key == "award":
        if "kind" not in value:
            source.fail(phrase("data_key_missing", name=key, key="kind"), phrase("data_add_key", key="kind"), key)
        said, remedy = phrase("data_unknown_award", kind=value["kind"]), phrase("data_one_of", values="、".join(AWARDS))
        source.fail(said, remedy, near, key)
    source.allow(value, LEAF_KEYS, near)
    used = [name for name in OPERATORS if name in value]
    what = phrase("data_operators", keys="、".join(used)) if used else phrase("data_no_operator")
    source.fail(what, phrase("data_one_operator"), near)


def _walk(table: Any, loc: Iterable[int | str]) -> Iterator[Any]:
    """The values along a path, the table first; steps that are tags of a union lead nowhere."""
    node = table
    yield node
    for step in loc:
        if isinstance(node, Mapping) and step in node:
            node = node[str(step)]
            yield node
        elif isinstance(node, list) and isinstance(step, int):
            node = node[step]
            yield node


def _near(nodes: Iterable[Any]) -> str | None:
    """What finds the innermost table of a path in the file."""
    tables = [node for node in nodes if isinstance(node, Mapping)][1:]
    named = (node[key] for node in reversed(tables) for key in _NAMING if isinstance(node.get(key), str) and node[key])
    return next(named, None)


def _is_key(step: int | str) -> bool:
    return isinstance(step, str) and not step.endswith("?")


def _form_at(form: type[Form], loc: Iterable[int | str]) -> type[Form]:
    return next((PARTS[step] for step in reversed(tuple(loc)) if isinstance(step, str) and step in PARTS), form)


def _keys(form: type[Form]) -> list[str]:
    return [field.alias or name for name, field in form.model_fields.items()]


def _listed(literal: Any) -> str:
    return "、".join(literal.__args__)

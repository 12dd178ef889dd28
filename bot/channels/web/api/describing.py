"""The OpenAPI document: shapes and errors, with the ids of the library and the names of facts as they are now."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from bot.assistant import Assistant
from bot.contract.answers import model_of
from bot.contract.problems import MEDIA_TYPE
from bot.contract.replies import Problem
from bot.reports.files import MEDIA_TYPES

_PROBLEM = {"$ref": "#/components/schemas/Problem"}
_TOLD = {
    400: "unreadable", 404: "unknown id", 405: "unknown method", 409: "facts contradict themselves", 413: "too large",
    422: "wrong field or facts", 429: "too many", 500: "failed inside",
}  # fmt: skip
ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"description": told, "content": {MEDIA_TYPE: {"schema": _PROBLEM}}} for status, told in _TOLD.items()
}
RESPONSES: dict[str, dict[int | str, dict[str, Any]]] = {
    "report": {
        200: {
            "description": "the file",
            "content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in MEDIA_TYPES.values()},
        }
    },
    "chat": {
        200: {
            "description": "the reply; with `Accept: text/event-stream` its messages one by one, then `done`",
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
        }
    },
}
_WITH_FACTS = ("CheckRequest", "ReportRequest")


def described(app: FastAPI, assistant: Assistant) -> None:
    """The document follows the library: it is made anew when that has changed."""
    made: dict[str, dict[str, Any]] = {}

    def openapi() -> dict[str, Any]:
        version = f"{assistant.world.library.version}-{assistant.world.rulebook.version}"
        if version not in made:
            made.clear()
            made[version] = _document(app, assistant)
        return made[version]

    app.openapi = openapi  # type: ignore[method-assign]


def _document(app: FastAPI, assistant: Assistant) -> dict[str, Any]:
    document = get_openapi(
        title=app.title, version=app.version, description=app.description, routes=app.routes,
        servers=[{"url": "/api/v1"}],
    )  # fmt: skip
    schemas = document["components"]["schemas"]
    schemas["Problem"] = Problem.model_json_schema()
    schemas.pop("HTTPValidationError", None)
    schemas.pop("ValidationError", None)
    facts = model_of(assistant.world).model_json_schema(ref_template="#/components/schemas/{model}", by_alias=True)
    schemas.update(facts.pop("$defs", {}))
    schemas["Facts"] = facts
    for name in _WITH_FACTS:
        schemas[name]["properties"]["facts"] = {"$ref": "#/components/schemas/Facts"}
    library = assistant.world.library
    ids = {"type": "string", "enum": [each.id for each in (*library.documents, *library.summaries)]}
    nothing = {"type": "null"}
    schemas["CheckRequest"]["properties"]["document"] = {"anyOf": [ids, nothing]}
    schemas["FactsRequest"]["properties"]["asked"] = {
        "anyOf": [{"type": "string", "enum": list(assistant.world.rulebook.facts)}, nothing]
    }
    _name_documents(document, ids)
    return document


def _name_documents(document: dict[str, Any], ids: dict[str, Any]) -> None:
    for path in document["paths"].values():
        for operation in path.values():
            operation["responses"] = _errors_only_as_problems(operation["responses"])
            for parameter in operation.get("parameters", ()):
                if parameter["name"] == "document":
                    parameter["schema"] = ids


def _errors_only_as_problems(responses: dict[str, Any]) -> dict[str, Any]:
    """FastAPI would document its own shape for 422."""
    for status, told in ERRORS.items():
        responses[str(status)] = {"description": told["description"], "content": told["content"]}
    return responses

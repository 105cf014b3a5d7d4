"""The page about the API, made from its own schema, so that the two cannot say different things."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from elections.pages.words import capitalised

Json = Mapping[str, Any]

# What JSON Schema calls a kind of value, and what the page does.
KINDS: Final = {
    "boolean": "true or false",
    "integer": "whole number",
    "string": "text",
    "null": "null",
    "date": "date",
    "date-time": "date and time",
}
_SHAPES: Final = "#/components/schemas/"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text: words, or a name as it is written in an address or an answer."""

    text: str
    is_code: bool = False


Prose = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a value is: words, and the shapes that it may have: "list of" ("Contest",)."""

    words: str
    shapes: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    after: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A parameter, or a field of a shape."""

    name: str
    kind: Kind
    description: Prose


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of an address: its status, what it means, and its shape where it has one."""

    status: str
    meaning: Prose
    shape: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """One address of the API. `example` is a link that works."""

    anchor: str
    path: str
    summary: str
    description: tuple[Prose, ...]
    parameters: tuple[Named, ...]
    example: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The addresses about one kind of thing."""

    name: str
    description: Prose
    addresses: tuple[Address, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """An object of the API's answers, or one of several (`kind`)."""

    name: str
    description: Prose
    fields: tuple[Named, ...]
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class ApiGuide:
    """All that the page says of the API."""

    version: str
    description: tuple[Prose, ...]
    groups: tuple[Group, ...]
    shapes: tuple[Shape, ...]


def api_guide(schema: Json) -> ApiGuide:
    """Return the page about an API from its OpenAPI schema."""
    addresses = {path: _address(path, methods["get"]) for path, methods in schema["paths"].items()}
    tags = {path: methods["get"]["tags"][0] for path, methods in schema["paths"].items()}
    components = schema["components"]["schemas"]
    return ApiGuide(
        version=schema["info"]["version"],
        description=_paragraphs(schema["info"]["description"]),
        groups=tuple(
            Group(
                capitalised(tag["name"]),
                _prose(tag["description"]),
                tuple(each for path, each in addresses.items() if tags[path] == tag["name"]),
            )
            for tag in schema["tags"]
        ),
        shapes=tuple(
            _shape(name, components[name])
            for name in sorted(_answered(components, list(addresses.values())))
        ),
    )


def _address(path: str, operation: Json) -> Address:
    return Address(
        anchor=operation["operationId"].replace("_", "-"),
        path=path,
        summary=operation["summary"],
        description=_paragraphs(operation["description"]),
        parameters=tuple(
            Named(each["name"], _kind(each["schema"]), _prose(each["description"]))
            for each in operation["parameters"]
        ),
        example=_example(path, operation["parameters"]),
        answers=tuple(
            Answer(str(status), _prose(answer["description"]), _shape_of(answer))
            for status, answer in operation["responses"].items()
        ),
    )


def _example(path: str, parameters: list[Json]) -> str:
    """Return an address with the examples of its parameters, those of which it is a list once each.

    Of a query's examples the first two that narrow a list down: all of them together fit nothing.
    """
    for each in parameters:
        if each["in"] == "path":
            path = path.replace(f"{{{each['name']}}}", each["example"])
    narrowing = [
        (each["name"], each["example"][0])
        for each in parameters
        if each["in"] == "query" and isinstance(each["example"], list)
    ]
    chosen = [pair for pair in narrowing if pair[0] in {"election", "region"}]
    if not chosen and any(each["name"] == "limit" for each in parameters):
        chosen = [("limit", "20")]
    return f"{path}?{urlencode(chosen)}" if chosen else path


def _shape_of(answer: Json) -> str:
    shape: str = (
        answer.get("content", {}).get("application/json", {}).get("schema", {}).get("$ref", "")
    )
    return shape.removeprefix(_SHAPES)


def _kind(schema: Json) -> Kind:
    """Return what a value is in words."""
    if "$ref" in schema:
        return Kind("", (schema["$ref"].removeprefix(_SHAPES),))
    if "enum" in schema or "const" in schema:
        values = schema.get("enum") or [schema["const"]]
        return Kind("one of" if len(values) > 1 else "", values=tuple(map(str, values)))
    if several := schema.get("oneOf") or schema.get("anyOf"):
        return _either([_kind(each) for each in several])
    if schema.get("type") == "array":
        return _of("list of", _kind(schema["items"]))
    if schema.get("type") == "object":
        inner = schema.get("additionalProperties")
        return _of("object of", _kind(inner)) if isinstance(inner, Mapping) else Kind("object")
    words = KINDS[schema.get("format", schema["type"])]
    limits = [
        f"{word} {schema[limit]}"
        for limit, word in (("minimum", "from"), ("maximum", "to"), ("maxLength", "of at most"))
        if limit in schema
    ]
    if "maxLength" in schema:
        limits.append("characters")
    if "default" in schema:
        limits.append(f"({schema['default']} unless given)")
    return Kind(" ".join([words, *limits]))


def _either(kinds: list[Kind]) -> Kind:
    words = [kind.words for kind in kinds if kind.words and not kind.shapes and not kind.values]
    shapes = tuple(shape for kind in kinds for shape in kind.shapes)
    values = tuple(value for kind in kinds for value in kind.values)
    if shapes or values:
        return Kind(
            "one of" if len(values) > 1 else "",
            shapes,
            values,
            after="".join(f" or {each}" for each in words),
        )
    return Kind(" or ".join(words))


def _of(words: str, inner: Kind) -> Kind:
    return Kind(
        " ".join(filter(None, (words, inner.words))), inner.shapes, inner.values, inner.after
    )


def _shape(name: str, schema: Json) -> Shape:
    return Shape(
        name,
        _prose(schema["description"]),
        tuple(
            Named(field, _kind(described), _prose(described.get("description", "")))
            for field, described in schema.get("properties", {}).items()
        ),
        None if "properties" in schema else _kind(schema),
    )


def _answered(components: Json, addresses: list[Address]) -> set[str]:
    """Return the shapes that answers have, and those within them. Those of queries are none."""
    waiting = [answer.shape for each in addresses for answer in each.answers if answer.shape]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _within(components[name])
    return found


def _within(schema: Any) -> Iterator[str]:
    if isinstance(schema, Mapping):
        for key, value in schema.items():
            if key == "$ref":
                yield value.removeprefix(_SHAPES)
            elif key != "discriminator":
                yield from _within(value)
    elif isinstance(schema, list):
        for each in schema:
            yield from _within(each)


def _paragraphs(text: str) -> tuple[Prose, ...]:
    """Return the paragraphs of a text, each on one line."""
    return tuple(_prose(part) for part in text.split("\n\n") if part.strip())


def _prose(text: str) -> Prose:
    """Return a text in pieces: what stands between backquotes is code."""
    pieces = " ".join(text.split()).split("`")
    return tuple(
        Piece(piece, is_code=bool(number % 2)) for number, piece in enumerate(pieces) if piece
    )

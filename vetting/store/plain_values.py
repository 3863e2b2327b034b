"""Frozen records as plain values (text, numbers, lists, objects) and back, by their types: what JSON can hold."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from functools import cache
from typing import Any

from vetting.period import ImpreciseDate, Period


def to_plain(value: Any) -> Any:
    """The value as text, number, boolean, None, list or object. Dates and periods are written as text."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, ImpreciseDate | Period | date):
        return str(value)
    if isinstance(value, tuple):
        return [to_plain(part) for part in value]
    if isinstance(value, Mapping):
        return {key: to_plain(part) for key, part in value.items()}
    kind: Any = type(value)
    return {name: to_plain(getattr(value, name)) for name in _names(kind)}


@cache
def reader(kind: Any) -> Callable[[Any], Any]:
    """The function that reads one type's plain values; a field missing in an object keeps its default."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        read = reader(next(part for part in arguments if part is not type(None)))
        return lambda value: None if value is None else read(value)
    if origin is tuple:
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            read = reader(arguments[0])
            return lambda value: tuple([read(part) for part in value])
        reads = [reader(part) for part in arguments]
        return lambda value: tuple([read(part) for read, part in zip(reads, value, strict=True)])
    if kind in (ImpreciseDate, Period):
        return typing.cast(Callable[[Any], Any], kind.parse)
    if kind is date:
        return date.fromisoformat
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if dataclasses.is_dataclass(kind):
        return _object_reader(kind)
    return bool if kind is bool else lambda value: value


def _object_reader(kind: Any) -> Callable[[Any], Any]:
    hints = typing.get_type_hints(kind)
    reads = {name: reader(hints[name]) for name in _names(kind)}
    return lambda value: kind(**{name: reads[name](part) for name, part in value.items() if name in reads})


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))

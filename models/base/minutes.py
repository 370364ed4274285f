"""Minutes between two instants, counted by the database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class MinutesBetween(FunctionElement[int]):
    """Whole minutes from the first instant to the second."""

    type = Integer()
    inherit_cache = True
    name = "minutes_between"


@compiles(MinutesBetween, "sqlite")
def _sqlite(element: MinutesBetween, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401  the compiler's own
    start, end = (compiler.process(clause, **options) for clause in element.clauses)
    return f"((CAST(strftime('%s', {end}) AS INTEGER) - CAST(strftime('%s', {start}) AS INTEGER)) / 60)"


@compiles(MinutesBetween, "postgresql")
def _postgresql(element: MinutesBetween, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401  the compiler's own
    start, end = (compiler.process(clause, **options) for clause in element.clauses)
    return f"CAST(FLOOR(EXTRACT(EPOCH FROM ({end} - {start})) / 60) AS INTEGER)"

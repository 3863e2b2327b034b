"""No function stays in the package that nothing in the package uses: what only a test calls is not held for users."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import vetting

PACKAGE = Path(vetting.__file__).parent
WORD = re.compile(r"\w+")
#: Names that something outside calls: click asks a group for its commands.
CALLED_FROM_OUTSIDE = {"list_commands", "get_command"}
#: Decorators that leave it to the caller's own name to find a function; any other registers it somewhere.
PLAIN_DECORATORS = {
    "cache",
    "lru_cache",
    "property",
    "staticmethod",
    "classmethod",
    "contextmanager",
    "cached_property",
}


def _functions(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and all(
            _decorator(each) in PLAIN_DECORATORS for each in node.decorator_list
        ):
            yield node.name


def _decorator(node: ast.expr) -> str:
    target = node.func if isinstance(node, ast.Call) else node
    return target.attr if isinstance(target, ast.Attribute) else target.id if isinstance(target, ast.Name) else ""


def test_every_function_of_the_package_is_named_somewhere_in_it_besides_where_it_is_defined() -> None:
    sources = {path: path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py"))}
    said = Counter(_code_words(sources.values()))
    for template in PACKAGE.rglob("*.html"):
        said.update(WORD.findall(template.read_text(encoding="utf-8")))
    defined = Counter(name for text in sources.values() for name in _functions(ast.parse(text)))
    assert len(defined) > 1000
    unused = [
        name for name, n in defined.items()
        if said[name] <= n and not name.startswith("__") and name not in CALLED_FROM_OUTSIDE
    ]  # fmt: skip
    assert sorted(unused) == []


def _code_words(sources: Iterable[str]) -> Iterator[str]:
    """The names of functions where they are defined and where code names them, not those in comments and strings."""
    for text in sources:
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Name):
                yield node.id
            elif isinstance(node, ast.Attribute):
                yield node.attr
            elif isinstance(node, ast.FunctionDef):
                yield node.name

"""House rules that a program can check: each function returns what breaks one rule, in words.

They take source text, so that test_house_rules.py can show each of them a bad example.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Final

MOST_LINES: Final = 500
WRITTEN_BY_US: Final = frozenset({".css", ".html", ".js", ".py"})

# What a rule of the domain may not ask for: the time, chance, the machine.
NOT_FOR_THE_DOMAIN: Final = frozenset(
    {"os", "random", "secrets", "socket", "subprocess", "time", "uuid"}
)
CLOCKS: Final = frozenset({"now", "today", "utcnow"})
QUERY_WORDS: Final = frozenset({"aggregate", "annotate", "exclude", "filter"})

# Written in parts, so that this file does not name what it forbids to name.
HOSTS_OF_OTHERS: Final = tuple(
    ".".join(parts)
    for parts in (
        ("cdn", "jsdelivr", "net"),
        ("cdnjs", "cloudflare", "com"),
        ("deb", "debian", "org"),
        ("files", "pythonhosted", "org"),
        ("fonts", "googleapis", "com"),
        ("fonts", "gstatic", "com"),
        ("pypi", "org"),
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
        ("unpkg", "com"),
    )
)


def imported_modules(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and full name of everything the source imports, inside functions too."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, alias.name) for alias in names)
            case ast.ImportFrom(module=str(module), level=0, names=names):
                yield from ((node.lineno, f"{module}.{alias.name}") for alias in names)
            case _:
                pass


# What readers are shown, and what of it drafts and rehearsals have as well.
OF_ELECTIONS: Final = frozenset(
    {"Claim", "ClaimUse", "Contest", "Election", "Publication", "Source", "Tally"}
)
# Either leaves drafts out, or is asked of what was found without them.
WITHOUT_DRAFTS: Final = frozenset(
    {
        "about_contests",
        "about_election",
        "newest",
        "of_key",
        "of_publications",
        "opened",
        "tables_of_election",
    }
)


def reads_drafts(source: str) -> list[str]:
    """What readers are shown is asked of elections that are open."""
    tree = ast.parse(source)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    found = []
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=model), attr="objects") if model in OF_ELECTIONS:
                asked, above = [], parents[node]
                while isinstance(above, ast.Attribute | ast.Call):
                    if isinstance(above, ast.Attribute):
                        asked.append(above.attr)
                    elif node in (*above.args, *(each.value for each in above.keywords)):
                        break
                    node, above = above, parents[above]
                if not WITHOUT_DRAFTS & set(asked):
                    found.append(f"line {node.lineno}: {model}.objects.{'.'.join(asked)}")
            case _:
                pass
    return found


def asks_for_time_chance_or_machine(source: str) -> list[str]:
    """Domain code takes dates as arguments and gives the same answer every time."""
    found = [
        f"line {line}: imports {name}"
        for line, name in imported_modules(source)
        if name.split(".")[0] in NOT_FOR_THE_DOMAIN
    ]
    found += [
        f"line {node.lineno}: reads the clock with .{node.attr}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS
    ]
    return found


def calculates_with_fractions(source: str) -> list[str]:
    """Seats are whole, and so is their arithmetic: no float, no true division."""
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Constant(value=float()):
                found.append(f"line {node.lineno}: the float {node.value!r}")
            case ast.BinOp(op=ast.Div()) | ast.AugAssign(op=ast.Div()):
                found.append(f"line {node.lineno}: divides with /")
            case ast.Call(func=ast.Name(id="float")):
                found.append(f"line {node.lineno}: makes a float")
            case _:
                pass
    return found


def says_nothing_of_itself(source: str) -> list[str]:
    """Public functions and classes of the domain say what they do or mean."""
    return [
        f"line {node.lineno}: {node.name} has no docstring"
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]


def reads_by_itself(source: str) -> list[str]:
    """Pages and filters are made from what they are handed: they import nothing that reads or writes."""
    return [
        f"line {line}: imports {name}"
        for line, name in imported_modules(source)
        if name.split(".")[0] == "django"
        or name.split(".")[1:2] in (["models"], ["selectors"], ["services"], ["views"])
    ]


def writes_csv_by_itself(source: str) -> list[str]:
    """Tables for spreadsheets are made in one place, which keeps formulas out of them."""
    return [
        f"line {node.lineno}: writes CSV with {node.attr}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and node.attr in {"writer", "DictWriter"}
    ] + [
        f"line {line}: imports {name}"
        for line, name in imported_modules(source)
        if name in {"csv.writer", "csv.DictWriter"}
    ]


def depends_on_elections(source: str) -> list[str]:
    """Councils stand whether or not there are elections; they may not import them or name their models."""
    found = [
        f"line {line}: imports {name}"
        for line, name in imported_modules(source)
        if name.split(".")[0] == "elections"
    ]
    found += [
        f"line {node.lineno}: names the model {node.value}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"elections\.[A-Z]\w+", node.value)
    ]
    return found


def builds_queries(source: str) -> list[str]:
    """Views use the words of the QuerySets and selectors and make none of their own."""
    return [
        f"line {node.lineno}: calls .{node.func.attr}()"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in QUERY_WORDS
    ]


def waits_or_asks_for_the_time(source: str) -> list[str]:
    """Tests run while the clock stands still, and wait for what they expect and for no time to pass.

    What is run when a module is imported is not in a test: there the clock of the machine goes on.
    """
    tree = ast.parse(source)
    found = [
        f"line {node.lineno}: waits with {node.attr}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"sleep", "real_time"}
    ]
    found += [
        f"line {line}: imports {name}"
        for line, name in imported_modules(source)
        if name == "time.sleep"
    ]
    found += [
        f"line {node.lineno}: asks for the time with {node.func.attr}() as it is imported"
        for node in _run_by_an_import(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {*CLOCKS, "localdate", "localtime", "time"}
    ]
    return found


def _run_by_an_import(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what is run at once: bodies of modules and classes, defaults and decorators of functions."""
    yield node
    for child in ast.iter_child_nodes(node):
        match child:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                for part in (*child.decorator_list, child.args):
                    yield from _run_by_an_import(part)
            case ast.Lambda():
                yield from _run_by_an_import(child.args)
            case _:
                yield from _run_by_an_import(child)


def third_party(paths: Iterable[str]) -> list[str]:
    """Code of others is installed from its package, never committed."""
    return [
        path
        for path in paths
        if {"node_modules", "vendor", "site-packages"} & set(PurePosixPath(path).parts)
        or re.search(r"\.min\.(js|css|map)$", path)
    ]


def names_hosts_of_others(text: str) -> list[str]:
    """Packages come by name from wherever a machine is set to get them, and pages load nothing from elsewhere."""
    return [host for host in HOSTS_OF_OTHERS if re.search(rf"(?<![\w-]){re.escape(host)}", text)]


def too_long(path: str, text: str) -> list[str]:
    """A file of more than 500 lines is two rooms in one; migrations are Django's writing, not ours."""
    if "migrations" in PurePosixPath(path).parts:
        return []
    lines = len(text.splitlines())
    if PurePosixPath(path).suffix in WRITTEN_BY_US and lines > MOST_LINES:
        return [f"{lines} lines"]
    return []

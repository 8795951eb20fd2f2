"""Small changes to a module, each of which some test should notice."""

import ast
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from typing import Any

Place = tuple[ast.AST, str, Callable[[], object]]  # what, in words, and how it is changed
OTHER_WAY: Mapping[type[ast.AST], Any] = {
    ast.Lt: ast.LtE(),
    ast.LtE: ast.Lt(),
    ast.Gt: ast.GtE(),
    ast.GtE: ast.Gt(),
    ast.Eq: ast.NotEq(),
    ast.NotEq: ast.Eq(),
    ast.Is: ast.IsNot(),
    ast.IsNot: ast.Is(),
    ast.In: ast.NotIn(),
    ast.NotIn: ast.In(),
    ast.And: ast.Or(),
    ast.Or: ast.And(),
    ast.Add: ast.Sub(),
    ast.Sub: ast.Add(),
    ast.Mult: ast.Div(),
    ast.Div: ast.Mult(),
}
# A log line and a crash point change nothing that a person sees; a type checker sees to the rest.
UNSEEN = {"logger", "at"}
ALL_COUNT = {"where", "and_", "or_", "order_by"}  # each argument is a condition of its own
VALUES = {"values", "while_held", "let_go", "replace"}  # each keyword is a column of its own


@dataclass(frozen=True)
class Mutant:
    """A module with one change, in which line, and what was changed."""

    line: int
    what: str
    tree: ast.Module


def mutants(source: str) -> Iterator[Mutant]:
    """Every small change, from the top of the module down."""
    count = sum(1 for _ in _places(ast.parse(source)))
    for number in range(count):
        tree = ast.parse(source)
        places = list(_places(tree))
        node, what, change = places[number]
        change()
        yield Mutant(getattr(node, "lineno", 0), what, ast.fix_missing_locations(tree))


def _places(tree: ast.Module) -> Iterator[Place]:
    unseen = set(_unseen(tree))
    for node in ast.walk(tree):
        if id(node) not in unseen:
            yield from _changes(node)


def _unseen(tree: ast.Module) -> Iterator[int]:
    """What no test could see: log lines, docstrings, annotations, imports, protocols' bodies."""
    for node in ast.walk(tree):
        hidden: list[ast.AST] = []
        match node:
            case ast.Expr(value=ast.Call(func=func)) if _root(func) in UNSEEN:
                hidden = [node]
            case ast.Expr(value=ast.Constant()) | ast.Import() | ast.ImportFrom():
                hidden = [node]
            case ast.AnnAssign(annotation=annotation):
                hidden = [annotation]
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                hidden = [node.args, *([node.returns] if node.returns else [])]
            case ast.Call(func=ast.Name(id="TypeVar" | "getLogger" | "get_logger")):
                hidden = [node]
            case _:
                continue
        for part in hidden:
            yield from (id(inner) for inner in ast.walk(part))


def _root(func: ast.expr) -> str:
    while isinstance(func, ast.Attribute):
        func = func.value
    return func.id if isinstance(func, ast.Name) else ""


def _changes(node: ast.AST) -> Iterator[Place]:
    match node:
        case ast.Compare(ops=[op]) if type(op) in OTHER_WAY:
            yield node, _told(node), partial(node.ops.__setitem__, 0, _other(op))
        case ast.BoolOp(op=op) | ast.BinOp(op=op) if type(op) in OTHER_WAY:
            yield node, _told(node), lambda: setattr(node, "op", _other(op))
        case ast.Constant(value=bool(value)):
            yield node, _told(node), lambda: setattr(node, "value", not value)
        case ast.Constant(value=int(number) | float(number)):
            yield node, _told(node), lambda: setattr(node, "value", number + 1)
        case ast.Constant(value=str(text)) if len(words := text.split()) > 1:
            for word, left in ((words[0], words[1:]), (words[-1], words[:-1])):
                yield node, f"without {word!r}", partial(setattr, node, "value", " ".join(left))
        case ast.Constant(value=str(text)) if text:
            yield node, _told(node), lambda: setattr(node, "value", text + " mutant")
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test) if not isinstance(
            test, ast.Compare | ast.Constant
        ):
            yield (
                node,
                f"not {_told(test)}",
                lambda: setattr(node, "test", ast.UnaryOp(ast.Not(), deepcopy(test))),
            )
        case ast.Call(func=func):
            yield from _fewer(node, func)
    yield from _left_out(node)


def _other(op: ast.AST) -> Any:
    return deepcopy(OTHER_WAY[type(op)])


def _fewer(node: ast.Call, func: ast.expr) -> Iterator[Place]:
    name = func.attr if isinstance(func, ast.Attribute) else _root(func)
    if name in ALL_COUNT and len(node.args) > 1:
        for at, argument in enumerate(node.args):
            yield node, f"without {_told(argument)}", partial(node.args.pop, at)
    if name in VALUES:
        for at, keyword in enumerate(node.keywords):
            told = f"without {keyword.arg or '**'}={_told(keyword.value)}"
            yield node, told, partial(node.keywords.pop, at)


def _left_out(node: ast.AST) -> Iterator[Place]:
    """Each statement that calls something, or gives up, left out."""
    for field in ("body", "orelse", "finalbody"):
        statements = getattr(node, field, None)
        if not isinstance(statements, list):
            continue
        for at, statement in enumerate(statements):
            if _does(statement):
                told = f"without {_told(statement)}"
                yield statement, told, partial(statements.__setitem__, at, ast.Pass())


def _does(statement: ast.stmt) -> bool:
    match statement:
        case ast.Expr(value=ast.Call() as call):
            return _root(call.func) not in UNSEEN
        case ast.Expr(value=ast.Await()) | ast.AugAssign() | ast.Continue() | ast.Break():
            return True
        case ast.Return(value=None):
            return True
    return False


def _told(node: ast.AST) -> str:
    said = " ".join(ast.unparse(node).split())
    return said if len(said) <= 70 else said[:69] + "…"

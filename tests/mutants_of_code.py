"""Every single change to the functions of a module that a careless hand could make."""

from __future__ import annotations

import ast
import copy
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType, ModuleType
from typing import Any

from rules.evaluation import states

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
_CALLED = {"max": "min", "min": "max", "any": "all", "all": "any"}
_STATES = {"MET": states.NOT_MET, "NOT_MET": states.MET, "OFFICE": states.MET, "TEXT_OPEN": states.INEXACT} | {
    "NOT_ASKED": states.NOT_KNOWN,
    "NOT_KNOWN": states.NOT_ASKED,
    "INEXACT": states.NOT_MET,
    "EVENT_NOT_ASKED": states.EVENT_NOT_KNOWN,
    "EVENT_NOT_KNOWN": states.EVENT_NOT_ASKED,
    "EVENT_INEXACT": states.NOT_MET,
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One place of one function; `code` is the function's own, broken."""

    module: ModuleType
    function: str
    """As it is reached from the module: `_share`, `Columns.span`."""
    line: int
    change: str
    """Before and after, as source; where a function has the same twice, counted."""
    code: CodeType


def mutants(module: ModuleType) -> Iterator[Mutant]:
    tree = ast.parse(inspect.getsource(module))
    for path, function in _functions(tree, ()):
        seen: dict[str, int] = {}
        for place, node in enumerate(ast.walk(function)):
            if isinstance(node, ast.expr | ast.AugAssign | ast.If) and not _apart(function, node):
                for variant, changed in enumerate(_changes(node)):
                    change = f"{_shown(node)} → {_shown(changed)}"
                    seen[change] = seen.get(change, 0) + 1
                    named = change if seen[change] == 1 else f"{change} ({seen[change]})"
                    code = _compiled(module, tree, path, place, variant)
                    yield Mutant(module, ".".join(path), node.lineno, named, code)


def _functions(node: ast.AST, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], ast.FunctionDef]]:
    """Those with an object of their own: of the module and of its classes."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef):
            yield (*above, child.name), child
        elif isinstance(child, ast.ClassDef):
            yield from _functions(child, (*above, child.name))


def _apart(function: ast.FunctionDef, node: ast.AST) -> bool:
    """In an annotation, a decorator or a default: no part of the function's code."""
    apart = (*function.decorator_list, *function.args.defaults, *filter(None, function.args.kw_defaults))
    if any(part is node for each in apart for part in ast.walk(each)):
        return True
    for inner in ast.walk(function):
        for name in ("annotation", "returns"):
            given = getattr(inner, name, None)
            if given is not None and any(part is node for part in ast.walk(given)):
                return True
    return False


def _compiled(module: ModuleType, tree: ast.Module, path: tuple[str, ...], place: int, variant: int) -> CodeType:
    broken = copy.deepcopy(tree)
    function = next(found for name, found in _functions(broken, ()) if name == path)
    node = list(ast.walk(function))[place]
    changed = list(_changes(node))[variant]
    _replace(function, node, changed)
    whole = compile(ast.fix_missing_locations(broken), module.__file__ or "", "exec")
    return next(code for code in _codes(whole) if code.co_qualname == ".".join(path))


def _codes(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _codes(constant)


def _replace(root: ast.AST, old: ast.AST, new: ast.AST) -> None:
    for node in ast.walk(root):
        for name, value in ast.iter_fields(node):
            if value is old:
                setattr(node, name, new)
            elif isinstance(value, list):
                value[:] = [new if each is old else each for each in value]


def _changes(node: ast.AST) -> Iterator[Any]:
    match node:
        case ast.Compare(ops=ops):
            for at, operator in enumerate(ops):
                yield _with(node, ops=[*ops[:at], _COMPARED[type(operator)](), *ops[at + 1 :]])
        case ast.BoolOp(op=ast.And()):
            yield _with(node, op=ast.Or())
        case ast.BoolOp():
            yield _with(node, op=ast.And())
        case ast.UnaryOp(op=ast.Not() | ast.USub() | ast.Invert(), operand=operand):
            yield operand
        case ast.BinOp(op=operator) | ast.AugAssign(op=operator) if type(operator) in _COMPUTED:
            yield _with(node, op=_COMPUTED[type(operator)]())
        case ast.Constant(value=bool(value)):
            yield _with(node, value=not value)
        case ast.Constant(value=int(value) | float(value)):
            yield _with(node, value=value + 1)
        case ast.Name(id=name, ctx=ast.Load()) if name in _STATES:
            yield ast.copy_location(ast.Constant(_STATES[name]), node)
        case ast.Call(func=ast.Name(id=name)) if name in _CALLED:
            yield _with(node, func=ast.Name(_CALLED[name], ast.Load()))
        case ast.IfExp(test=test) | ast.If(test=ast.Name() | ast.Attribute() | ast.Call() as test):
            yield _with(node, test=ast.UnaryOp(ast.Not(), test))


def _shown(node: ast.AST) -> str:
    return f"if {ast.unparse(node.test)}" if isinstance(node, ast.If) else ast.unparse(node)


def _with(node: Any, **fields: Any) -> Any:
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed

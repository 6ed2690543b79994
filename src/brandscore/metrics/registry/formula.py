"""Formulas as one line of text: evaluated on numbers, arrays and table columns, printed as LaTeX.

The language is arithmetic over named inputs, with a few functions over inputs
that are lists. One tree serves every use, so that what is computed, what is
shown and what a database runs cannot differ.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["FUNCTIONS", "Formula", "Function", "NoValueError"]


class NoValueError(ArithmeticError):
    """A formula has no value at these inputs; the message says why."""


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the language: a number from lists and numbers.

    Parameters
    ----------
    value
        Computes it; the first argument is the list.
    latex
        Gives its LaTeX from that of its arguments.
    excel
        The function of a spreadsheet with the same meaning, or empty.
    """

    value: Callable[..., float]
    latex: Callable[..., str]
    excel: str = ""


def _some(values: NDArray[np.float64], least: int = 1) -> NDArray[np.float64]:
    if len(values) < least:
        raise NoValueError(f"the list has {len(values)} values, {least} are needed")
    return values


def _compounded(costs: NDArray[np.float64], inflation: float) -> float:
    """Sum of yearly costs, the oldest first and the last of this year, at today's prices."""
    ages = np.arange(len(costs) - 1, -1, -1)
    return float(np.sum(_some(costs) * (1 + inflation / 100) ** ages))


def _present_value(flows: NDArray[np.float64], rate: float) -> float:
    """Sum of yearly flows, the first a year from now, discounted at a rate in percent."""
    if rate <= -100:
        raise NoValueError("the discount rate is -100 % or less")
    years = np.arange(1, len(flows) + 1)
    return float(np.sum(_some(flows) / (1 + rate / 100) ** years))


def _perpetuity(flows: NDArray[np.float64], rate: float, growth: float) -> float:
    """Present value of all flows after the listed ones, which grow for ever from the last."""
    if rate <= growth:
        raise NoValueError("the discount rate is not above the growth rate, so the value has no end")
    last = float(_some(flows)[-1])
    return last * (1 + growth / 100) / ((rate - growth) / 100) / (1 + rate / 100) ** len(flows)


#: Functions over lists; rates are in percent.
FUNCTIONS: Mapping[str, Function] = {
    "mean": Function(lambda x: float(np.mean(_some(x))), lambda x: rf"\overline{{{x}}}", "AVERAGE"),
    "median": Function(
        lambda x: float(np.median(_some(x))), lambda x: rf"\operatorname{{median}}\left({x}\right)", "MEDIAN"
    ),
    "sd": Function(
        lambda x: float(np.std(_some(x, 2), ddof=1)), lambda x: rf"\operatorname{{sd}}\left({x}\right)", "STDEV.S"
    ),
    "compounded": Function(
        _compounded, lambda x, i: rf"\sum_{{t=0}}^{{n-1}} {x}_{{n-t}} \left(1 + \frac{{{i}}}{{100}}\right)^{{t}}"
    ),
    "present_value": Function(
        _present_value, lambda x, r: rf"\sum_{{t=1}}^{{n}} \frac{{{x}_t}}{{\left(1 + {r}/100\right)^{{t}}}}"
    ),
    "perpetuity": Function(
        _perpetuity,
        lambda x, r, g: (
            rf"\frac{{{x}_n \left(1 + {g}/100\right)}}"
            rf"{{\left({r} - {g}\right)/100 \cdot \left(1 + {r}/100\right)^{{n}}}}"
        ),
    ),
}

_PRECEDENCE = {ast.Add: 1, ast.Sub: 1, ast.Mult: 2, ast.Div: 2}
_SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


@dataclass(frozen=True)
class Formula:
    r"""One formula.

    Parameters
    ----------
    text
        Names, numbers, ``+ - * /``, brackets and `FUNCTIONS`.

    Raises
    ------
    ValueError
        If the text is anything else.

    Examples
    --------
    >>> rate = Formula("clicks / impressions * 100")
    >>> rate.inputs
    ('clicks', 'impressions')
    >>> rate.value({"clicks": 30.0, "impressions": 500.0})
    6.0
    >>> rate.latex
    '\\frac{\\text{clicks}}{\\text{impressions}} \\times 100'
    >>> rate.missing({"clicks": 30.0, "impressions": 0.0})
    'impressions is 0'
    """

    text: str
    _tree: ast.expr = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        try:
            tree = ast.parse(self.text, mode="eval").body
        except SyntaxError:
            raise ValueError(f"{self.text!r} is no formula") from None
        _check(tree, self.text)
        object.__setattr__(self, "_tree", tree)

    @property
    def inputs(self) -> tuple[str, ...]:
        """Names of the inputs, in the order in which they first stand in the text."""
        return tuple(dict.fromkeys(_names(self._tree)))

    @property
    def lists(self) -> frozenset[str]:
        """Names of the inputs that are lists: the first argument of each function."""
        calls = (node for node in ast.walk(self._tree) if isinstance(node, ast.Call))
        return frozenset(call.args[0].id for call in calls if isinstance(call.args[0], ast.Name))

    def value(self, given: Mapping[str, Any], divide: Callable[[Any, Any], Any] | None = None) -> Any:
        """Evaluate on numbers, or on anything that adds and multiplies.

        Parameters
        ----------
        given
            A number, array or column for each input; an array for each list.
        divide
            How to divide, where a zero denominator must not be an error.

        Raises
        ------
        NoValueError
            If numbers are given and a denominator is 0.
        """
        return _evaluate(self._tree, given, divide or _divide)

    def missing(self, given: Mapping[str, float]) -> str:
        """Say why there is no value at these numbers; empty if there is one."""
        try:
            self.value(given)
        except NoValueError as error:
            return str(error)
        return ""

    @property
    def latex(self) -> str:
        """The formula as LaTeX."""
        return _latex(self._tree)

    def excel(self, cells: Mapping[str, str]) -> str:
        """Return the formula as a spreadsheet writes it, without the equals sign.

        Parameters
        ----------
        cells
            The cell, or the name, of each input.

        Examples
        --------
        >>> Formula("spend / impressions * 1000").excel({"spend": "B2", "impressions": "C2"})
        'B2/C2*1000'
        """
        return _excel(self._tree, cells)


def _check(node: ast.expr, text: str) -> None:
    match node:
        case ast.Name():
            return
        case ast.Constant(value=int() | float()) if not isinstance(node.value, bool):
            return
        case ast.BinOp(op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div()):
            _check(node.left, text)
            _check(node.right, text)
        case ast.Call(func=ast.Name(id=name), args=[ast.Name(), *rest], keywords=[]) if name in FUNCTIONS:
            for argument in rest:
                _check(argument, text)
        case _:
            raise ValueError(f"{text!r}: {ast.unparse(node)!r} is not part of a formula")


def _names(node: ast.expr) -> list[str]:
    match node:
        case ast.Name():
            return [node.id]
        case ast.BinOp():
            return _names(node.left) + _names(node.right)
        case ast.Call():
            return [name for argument in node.args for name in _names(argument)]
    return []


def _divide(above: Any, below: Any) -> Any:
    return above / below


def _evaluate(node: ast.expr, given: Mapping[str, Any], divide: Callable[[Any, Any], Any]) -> Any:
    match node:
        case ast.Name():
            return given[node.id]
        case ast.Constant():
            return node.value
        case ast.Call(func=ast.Name(id=name)):
            return FUNCTIONS[name].value(*(_evaluate(argument, given, divide) for argument in node.args))
        case ast.BinOp():
            left, right = _evaluate(node.left, given, divide), _evaluate(node.right, given, divide)
            match node.op:
                case ast.Add():
                    return left + right
                case ast.Sub():
                    return left - right
                case ast.Mult():
                    return left * right
            try:
                return divide(left, right)
            except ZeroDivisionError:
                raise NoValueError(f"{ast.unparse(node.right)} is 0") from None
    raise AssertionError(ast.dump(node))


def _latex(node: ast.expr) -> str:
    match node:
        case ast.Name():
            words = node.id.replace("_", " ")
            return rf"\text{{{words}}}"
        case ast.Constant():
            return str(node.value)
        case ast.Call(func=ast.Name(id=name)):
            return FUNCTIONS[name].latex(*(_latex(argument) for argument in node.args))
        case ast.BinOp(op=ast.Div()):
            return rf"\frac{{{_latex(node.left)}}}{{{_latex(node.right)}}}"
        case ast.BinOp():
            left, right = (_bracketed(part, node, _latex, r"\left({}\right)") for part in (node.left, node.right))
            sign = r"\times" if isinstance(node.op, ast.Mult) else _SIGNS[type(node.op)]
            return f"{left} {sign} {right}"
    raise AssertionError(ast.dump(node))


def _bracketed(part: ast.expr, whole: ast.BinOp, write: Callable[[ast.expr], str], brackets: str) -> str:
    """Write a part of an operation, in brackets where the order of operations needs them."""
    text = write(part)
    if not isinstance(part, ast.BinOp) or (isinstance(part.op, ast.Div) and write is _latex):
        return text
    inner, outer = _PRECEDENCE[type(part.op)], _PRECEDENCE[type(whole.op)]
    last = part is whole.right and isinstance(whole.op, ast.Sub | ast.Div)
    return brackets.format(text) if inner < outer or (last and inner == outer) else text


def _excel(node: ast.expr, cells: Mapping[str, str]) -> str:
    match node:
        case ast.Name():
            return cells[node.id]
        case ast.Constant():
            return str(node.value)
        case ast.Call(func=ast.Name(id=name)):
            arguments = ",".join(_excel(argument, cells) for argument in node.args)
            return f"{FUNCTIONS[name].excel or name}({arguments})"
        case ast.BinOp():

            def write(part: ast.expr) -> str:
                return _excel(part, cells)

            left, right = (_bracketed(part, node, write, "({})") for part in (node.left, node.right))
            return f"{left}{_SIGNS[type(node.op)]}{right}"
    raise AssertionError(ast.dump(node))

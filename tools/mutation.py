"""Change the score's code in small ways, one at a time, and see whether a test fails.

    python tools/mutation.py                       all of score/, metrics/ and the shipped profiles
    python tools/mutation.py score/compute.py ...  some files of src/brandscore
    python tools/mutation.py --count               only count the changes
    python tools/mutation.py --again               forget earlier results

The changes are those of mutmut's operators (numbers, comparisons, arithmetic,
logic, strings, arguments, conditional expressions). mutmut itself changes only
what stands in undecorated functions; here module constants, class defaults,
decorated functions, both branches of every ``if`` and the settings of the
profiles are changed as well. Words for people are left alone.

Each change is tried in a forked process that has the libraries loaded already:
first with the tests written for its file, then, if it lives, with the other quick
ones, then with all tests of the score. A change that no test notices must stand in
docs/mutation-survivors.toml with the reason why it is no fault; otherwise the exit
code is 1. One that stands there is tried with the first tests only.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import os
import resource
import shutil
import signal
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import libcst as cst
import pytest
from hypothesis import Phase, settings
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation import mutators

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "brandscore"
RESULTS = ROOT / "build" / "mutation.jsonl"
KNOWN = ROOT / "docs" / "mutation-survivors.toml"
TARGETS = ("score", "metrics")
#: What a worker needs of the checkout.
COPIED = ("src", "tests", "docs", "corpora", "lexicons", "models", "pyproject.toml")
#: The tests that were written for a file are tried first.
FIRST: dict[str, tuple[str, ...]] = {
    "score/compute.py": ("tests/score/test_edges.py",),
    "score/explain.py": ("tests/score/test_reference.py",),
    "score/profile.py": ("tests/score/test_profile_limits.py", "tests/score/test_profile.py"),
    "score/question.py": ("tests/score/test_question.py",),
    "score/reference.py": ("tests/score/test_reference_edges.py", "tests/score/test_reference.py"),
    "score/status.py": ("tests/score/test_status.py",),
    "metrics/examples.py": ("tests/metrics/test_message_examples.py",),
    "metrics/measure.py": ("tests/metrics/test_measure_cells.py",),
    "metrics/measures.py": ("tests/metrics/test_measure_cells.py",),
    "metrics/options.py": ("tests/metrics/test_measure_cells.py",),
    "metrics/totals.py": ("tests/metrics/test_totals.py",),
    "metrics/windows.py": ("tests/metrics/test_windows.py",),
}
#: Then, by the first folder of the file: the quick ones, and the others that could notice.
STAGES: dict[str, list[tuple[str, ...]]] = {
    "score": [
        (
            "tests/score/test_edges.py",
            "tests/score/test_steps.py",
            "tests/score/test_reference.py",
            "tests/score/test_profile.py",
            "tests/worked/test_worked_example.py",
        ),
        ("tests/score/test_invariants.py", "tests/worked/test_options.py"),
    ],
    "metrics": [("tests/worked/test_worked_example.py",), ("tests/worked/test_options.py", "tests/metrics")],
}
ALL = ("tests/metrics", "tests/score", "tests/worked")
#: Examples of a hypothesis test.
EXAMPLES = 15
#: Seconds of CPU (with the first tests, with all), and of the clock, after which a changed program counts as hanging.
FIRST_LIMIT, CPU_LIMIT, CLOCK_LIMIT = 40, 300, 1800
#: Bytes that it may ask for: a loop without end may gather something.
MEMORY_LIMIT = 6 * 2**30


@dataclass(frozen=True)
class Mutant:
    """One change.

    Parameters
    ----------
    path
        Changed file, below src/brandscore.
    line
        Its line.
    before, after
        What stood there, and what stands there now.
    text
        The whole changed file.
    code
        The whole line as it was.
    """

    path: str
    line: int
    before: str
    after: str
    text: str
    code: str = ""

    @property
    def key(self) -> str:
        """What tells the change from others of any run."""
        return hashlib.sha256(f"{self.path}\0{self.text}".encode()).hexdigest()[:16]

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.before}  ->  {self.after}"


# Changes of Python code

_SKIPPED = (cst.Annotation, cst.Decorator, cst.Import, cst.ImportFrom, cst.Raise)
_UNCALLED = {"len", "isinstance", "cast", "TypeVar", "zip"}
_DROPPED = {mutators.operator_assignment, mutators.operator_arg_removal, mutators.operator_string}


def _branches(node: cst.If | cst.CompIf) -> Iterator[cst.CSTNode]:
    for name in ("True", "False"):
        yield node.with_changes(test=cst.Name(name), whitespace_before_test=cst.SimpleWhitespace(" "))


def _arguments(node: cst.Call) -> Iterator[cst.CSTNode]:
    """Leave out a named argument, so that its default holds. A missing positional one fails wherever it is used."""
    for i, arg in enumerate(node.args):
        if arg.keyword is not None and len(node.args) > 1:
            yield node.with_changes(args=[*node.args[:i], *node.args[i + 1 :]])


def _strings(node: cst.SimpleString) -> Iterator[cst.CSTNode]:
    """Spoil a name; words for people, which have a blank in them, are left alone."""
    if " " in node.value:
        return
    yield from list(mutators.operator_string(node))[:1]


OPERATORS: list[tuple[Any, Any]] = [
    *((kind, operator) for kind, operator in mutators.mutation_operators if operator not in _DROPPED),
    (cst.If, _branches),
    (cst.CompIf, _branches),
    (cst.Call, _arguments),
    (cst.SimpleString, _strings),
]


class _Changes(cst.CSTVisitor):
    """Collects the changes of every node that may be changed."""

    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self) -> None:
        self.found: list[tuple[cst.CSTNode, cst.CSTNode, int]] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        if _untouched(node):
            return False
        line = self.get_metadata(PositionProvider, node, None)
        for kind, operator in OPERATORS:
            if isinstance(node, kind):
                self.found += [(node, changed, line.start.line if line else 0) for changed in operator(node)]
        return True


def _untouched(node: cst.CSTNode) -> bool:
    """Whether a node and what it holds are left alone: types, messages, names of exports, docstrings."""
    if isinstance(node, _SKIPPED):
        return True
    if isinstance(node, cst.Expr):
        return isinstance(node.value, cst.SimpleString)
    if isinstance(node, cst.If):
        return isinstance(node.test, cst.Name) and node.test.value == "TYPE_CHECKING"
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Name):
        return node.func.value in _UNCALLED or node.func.value.endswith("Error")
    if isinstance(node, cst.Subscript) and isinstance(node.value, cst.Name):
        return node.value.value == "Literal"
    if isinstance(node, cst.Assign):
        target = node.targets[0].target
        return isinstance(target, cst.Name) and target.value == "__all__"
    return False


def _short(module: cst.Module, node: cst.CSTNode) -> str:
    """Return the code of a node on one line; of an ``if``, its head."""
    code = module.code_for_node(node).strip()
    if isinstance(node, cst.If):
        code = code.split(":\n")[0]
    return " ".join(code.split())


def python_mutants(path: Path, package: Path) -> Iterator[Mutant]:
    """Return every change of a Python file."""
    name, source = path.relative_to(package).as_posix(), path.read_text(encoding="utf-8")
    wrapper = MetadataWrapper(cst.parse_module(source))
    module, changes = wrapper.module, _Changes()
    wrapper.visit(changes)
    lines = source.splitlines()
    seen = {source}
    for node, changed, line in changes.found:
        text = cst.ensure_type(module.deep_replace(node, changed), cst.Module).code
        if text in seen:
            continue
        seen.add(text)
        try:
            compile(text, name, "exec")
        except SyntaxError:
            continue
        code = lines[line - 1].strip() if line else ""
        yield Mutant(name, line, _short(module, node), _short(module, changed), text, code)


# Changes of profiles

_ONE = {"sides", "nodes", "own.quantity", "own.quality", "earned.quantity", "earned.quality", "views_interactions"}
_OTHER = {
    '"zero"': '"leave_out"',
    '"post"': '"interaction"',
    '"interaction"': '"view"',
    '"arithmetic"': '"harmonic"',
    '"cube_root"': '"log1p"',
    "true": "false",
    "false": "true",
    "[]": '["intention_rate"]',
    '["intention_rate", "advocacy_rate"]': '["intention_rate"]',
}


def _other(value: str) -> str:
    if value in _OTHER:
        return _OTHER[value]
    return str(int(value) + 1) if "." not in value else f"{float(value) * 1.01:.6g}"


def profile_mutants(path: Path, package: Path) -> Iterator[Mutant]:
    """Return every change of a profile: each setting; weights that sum to 1 go up while the next one goes down."""
    name, lines = path.relative_to(package).as_posix(), path.read_text(encoding="utf-8").splitlines()
    sections: dict[str, list[tuple[int, str, str]]] = {}
    section = ""
    for number, line in enumerate(lines):
        body = line.partition("#")[0].strip()
        if body.startswith("["):
            section = body.strip("[]")
        elif "=" in body and section:
            key, _, value = body.partition("=")
            sections.setdefault(section, []).append((number, key.strip(), value.strip()))
    for section, entries in sections.items():
        for i, (number, key, value) in enumerate(entries):
            changed = list(lines)
            if section in _ONE:
                below, other, weight = entries[(i + 1) % len(entries)]
                after = f"{key} = {float(value) + 0.01:.4g}"
                changed[below] = f"{other} = {float(weight) - 0.01:.4g}"
            else:
                after = f"{key} = {_other(value)}"
            changed[number] = after
            yield Mutant(name, number + 1, f"[{section}] {key} = {value}", after, "\n".join(changed) + "\n")


def mutants_of(paths: Sequence[str], package: Path = PACKAGE) -> list[Mutant]:
    """Return every change of some files or folders below src/brandscore."""
    found: list[Mutant] = []
    for given in paths:
        base = package / given
        for path in sorted(base.rglob("*")) if base.is_dir() else [base]:
            if path.suffix == ".py":
                found += python_mutants(path, package)
            elif path.suffix == ".toml":
                found += profile_mutants(path, package)
    return found


# Running tests


class _Quick:
    """Hypothesis with few examples, the same ones each time, and no shrinking: that a test fails is enough."""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            test: Any = getattr(item, "obj", None)
            given = getattr(test, "_hypothesis_internal_use_settings", None)
            if given is not None:
                few = min(given.max_examples, EXAMPLES)
                phases = (Phase.explicit, Phase.generate)
                test._hypothesis_internal_use_settings = settings(
                    given, max_examples=few, phases=phases, derandomize=True, database=None
                )


def _run_tests(worker: Path, tests: Iterable[str], report: int | None = None) -> int:
    """Run tests in this process, with the code of a worker; return pytest's exit code."""
    os.chdir(worker)
    src = str(worker / "src")
    sys.path[:] = [src, *(p for p in sys.path if Path(p) != ROOT / "src")]
    os.environ["PYTHONPATH"] = src
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    code = int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:warnings", *tests], plugins=[_Quick()]))
    if report is not None:
        import brandscore

        used = resource.getrusage(resource.RUSAGE_SELF)
        libraries = sorted(n for n, m in sys.modules.items() if "site-packages" in (getattr(m, "__file__", None) or ""))
        told = {"file": brandscore.__file__, "cpu": used.ru_utime + used.ru_stime, "modules": libraries}
        os.write(report, json.dumps(told).encode())
    return code


def _fork(worker: Path, tests: Iterable[str], report: int | None = None) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        seconds = FIRST_LIMIT if tests in FIRST.values() else CPU_LIMIT
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.alarm(CLOCK_LIMIT)
        code = _run_tests(worker, tests, report)
    except BaseException:
        code = 3
    os._exit(code)


def _baseline(worker: Path, tests: Sequence[str]) -> dict[str, Any]:
    """Run tests on unchanged code; they must pass, and must have run the worker's code."""
    reader, writer = os.pipe()
    pid = _fork(worker, tests, writer)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        told: dict[str, Any] = json.loads(pipe.read() or b"{}")
    _, status = os.waitpid(pid, 0)
    if status or not Path(told["file"]).is_relative_to(worker):
        raise SystemExit(f"{' '.join(tests)} do not pass on unchanged code ({status}, {told.get('file')})")
    return told


def _copy(folder: Path) -> Path:
    """Copy what is needed of the checkout, so that it can be worked on meanwhile."""
    folder.mkdir()
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".*cache*"))
        else:
            shutil.copy2(source, folder / name)
    return folder


class _Run:
    """Tries changes in some workers, and keeps what became of each."""

    def __init__(self, original: Path, workers: list[Path], done: dict[str, str]) -> None:
        self._original = original
        self._idle = list(workers)
        self._busy: dict[int, tuple[Path, Mutant, list[tuple[str, ...]]]] = {}
        self._done = done
        self._tried = 0

    def all(self, mutants: Sequence[Mutant]) -> None:
        """Try every change that has no result yet."""
        waiting = [m for m in mutants if m.key not in self._done]
        known = _known()
        try:
            for mutant in waiting:
                if not self._idle:
                    self._wait(len(waiting))
                worker = self._idle.pop()
                (worker / "src" / "brandscore" / mutant.path).write_text(mutant.text, encoding="utf-8")
                self._start(worker, mutant, _stages(mutant, known))
            while self._busy:
                self._wait(len(waiting))
        finally:
            for pid in self._busy:
                os.kill(pid, signal.SIGKILL)

    def _start(self, worker: Path, mutant: Mutant, stages: list[tuple[str, ...]]) -> None:
        self._busy[_fork(worker, stages[0])] = worker, mutant, stages[1:]

    def _wait(self, total: int) -> None:
        pid, status = os.wait()
        worker, mutant, stages = self._busy.pop(pid)
        code = os.waitstatus_to_exitcode(status)
        if code == 0 and stages:
            self._start(worker, mutant, stages)
            self._wait(total)
            return
        if code == 4:
            raise SystemExit("pytest was called wrongly")
        became = "survived" if code == 0 else "hanged" if code in (-signal.SIGXCPU, -signal.SIGALRM) else "killed"
        shutil.copy2(self._original / mutant.path, worker / "src" / "brandscore" / mutant.path)
        self._idle.append(worker)
        self._done[mutant.key] = became
        self._tried += 1
        with RESULTS.open("a", encoding="utf-8") as handle:
            handle.write(json.dumps({"key": mutant.key, "became": became, "what": str(mutant)}) + "\n")
        if became == "survived" or self._tried % 50 == 0:
            print(f"{self._tried}/{total} {became}: {mutant}", flush=True)


def _stages(mutant: Mutant, known: Sequence[dict[str, str]]) -> list[tuple[str, ...]]:
    """Return the tests to try on a change, one group after the other."""
    stages = STAGES.get(mutant.path.split("/")[0], [ALL])
    if mutant.path in FIRST:
        stages = [FIRST[mutant.path], *stages]
    # Where a reason says that no test can notice, all of them would run for nothing.
    return stages[:1] if explained(mutant, known) else stages


# The report


def _known() -> list[dict[str, str]]:
    return tomllib.loads(KNOWN.read_text(encoding="utf-8")).get("survivor", []) if KNOWN.exists() else []


def explained(mutant: Mutant, known: Sequence[dict[str, str]]) -> bool:
    """Whether some reason is that of this change; one that names a line holds for that line only."""
    return any(
        (k["path"], k["before"], k["after"]) == (mutant.path, mutant.before, mutant.after)
        and k.get("line") in (None, mutant.code)
        for k in known
    )


def report(mutants: Sequence[Mutant], done: dict[str, str]) -> bool:
    """Print the table and the survivors without a reason; return whether there are none."""
    rows: dict[str, dict[str, int]] = {}
    for mutant in mutants:
        row = rows.setdefault(mutant.path, {"killed": 0, "hanged": 0, "survived": 0})
        row[done[mutant.key]] += 1
    print(f"{'file':<34}{'changes':>8}{'noticed':>9}{'survived':>10}")
    for path, row in rows.items():
        print(f"{path:<34}{sum(row.values()):>8}{row['killed'] + row['hanged']:>9}{row['survived']:>10}")
    survivors = [m for m in mutants if done[m.key] == "survived"]
    print(f"{'all':<34}{len(mutants):>8}{len(mutants) - len(survivors):>9}{len(survivors):>10}")
    known = _known()
    open_ones = [m for m in survivors if not explained(m, known)]
    print(f"{len(survivors) - len(open_ones)} survivors are explained in docs/{KNOWN.name}; without a reason:")
    for mutant in open_ones:
        print(f"  {mutant}")
    return not open_ones


def main() -> None:
    """Try all changes and report."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    parser = argparse.ArgumentParser(description="Do the tests notice changes of the score?")
    parser.add_argument("paths", nargs="*", default=TARGETS, help="files or folders below src/brandscore")
    parser.add_argument("--count", action="store_true", help="only count the changes")
    parser.add_argument("--again", action="store_true", help="forget earlier results")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()

    paths = [p.rstrip("/") for p in given.paths]
    if given.count:
        mutants = mutants_of(paths)
        print(f"{len(mutants)} changes in {len({m.path for m in mutants})} files")
        return
    RESULTS.parent.mkdir(exist_ok=True)
    if given.again:
        RESULTS.unlink(missing_ok=True)
    lines = RESULTS.read_text(encoding="utf-8").splitlines() if RESULTS.exists() else []
    done = {entry["key"]: entry["became"] for entry in map(json.loads, lines)}
    with tempfile.TemporaryDirectory(prefix="brandscore-mutation-") as name:
        folder = Path(name).resolve()
        original = _copy(folder / "original")
        mutants = mutants_of(paths, original / "src" / "brandscore")
        # This writes the byte code that the workers then only read; and what
        # it loads, every later process finds loaded.
        sys.dont_write_bytecode = False
        told = _baseline(original, ALL)
        workers = [shutil.copytree(original, folder / f"worker{n}") for n in range(given.workers)]
        print(f"{len(mutants)} changes; unchanged, all tests pass in {told['cpu']:.0f} s of CPU", flush=True)
        sys.dont_write_bytecode = True
        for library in told["modules"]:
            try:
                importlib.import_module(library)
            except Exception:  # noqa: S112  (one that cannot be loaded on its own is loaded where it is used)
                continue
        _Run(original / "src" / "brandscore", workers, done).all(mutants)
    sys.exit(0 if report(mutants, done) else 1)


if __name__ == "__main__":
    main()

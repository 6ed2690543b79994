"""What holds of the whole tree: pins, documentation, start-up, and what may not lie in it."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "brandscore"
MODULES = sorted(PACKAGE.rglob("*.py"))

_NOT_OURS = {"build", "demo-out", "dist", "mutants", "node_modules", "__pycache__"}


def _tree() -> list[Path]:
    """Return the files of the project: what git tracks, or, in an unpacked archive, all that is not made."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
        names = [n for n in listed.stdout.decode().split("\0") if n]
        return [ROOT / n for n in names if (ROOT / n).is_file()]
    return [
        p
        for p in ROOT.rglob("*")
        if p.is_file() and not any(part.startswith(".") or part in _NOT_OURS for part in p.relative_to(ROOT).parts[:-1])
    ]


def _text_of(path: Path) -> str | None:
    data = path.read_bytes()
    return None if b"\0" in data else data.decode("utf-8", errors="replace")


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


# Pins


def _pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return {_normal(name): version for name, _, version in (line.partition("==") for line in lines)}


def test_constraints_are_exact_versions_and_nothing_else() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert lines
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9_.-]+==\S+", line)] == []
    names = [_normal(line.partition("==")[0]) for line in lines]
    assert len(names) == len(set(names))


def test_every_requirement_is_pinned() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    required = [
        *declared["build-system"]["requires"],
        *declared["project"]["dependencies"],
        *declared["project"]["optional-dependencies"]["best"],
        *declared["project"]["optional-dependencies"]["dev"],
    ]
    # The extra for development takes in the other one.
    names = {_normal(re.split(r"[\[<>=!~; ]", r, maxsplit=1)[0]) for r in required} - {declared["project"]["name"]}
    assert names - _pins().keys() == set()


def test_no_registry_is_named() -> None:
    # Put together here, so that this file does not hold what it looks for.
    words = ["py" + "pi", "python" + "hosted", "npm" + "js", "deb" + ".debian", "registry." + "npm"]
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\.(?:org|com|net|io)\b", re.IGNORECASE)
    settings = re.compile(r"(?:--|\b)(?:extra-)?index-url\b|--find-links|\bfile:///")
    found = []
    for path in _tree():
        text = _text_of(path)
        if text is None or path == Path(__file__).resolve():
            continue
        if pattern.search(text) or settings.search(text):
            found.append(str(path.relative_to(ROOT)))
    assert found == []


# What may not lie in the tree


def test_no_pickles() -> None:
    suffixes = {".pkl", ".pickle", ".joblib", ".dill", ".pt", ".pth"}
    assert [p for p in _tree() if p.suffix.lower() in suffixes] == []
    # A pickle of protocol 2 or later starts with these bytes, whatever it is called.
    assert [p for p in _tree() if p.read_bytes()[:1] == b"\x80" and p.read_bytes()[1:2] in b"\x02\x03\x04\x05"] == []


def test_nothing_unpickles() -> None:
    loaders = {"pickle", "joblib", "dill", "cloudpickle", "shelve", "marshal"}
    found = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = {a.name.split(".")[0] for a in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names = {(node.module or "").split(".")[0]}
            else:
                continue
            if names & loaders:
                found.append((path.name, node.lineno))
    assert found == []


def test_no_file_is_large() -> None:
    assert [p for p in _tree() if p.stat().st_size > 8 * 1024 * 1024] == []


def test_no_fonts() -> None:
    suffixes = {".ttf", ".otf", ".woff", ".woff2", ".eot"}
    assert [p for p in _tree() if p.suffix.lower() in suffixes] == []


# Documentation


def _public(path: Path) -> bool:
    return not any(part.startswith("_") and part != "__init__.py" for part in path.relative_to(PACKAGE).parts)


def _exported(tree: ast.Module) -> set[str] | None:
    """Return what a module's `__all__` names; None if it has none."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return set(ast.literal_eval(node.value))
    return None


def _undocumented(tree: ast.Module) -> list[str]:
    found = [] if ast.get_docstring(tree) else ["the module"]
    exported = _exported(tree)

    def look(body: list[ast.stmt], prefix: str) -> None:
        for node in body:
            if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith("_"):
                continue
            if not prefix and exported is not None and node.name not in exported:
                continue
            decorators = {ast.unparse(d).split("(")[0] for d in node.decorator_list}
            if decorators & {"overload", "typing.overload"} or any(d.endswith(".setter") for d in decorators):
                continue
            if not ast.get_docstring(node):
                found.append(f"{prefix}{node.name}")
            if isinstance(node, ast.ClassDef):
                look(node.body, f"{node.name}.")

    look(tree.body, "")
    return found


@pytest.mark.parametrize("path", [m for m in MODULES if _public(m)], ids=lambda p: str(p.relative_to(PACKAGE)))
def test_every_public_name_is_documented(path: Path) -> None:
    assert _undocumented(ast.parse(path.read_text(encoding="utf-8"))) == []


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"project_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_check_of_docstrings_sees_what_is_missing() -> None:
    module = '"""Said."""\n__all__ = ["A"]\ndef helper(): ...\nclass A:\n  """Said."""\n  def f(self): ...\n'
    assert _undocumented(ast.parse(module)) == ["A.f"]
    assert _undocumented(ast.parse("def f(): ...")) == ["the module", "f"]


def test_generated_pages_are_up_to_date() -> None:
    pages = _load(ROOT / "docs" / "generate.py").pages()
    stale = [n for n, text in pages.items() if (ROOT / "docs" / n).read_text(encoding="utf-8") != text]
    assert stale == [], "run `make docs`"


def test_links_of_the_documentation_lead_somewhere() -> None:
    broken = []
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            name = target.partition("#")[0]
            if name and not re.match(r"[a-z]+:", name) and not (page.parent / name).exists():
                broken.append(f"{page.relative_to(ROOT)}: {target}")
    assert broken == []


def test_version_is_said_once_in_effect() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    source = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    said = [
        ast.literal_eval(n.value)
        for n in source.body
        if isinstance(n, ast.Assign) and ast.unparse(n.targets[0]) == "__version__"
    ]
    assert said == [declared]
    assert f"## {declared}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


# Start-up

_HEAVY = {"altair", "duckdb", "ibis", "numba", "numpy", "pandas", "pyarrow", "pythainlp", "scipy", "sklearn"}


def _loaded_by(code: str) -> set[str]:
    told = "import json; sys.stderr.write(json.dumps(sorted({m.split('.')[0] for m in sys.modules})))"
    script = f"import sys\n{code}\n{told}"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(json.loads(run.stderr.splitlines()[-1]))


@pytest.mark.parametrize(
    "code",
    [
        "import brandscore",
        "import brandscore.tables, brandscore.indicators, brandscore.platforms",
        "import brandscore.cli.commands",
        "from typer.testing import CliRunner; from brandscore.cli import commands; from brandscore.cli.app import app; "
        "assert CliRunner().invoke(app, ['--help']).exit_code == 0",
    ],
    ids=["package", "declarations", "commands", "help"],
)
def test_start_up_loads_nothing_heavy(code: str) -> None:
    assert _loaded_by(code) & _HEAVY == set()


def test_the_check_of_start_up_would_see_a_heavy_import() -> None:
    assert "numpy" in _loaded_by("import numpy")


# The two commands


def test_setup_wants_to_know_what_for() -> None:
    refused = subprocess.run(["sh", str(ROOT / "tools" / "setup"), "test"], capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert "usage" in refused.stderr


def test_setup_names_the_python_it_cannot_use(tmp_path: Path) -> None:
    run = subprocess.run(
        ["sh", str(ROOT / "tools" / "setup"), "demo"],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "PYTHON": str(tmp_path / "no such python")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert "no such python" in run.stderr
    assert not (tmp_path / ".venv").exists()


def _fake_python(folder: Path, body: str) -> Path:
    folder.mkdir()
    fake = folder / "python3"
    fake.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    fake.chmod(0o755)
    return fake


def test_setup_says_how_to_get_the_missing_venv_module(tmp_path: Path) -> None:
    # A Python as Debian splits it: all there but ensurepip.
    fake = _fake_python(tmp_path / "bin", f'case "$2" in *ensurepip*) exit 1 ;; esac\nexec "{sys.executable}" "$@"')
    run = subprocess.run(
        ["sh", str(ROOT / "tools" / "setup"), "demo"],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "PYTHON": str(fake)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert f"python{sys.version_info[0]}.{sys.version_info[1]}-venv" in run.stderr
    assert not (tmp_path / ".venv").exists()


def test_setup_leaves_no_stamp_when_the_install_fails(tmp_path: Path) -> None:
    # Makes the environment, then fails to install anything, as without a network.
    maker = 'if [ "$2" = venv ]; then mkdir -p .venv/bin; cp "$0" .venv/bin/python; exit 0; fi'
    fake = _fake_python(tmp_path / "bin", f'{maker}\nif [ "$2" = pip ]; then exit 3; fi\nexec "{sys.executable}" "$@"')
    run = subprocess.run(
        ["sh", str(ROOT / "tools" / "setup"), "demo"],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "PYTHON": str(fake)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode != 0
    assert not list((tmp_path / ".venv").glob(".ready-*"))
    assert (tmp_path / ".venv" / ".installing").exists()

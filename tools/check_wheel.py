"""Build the wheel, look into it, install it away from the checkout, and use it there.

The dependencies are those of the interpreter that runs this; nothing is downloaded.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import sysconfig
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: Folders of the checkout, and where the wheel has them.
_FOLDERS = {
    "src/brandscore": "brandscore",
    "corpora": "brandscore/_data/corpora",
    "lexicons": "brandscore/_data/lexicons",
    "models": "brandscore/_data/models",
    "examples/okr": "brandscore/_data/examples/okr",
}
_MESSAGES = (
    "กาแฟร้านนี้อร่อยมาก ชอบสุดๆ 555",
    "แย่มาก รอนานเป็นชั่วโมง ไม่ไปอีกแล้ว",
    "ราคาเท่าไหร่คะ อยากซื้อ",
    "",
)


def say(text: str) -> None:
    """Print a line at once."""
    print(f"wheel: {text}", flush=True)


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command without a way back to the checkout; show its output if it fails."""
    env = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")}
    done = subprocess.run([str(c) for c in command], cwd=cwd, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"wheel: {command[0]} failed ({done.returncode})\n{done.stdout}{done.stderr}")
    return done.stdout


def build(folder: Path) -> Path:
    """Build the wheel with the pinned backend that is installed."""
    pip = (sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation")
    run(*pip, "--wheel-dir", folder, ROOT, cwd=folder)
    (wheel,) = folder.glob("*.whl")
    return wheel


def made(path: Path) -> bool:
    """Whether a path is a cache that some tool left."""
    return any(part == "__pycache__" or part.startswith(".") for part in path.parts[:-1])


def look_into(wheel: Path) -> None:
    """Check that the wheel holds every file of the package, the corpora, the lexicons and the models, and no others."""
    held = {n for n in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in n}
    wanted = set()
    for folder, inside in _FOLDERS.items():
        base = ROOT / folder
        files = [p for p in base.rglob("*") if p.is_file() and not made(p.relative_to(base))]
        wanted |= {f"{inside}/{p.relative_to(base).as_posix()}" for p in files}
    for what in (
        "py.typed",
        "_data/corpora/",
        "_data/lexicons/",
        "_data/models/",
        "_data/examples/okr/",
        "score/profiles/",
        "report/templates/",
    ):
        if not any(n.startswith(f"brandscore/{what}") and not n.endswith(".gitkeep") for n in held):
            raise SystemExit(f"wheel: holds no {what}")
    if wanted != held:
        raise SystemExit(f"wheel: lacks {sorted(wanted - held)}, has beyond the checkout {sorted(held - wanted)}")
    say(f"{wheel.name}: {len(held)} files, {wheel.stat().st_size / 1e6:.1f} MB, as in the checkout")


def use(wheel: Path, folder: Path) -> None:
    """Install the wheel into an environment of its own, and measure and classify there."""
    home = folder / "venv"
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    python = home / "bin" / "python"
    run(sys.executable, "-m", "pip", "-q", "--python", python, "install", "--no-deps", "--no-index", wheel, cwd=folder)
    # The dependencies of this interpreter, behind the installed package; its own
    # link to the checkout is not followed from here.
    (site,) = home.glob("lib/python*/site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", encoding="utf-8")
    where = (
        "import brandscore, brandscore.resources as r; print(brandscore.__file__, r.lexicons(), r.models(), sep='\\n')"
    )
    for place in run(python, "-c", where, cwd=folder).split("\n")[:3]:
        if not Path(place).is_relative_to(site):
            raise SystemExit(f"wheel: {place} is not in the installed package")
    metrics = run(home / "bin" / "brandscore", "metrics", cwd=folder)
    if "unique_daily_mentions" not in metrics:
        raise SystemExit(f"wheel: `brandscore metrics` prints\n{metrics}")
    say(f"installed away from the checkout: `brandscore metrics` lists {len(metrics.splitlines())}")

    followed = run(home / "bin" / "brandscore", "okr", "digital_marketing", "--json", cwd=folder)
    if len(json.loads(followed)["key_results"]) != 18:
        raise SystemExit(f"wheel: `brandscore okr digital_marketing` prints\n{followed}")
    say("`brandscore okr digital_marketing` follows 18 key results")

    messages, labelled = folder / "messages.csv", folder / "labelled.csv"
    with messages.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows([("id", "text"), *enumerate(_MESSAGES)])
    run(home / "bin" / "brandscore", "classify", messages, "--out", labelled, cwd=folder)
    with labelled.open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    labels = [row["sentiment"] for row in rows]
    if len(labels) != len(_MESSAGES) or not set(labels[:3]) <= {"pos", "neu", "neg", "q"}:
        raise SystemExit(f"wheel: `brandscore classify` labels {labels}")
    say(f"`brandscore classify` labels {labels}")


def main() -> None:
    """Build, look, install, use."""
    with tempfile.TemporaryDirectory(prefix="brandscore wheel ") as name:
        folder = Path(name).resolve()
        wheel = build(folder)
        look_into(wheel)
        use(wheel, folder)


if __name__ == "__main__":
    main()

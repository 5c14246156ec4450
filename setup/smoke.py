"""Build the wheel, install it alone in a fresh environment from the lock, and check what a new user meets.

Size of the core install, time and reach of `import sayso`, and one article read from the installed package.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MOST_MB = 300
MOST_IMPORT_S = 0.3
ENVIRONMENTS_OWN = ("pip", "setuptools", "pkg_resources", "_distutils_hack", "distutils-precedence")
HEAVY = ("onnxruntime", "numpy", "trafilatura", "resiliparse", "pypdfium2", "docx", "httpx", "rich", "jinja2", "lxml")
IMPORT = f"""
import sys, time
started = time.perf_counter()
import sayso
took = time.perf_counter() - started
print(took, *(name for name in {HEAVY!r} if name in sys.modules))
"""


def run(*command: str | Path, cwd: Path) -> str:
    """The output of a command that must succeed; its environment knows nothing of the checkout."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "SAYSO_"))}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"smoke: {' '.join(map(str, command))} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def size_mb(environment: Path, *, bytecode: bool) -> float:
    """Size of what was installed, in megabytes; pip and setuptools came with the environment and do not count.

    Byte code is what Python makes of the packages, at installation or at first use; it can be made again at any time.
    """
    (packages,) = (path for path in environment.rglob("site-packages") if path.is_dir())
    own = (path for path in packages.iterdir() if not path.name.startswith(ENVIRONMENTS_OWN))
    files = (file for path in own for file in ([path] if path.is_file() else path.rglob("*")) if file.is_file())
    return sum(file.stat().st_size for file in files if (file.suffix == ".pyc") == bytecode) / 1e6


def main() -> None:
    """Run the checks; leave with a message at the first that fails."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", work / "dist", cwd=ROOT)
        (wheel,) = (work / "dist").glob("*.whl")
        run(sys.executable, "-m", "venv", work / "venv", cwd=work)
        folder = work / "venv" / ("Scripts" if os.name == "nt" else "bin")
        install = (folder / "python", "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
        run(*install, "--require-hashes", "-r", ROOT / "requirements" / "core.txt", cwd=work)
        run(*install, "--no-deps", wheel, cwd=work)
        run(folder / "python", "-m", "pip", "--disable-pip-version-check", "check", cwd=work)

        size, more = (size_mb(work / "venv", bytecode=bytecode) for bytecode in (False, True))
        report(
            f"wheel {wheel.stat().st_size / 1e6:.1f} MB, core install {size:.0f} MB, byte code made of it {more:.0f} MB",
            fine=size < MOST_MB,
        )
        # The best of several: a busy machine makes single measurements long, never short.
        answers = [run(folder / "python", "-c", IMPORT, cwd=work).split() for _ in range(5)]
        took = min(float(answer[0]) for answer in answers)
        loaded = answers[0][1:]
        report(
            f"import sayso {took:.3f} s, heavy libraries loaded: {', '.join(loaded) or 'none'}",
            fine=took < MOST_IMPORT_S and not loaded,
        )
        report(run(folder / "sayso", "--version", cwd=work).strip(), fine=True)
        examples = run(folder / "sayso", "examples", "--quiet", cwd=work).splitlines()
        output = run(folder / "sayso", "read", *examples, "--format", "jsonl", cwd=work)
        found = [len(json.loads(line)["statements"]) for line in output.splitlines()]
        report(
            f"{len(examples)} bundled articles read, {sum(found)} statements",
            fine=len(found) == len(examples) and min(found) > 0,
        )


def report(what: str, *, fine: bool) -> None:
    """Say what was measured, and stop when it is not as it must be."""
    print(f"smoke: {what}")
    if not fine:
        sys.exit("smoke: this is not as it must be")


if __name__ == "__main__":
    main()

"""The wheel, not the source tree: built from a copy, installed alone in an environment of its own, and used from elsewhere."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

from cleaner import clean

ROOT = Path(__file__).parents[1]
SOURCE = ["src", "pyproject.toml", "compile_languages.py", "README.md", ".gitignore"]
LANGUAGES = sorted(path.name for path in (ROOT / "src/cleaner/languages").glob("*.toml"))
TEXT = "The council met on Monday evening to vote on the budget for the coming year, and nobody was surprised by the result.\nShare on Facebook"


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy of what a clone holds, with nothing that was built before."""
    copy = tmp_path_factory.mktemp("source")
    for name in SOURCE:
        take = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        take(ROOT / name, copy / name)
    (copy / "src/cleaner/languages.json").unlink(missing_ok=True)
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(copy / "dist"), str(copy))
    (built,) = (copy / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="session")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a new environment that holds the wheel and nothing else."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    interpreter = next(path for path in (folder / "bin/python", folder / "Scripts/python.exe") if path.exists())
    run(sys.executable, "-m", "pip", "--python", str(interpreter), "install", "--quiet", "--no-index", "--no-deps", "--disable-pip-version-check", str(wheel))
    return interpreter


def run(*command: str, folder: Path | None = None, status: int = 0) -> subprocess.CompletedProcess[str]:
    """Run a command away from the source tree, without what the tests' own environment adds."""
    environment = {"PATH": sysconfig.get_path("scripts"), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=folder or Path(sys.prefix), env=environment, timeout=300, check=False)
    assert done.returncode == status, done.stdout + done.stderr
    return done


def members(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.mark.parametrize("name", ["py.typed", "weights.json", "languages.json", "cli/__init__.py", "viewer/templates/base.html", "report/templates/report.html"])
def test_the_wheel_holds(name: str, wheel: Path) -> None:
    assert f"cleaner/{name}" in members(wheel)


@pytest.mark.parametrize("name", LANGUAGES)
def test_the_wheel_holds_every_language(name: str, wheel: Path) -> None:
    assert f"cleaner/languages/{name}" in members(wheel)


def test_the_wheel_holds_nothing_but_the_package(wheel: Path) -> None:
    assert {name.partition("/")[0].partition("-")[0] for name in members(wheel)} == {"cleaner", "article_cleaner"}


def test_the_compiled_languages_are_those_of_the_files(wheel: Path, python: Path, tmp_path: Path) -> None:
    code = "from cleaner.rules import shipped; import json; print(json.loads(shipped.COMPILED.read_bytes())['digest'] == shipped.digest())"
    assert run(str(python), "-c", code, folder=tmp_path).stdout == "True\n"


def test_the_wheel_asks_for_the_core_dependencies_only(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        metadata = archive.read(next(name for name in archive.namelist() if name.endswith("METADATA"))).decode()
    asked = [line for line in metadata.splitlines() if line.startswith("Requires-Dist") and "extra ==" not in line]
    assert len(asked) == len(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"])


def test_clean_gives_from_the_wheel_alone_what_it_gives_here(python: Path, tmp_path: Path) -> None:
    code = f"from cleaner import clean; import json; print(json.dumps(clean({TEXT!r}).to_dict()))"
    assert json.loads(run(str(python), "-c", code, folder=tmp_path).stdout) == json.loads(json.dumps(clean(TEXT).to_dict()))


def test_it_is_the_wheel_that_was_imported(python: Path, tmp_path: Path) -> None:
    imported = Path(run(str(python), "-c", "import cleaner; print(cleaner.__file__)", folder=tmp_path).stdout.strip())
    assert python.parents[1] in imported.parents


def test_all_languages_are_there(python: Path, tmp_path: Path) -> None:
    code = "from cleaner.rules.shipped import languages; print(len(languages()))"
    assert int(run(str(python), "-c", code, folder=tmp_path).stdout) == len(LANGUAGES)


def test_the_command_without_its_extra_says_what_to_install(python: Path, tmp_path: Path) -> None:
    done = run(str(python.with_name("cleaner")), "--help", folder=tmp_path, status=1)
    assert (done.stdout, "pip install 'article-cleaner[cli]'" in done.stderr, done.stderr.count("\n")) == ("", True, 1)


def test_the_command_works_with_its_extra(python: Path, tmp_path: Path) -> None:
    """The extra's packages are borrowed from the tests' own environment, behind the wheel's: nothing is fetched."""
    (tmp_path / "article.txt").write_text(TEXT, encoding="utf-8")
    code = f"import sys; sys.path.append({sysconfig.get_path('purelib')!r}); from cleaner.cli import app; app()"
    assert run(str(python), "-c", code, "article.txt", folder=tmp_path).stdout.rstrip() == clean(TEXT).body.rstrip()

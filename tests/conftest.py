"""What every room of tests shares: the renewal of golden files, the command line, and a release of the seeds."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from pipeline import cli
from pipeline.store.paths import PROJECT, Output

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Golden files are renewed by `pytest --renew-golden`; read the difference before you commit it. The tests of the site open
    another release than that of the seeds by `pytest tests/release/site --site-of OUT`."""
    parser.addoption("--renew-golden", action="store_true", help="write what is rendered over the golden files")
    parser.addoption(
        "--site-of", type=Path, metavar="OUT", help="the output folder whose latest release the site's tests open"
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """A check that a text equals the file of that name under `tests/golden`."""

    def check(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--renew-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8"), f"{name} differs; renew with pytest --renew-golden"

    return check


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Callable[[str, Callable[[Path], None]], Path]:
    """A folder that the first of the processes which share the tests makes, and all others use: it is not to be changed."""
    shared = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        shared = shared.parent

    def folder(name: str, make: Callable[[Path], None]) -> Path:
        with FileLock(shared / f"{name}.lock"):
            if not (shared / f"{name}.made").exists():
                make(shared / name)
                (shared / f"{name}.made").touch()
        return shared / name

    return folder


@pytest.fixture(scope="session")
def seeds(once) -> Output:
    """An output folder with the release 2026.11.23 of the seeds, as `make release` makes it; not to be changed."""
    return Output(once("seeds", _build_seeds))


def _build_seeds(out: Path) -> None:
    build = [Path(sys.executable).parent / "entente", "build", "--articles", "seeds/articles"]
    done = subprocess.run(
        [*build, "--out", out, "--release", "2026.11.23"], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run a command; its exit code, what it printed and what it complained of."""

    def run_command(*arguments: object) -> tuple[int, str, str]:
        try:
            code = cli.main([str(each) for each in arguments])
        except SystemExit as stop:
            code = int(stop.code or 0)
        return code, *capsys.readouterr()

    return run_command

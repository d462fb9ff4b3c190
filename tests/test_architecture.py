"""The floors of docs/architecture.md hold: imports go down only, and the upper rooms are pure."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "newsgen"
# Top to bottom; a room may import from its own floor and from those below.
FLOORS = (
    "faces",
    "programs",
    "machine",
    "decide",
    "outputs",
    "graph",
    "content",
    "language",
    "words",
)
PURE_FLOORS = ("decide", "outputs", "graph", "content", "language", "words")
# Modules through which a room would reach files, clocks, processes, the network or a terminal.
IMPURE = frozenset(
    "click http io logging multiprocessing os pathlib random requests shutil socket "
    "sqlite3 subprocess sys tempfile threading time urllib.request uuid".split()
)
IMPURE_CALLS = frozenset(("open", "print", "input", "exit", "breakpoint", "eval", "exec"))
FILES = sorted(PACKAGE.rglob("*.py"))


def imports(file: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in it, for typing as well."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def floor_of(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0]


def module_of(file: Path) -> str:
    parts = file.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def rooms() -> list[Path]:
    return [file for file in FILES if floor_of(file) in FLOORS]


def test_every_file_belongs_to_a_floor() -> None:
    loose = {floor_of(file) for file in FILES} - set(FLOORS)
    assert loose == {"__init__.py", "__main__.py"}


@pytest.mark.parametrize("file", rooms(), ids=module_of)
def test_imports_go_down_only(file: Path) -> None:
    height = FLOORS.index(floor_of(file))
    for name in imports(file):
        parts = name.split(".")
        if parts[0] == "newsgen" and len(parts) > 1 and parts[1] in FLOORS:
            assert FLOORS.index(parts[1]) >= height, f"{module_of(file)} imports {name}"


@pytest.mark.parametrize(
    "file",
    [file for file in rooms() if floor_of(file) in PURE_FLOORS],
    ids=module_of,
)
def test_a_room_below_the_machine_is_pure(file: Path) -> None:
    reached = {name for name in imports(file) if {name, name.split(".")[0]} & IMPURE}
    assert not reached - {"urllib.parse"}, f"{module_of(file)} reaches for {reached}"
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in IMPURE_CALLS, f"{module_of(file)} calls {node.func.id}"
        if isinstance(node, ast.Attribute):
            assert node.attr not in ("now", "utcnow", "today"), f"{module_of(file)} has a clock"


def test_no_two_rooms_import_each_other() -> None:
    known = {module_of(file): file for file in FILES}
    graph = {
        module: {
            target
            for name in imports(file)
            if (target := name if name in known else name.rpartition(".")[0]) in known
            and target != module
        }
        for module, file in known.items()
    }
    done: set[str] = set()

    def visit(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, f"cycle: {' → '.join((*path, module))}"
        if module not in done:
            for target in sorted(graph[module]):
                visit(target, (*path, module))
            done.add(module)

    for module in sorted(graph):
        visit(module, ())


def test_only_faces_print_or_exit() -> None:
    for file in FILES:
        if floor_of(file) != "faces":
            names = {
                node.id
                for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
                if isinstance(node, ast.Name)
            }
            assert not names & {"print", "SystemExit", "exit"}, module_of(file)


def test_the_builder_does_not_know_the_server() -> None:
    for file in rooms():
        if floor_of(file) != "faces":
            assert not [name for name in imports(file) if name.startswith("newsgen.faces")]


NETWORK = frozenset(
    "aiohttp dask distributed ftplib http httpx requests smtplib socket socketserver ssl "
    "urllib.request".split()
)


def test_nothing_below_the_faces_reaches_the_network_but_the_cluster() -> None:
    for file in rooms():
        if floor_of(file) != "faces" and module_of(file) != "newsgen.machine.cluster":
            reached = {name for name in imports(file) if {name, name.split(".")[0]} & NETWORK}
            assert not reached, f"{module_of(file)} imports {reached}"

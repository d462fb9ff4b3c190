"""What a theme is made of: its templates with their blocks, and where each of them comes from."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from newsgen.machine.folders import Theme, scan, scan_static
from newsgen.machine.templates import EXTENSIONS, template_files


class Part(NamedTuple):
    """A template or a static file by its name, and whether the site or newsgen has it.

    `covers` says that the site's stands over one of newsgen's. `blocks` are pairs of a block and
    the template that defines it as it is shown; `fault` tells why they cannot be told.
    """

    name: str
    is_the_site_s: bool
    covers: bool
    blocks: tuple[tuple[str, str], ...] = ()
    fault: str = ""


class _Read(NamedTuple):
    """What one template says: the template that it extends, and its own blocks."""

    extends: str
    blocks: tuple[str, ...]
    fault: str = ""


def templates_of(found: Theme) -> Iterator[Part]:
    """Every template that pages are made with, by name."""
    files = template_files(found)
    read = {name: _read(file) for name, file in files.items() if _is_parsed(name)}
    own = {source.path for source in scan(found.site_templates)}
    theirs = {source.path for source in scan(found.default_templates)}
    for name in sorted(own | theirs):
        is_the_site_s = name in own
        blocks = tuple(sorted(_blocks(name, read).items()))
        fault = read[name].fault if name in read else ""
        yield Part(name, is_the_site_s, is_the_site_s and name in theirs, blocks, fault)


def static_files_of(found: Theme) -> Iterator[Part]:
    """Every static file, by name."""
    own = {source.path for source in scan_static(found.site_static)}
    theirs = {source.path for source in scan_static(found.default_static)}
    for name in sorted(own | theirs):
        yield Part(name, name in own, name in own and name in theirs)


def _is_parsed(name: str) -> bool:
    return not name.endswith((".yaml", ".yml"))


def _blocks(name: str, read: Mapping[str, _Read]) -> dict[str, str]:
    """The blocks of a template and of those that it extends, each with the first that defines it.

    A template that extends one of its own name means newsgen's.
    """
    found: dict[str, str] = {}
    seen: set[str] = set()
    while name in read and name not in seen:
        seen.add(name)
        for block in read[name].blocks:
            found.setdefault(block, name)
        name = read[name].extends
    return found


def _read(file: Path) -> _Read:
    from jinja2 import Environment, TemplateSyntaxError, nodes

    try:
        tree = Environment(autoescape=True, extensions=EXTENSIONS).parse(file.read_text("utf-8"))
    except (TemplateSyntaxError, UnicodeDecodeError) as error:
        return _Read("", (), str(error))
    parents: list[Any] = [node.template for node in tree.find_all(nodes.Extends)]
    extends = parents[0].value if parents and isinstance(parents[0], nodes.Const) else ""
    return _Read(str(extends), tuple(block.name for block in tree.find_all(nodes.Block)))

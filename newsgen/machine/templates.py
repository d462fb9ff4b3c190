"""The theme: where templates and static files come from, and what each template depends on.

A site's own `templates/` and `static/` lie over the default theme's, file by file. A template can
name the default one as `theme/NAME`, to extend it and change a single block.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from newsgen.content.articles import decode
from newsgen.language.strings import Catalogue, catalogue, read_catalogue
from newsgen.machine import cache
from newsgen.machine.folders import Theme, scan
from newsgen.words.errors import RUN_AGAIN, SourceChanged
from newsgen.words.problems import Problem, complaint, did_you_mean, warning

if TYPE_CHECKING:
    from jinja2.nodes import Node

THEME_PREFIX = "theme/"
EXTENSIONS = ("jinja2.ext.loopcontrols",)
_PARSED_SUFFIXES = (".html", ".xml", ".txt", ".css", ".json")


class Templates(NamedTuple):
    """What the templates are made of.

    `digests` cover, by template name, its source and that of all it uses, assets included.
    `assets` are the static files that templates name, with their digests. `sources` are the digests
    of the files by name.
    """

    digests: Mapping[str, bytes]
    assets: Mapping[str, bytes]
    sources: Mapping[str, bytes]


# Names, each with the line where it stands first, 0 for one that need not be there.
_Named = tuple[tuple[str, int], ...]


class _Parsed(NamedTuple):
    """What one template names: others (None if it computes a name) and assets; which one it
    extends, the blocks that it fills there, and all that it has; and its own fault.
    """

    uses: _Named | None
    assets: _Named
    fault: tuple[int, str] | None
    parent: str | None = None
    fills: _Named = ()
    blocks: tuple[str, ...] = ()


def template_files(found: Theme) -> Mapping[str, Path]:
    """Every template by the names it can be called, with the file behind it."""
    files: dict[str, Path] = {}
    for source in scan(found.default_templates):
        files[source.path] = files[THEME_PREFIX + source.path] = (
            found.default_templates / source.path
        )
    for source in scan(found.site_templates):
        files[source.path] = found.site_templates / source.path
    return files


def read_templates(
    found: Theme, asset_digests: Mapping[str, bytes], cache_file: Path, key: bytes, root: Path
) -> tuple[Templates, tuple[Problem, ...]]:
    """Digests of all templates, and the mistakes in them. Only changed templates are parsed."""
    files = template_files(found)
    contents = {name: file.read_bytes() for name, file in files.items()}
    remembered: dict[bytes, Any] = cache.load(cache_file, key) or {}
    sources = {name: _digest(content) for name, content in contents.items()}
    rows: dict[bytes, Any] = {}
    parsed: dict[str, _Parsed] = {}
    # Among templates may lie what is none; but whatever a template names is one.
    alike = [name for name in sources if name.endswith(_PARSED_SUFFIXES)]
    # The theme's own are called by their second names only where a template says so.
    waiting = [name for name in alike if not name.startswith(THEME_PREFIX)]
    while waiting:
        name = waiting.pop()
        if name in parsed or name not in sources:
            continue
        digest = sources[name]
        if digest not in rows:
            rows[digest] = remembered.get(digest) or tuple(_parse(contents[name]))
        parsed[name] = _Parsed(*rows[digest])
        uses = parsed[name].uses
        waiting.extend(alike if uses is None else dict(uses))
    if rows != remembered:
        cache.store(cache_file, key, rows)
    problems = [*_problems(parsed, files, asset_digests, root)]
    for name in parsed:
        if files[name].is_relative_to(found.site_templates):
            problems.extend(_block_problems(name, parsed, told_path(files[name], root)))
    named = {asset for value in parsed.values() for asset, _ in value.assets}
    assets = {name: asset_digests[name] for name in sorted(named) if name in asset_digests}
    digests = {name: _closure_digest(name, parsed, sources, assets) for name in parsed}
    return Templates(digests, assets, sources), tuple(problems)


def template_content(file: Path, digest: bytes, root: Path) -> bytes:
    """A template as it was when its digest was taken. Raises SourceChanged where it is another."""
    content = file.read_bytes()
    if _digest(content) != digest:
        raise SourceChanged(f"{told_path(file, root)} was edited during the build", RUN_AGAIN)
    return content


def read_strings(
    found: Theme, language: str, cache_file: Path, key: bytes, root: Path
) -> tuple[Catalogue, bytes, tuple[Problem, ...]]:
    """The visible words in a language, the site's over the theme's; their digest; their faults."""
    base = language.split("-", maxsplit=1)[0]
    name = f"strings/{base}.yaml"
    files = (found.default_templates / name, found.site_templates / name)
    contents = {file: file.read_bytes() for file in files if file.is_file()}
    digest = _digest(b"\0".join(contents.values()))
    if remembered := cache.load(cache_file, key + digest):
        return catalogue(base, remembered), digest, ()
    entries: dict[str, object] = {}
    problems: list[Problem] = []
    for file, content in contents.items():
        told = told_path(file, root)
        text = decode(content, told)
        if isinstance(text, Problem):
            problems.append(text)
            continue
        read, faults = read_catalogue(text, told, entries)
        entries.update(read)
        problems.extend(faults)
    if not contents:
        message = f"there are no strings for the language '{language}'"
        hint = f"write templates/{name}, in the manner of the theme's strings/en.yaml"
        problems.append(complaint("newsgen.yaml", "no-strings", message, hint=hint))
    if not problems:
        cache.store(cache_file, key + digest, entries)
    return catalogue(base, entries), digest, tuple(problems)


def _problems(
    parsed: Mapping[str, _Parsed],
    files: Mapping[str, Path],
    asset_digests: Mapping[str, bytes],
    root: Path,
) -> Iterable[Problem]:
    for name, value in parsed.items():
        told = told_path(files[name], root)
        if value.fault:
            line, message = value.fault
            yield complaint(told, "template-syntax", message, line=line)
        for used, line in value.uses or ():
            if line and used not in files:
                message, hint = (
                    f"it uses '{used}', which is not there",
                    did_you_mean(used, files, most=0),
                )
                yield complaint(told, "template-missing", message, line=line, hint=hint)
        for asset, line in value.assets:
            if asset not in asset_digests:
                message = f"asset('{asset}') is not a file of static/"
                hint = did_you_mean(asset, asset_digests, most=0)
                yield complaint(told, "asset-missing", message, line=line, hint=hint)


def _block_problems(name: str, parsed: Mapping[str, _Parsed], told: str) -> Iterable[Problem]:
    """A template that extends itself, however indirectly; and blocks that it fills in vain."""
    known: set[str] = set()
    at, seen = parsed[name].parent, {name}
    while at is not None and at in parsed and at not in seen:
        seen.add(at)
        known.update(parsed[at].blocks)
        at = parsed[at].parent
    if at == name:
        line = dict(parsed[name].uses or ()).get(parsed[name].parent or "", 0)
        hint = f"write {{% extends '{THEME_PREFIX}{name}' %}} for that of the default theme"
        yield complaint(told, "template-syntax", "it extends itself", line=line, hint=hint)
    elif at is None:  # else its parent is not there, which is told
        for block, line in parsed[name].fills:
            if block not in known:
                message = f"no template that it extends has a block '{block}': nothing shows this"
                hint = did_you_mean(block, known)
                yield warning(told, "unknown-block", message, line=line, hint=hint)


def told_path(file: Path, root: Path) -> str:
    """A file as messages name it: relative to the site where it lies in it."""
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else str(file)


@lru_cache(maxsize=256)  # a process that builds many sites meets the theme's again and again
def _parse(content: bytes) -> _Parsed:
    from jinja2 import Environment, TemplateSyntaxError, meta, nodes

    try:
        text = content.decode()
        tree = Environment(autoescape=True, extensions=EXTENSIONS).parse(text)
    except UnicodeDecodeError:
        return _Parsed((), (), (1, "the template is not UTF-8"))
    except TemplateSyntaxError as error:
        return _Parsed((), (), (error.lineno, error.message or "syntax error"))
    assets: list[tuple[str, int]] = []
    uses: list[tuple[str, int]] = []
    named = {"asset": assets, "fragment": uses}
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in named:
            name = call.args[0] if call.args else None
            if not isinstance(name, nodes.Const):
                function = call.node.name
                message = f"{function}() takes a literal path, so that a change of it is noticed"
                return _Parsed((), (), (call.lineno, message))
            named[call.node.name].append((str(name.value), call.lineno))
    extended = tree.find(nodes.Extends)
    parent = extended.template if extended else None
    is_open = False
    for one in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
        found = list(meta.find_referenced_templates(nodes.Template([one], lineno=one.lineno)))
        is_open = is_open or None in found
        is_wanted = len(found) == 1 and not getattr(one, "ignore_missing", False)
        uses += [(used, one.lineno * is_wanted) for used in found if used is not None]
    return _Parsed(
        None if is_open else _first_lines(uses),
        _first_lines(assets),
        None,
        str(parent.value) if isinstance(parent, nodes.Const) else None,
        tuple(_outer_blocks(tree)) if isinstance(parent, nodes.Const) else (),
        tuple(sorted({block.name for block in tree.find_all(nodes.Block)})),
    )


def _first_lines(named: Iterable[tuple[str, int]]) -> _Named:
    """Each name once, with the first of its lines on which it must be there."""
    lines: dict[str, int] = {}
    for name, line in sorted(named):
        lines[name] = lines.get(name) or line
    return tuple(lines.items())


def _outer_blocks(node: "Node") -> Iterator[tuple[str, int]]:
    """The blocks that stand in no other, with their lines."""
    from jinja2 import nodes

    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Block):
            yield child.name, child.lineno
        else:
            yield from _outer_blocks(child)


def _closure_digest(
    name: str,
    parsed: Mapping[str, _Parsed],
    sources: Mapping[str, bytes],
    assets: Mapping[str, bytes],
) -> bytes:
    """A digest of a template and all it uses; of all files where a name is computed."""
    reached: set[str] = set()
    waiting = [name]
    while waiting:
        current = waiting.pop()
        if current in reached or current not in sources:
            continue
        reached.add(current)
        uses = parsed[current].uses if current in parsed else ()
        waiting.extend(sources if uses is None else dict(uses))
    parts = [_utf8(template) + sources[template] for template in sorted(reached)]
    parsed_too = reached & parsed.keys()
    named = sorted({asset for template in parsed_too for asset, _ in parsed[template].assets})
    parts += [_utf8(asset) + assets.get(asset, b"") for asset in named]
    return _digest(b"\0".join(parts))


def _utf8(name: str) -> bytes:
    return name.encode(errors="surrogateescape")


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=16).digest()

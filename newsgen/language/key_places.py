"""Where a key stands in a YAML text, for what can be told only after the text was read."""


def key_place(text: str, *keys: str) -> tuple[int, int]:
    r"""Line and column of the key that lies under these, counted from 1; zeros where there is none.

    >>> key_place("theme:\n  light: {accent: red}\n", "theme", "light", "accent")
    (2, 11)
    """
    import yaml

    try:
        node = yaml.compose(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except yaml.YAMLError:
        return 0, 0
    line = column = 0
    for key in keys:
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()
        for key_node, value_node in pairs:
            if key_node.value == key:
                mark, node = key_node.start_mark, value_node
                line, column = mark.line + 1, mark.column + 1
                break
        else:
            return 0, 0
    return line, column

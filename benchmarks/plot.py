"""The picture of docs/performance.md: seconds by number of articles, on logarithmic scales."""

from collections.abc import Mapping
from pathlib import Path

from benchmarks.figures import Results

CASES = ("cold", "edited body")
COLOURS = {
    "newsgen": "#0b6e4f",
    "newsgen-default": "#5fb49c",
    "hugo": "#c2185b",
    "eleventy": "#5b5b5b",
    "pelican": "#1565c0",
}


def draw(found: Results, file: Path, names: Mapping[str, str]) -> None:
    """Write the picture; equal results give equal bytes. Text stays text, so the file is small."""
    import matplotlib as mpl

    mpl.use("svg")
    import matplotlib.pyplot as plt

    mpl.rcParams.update(
        {"svg.fonttype": "none", "svg.hashsalt": "newsgen", "font.family": "sans-serif"}
    )
    figure, panels = plt.subplots(1, len(CASES), figsize=(9, 3.8), sharey=True)
    for case, panel in zip(CASES, panels, strict=True):
        for tool, colour in COLOURS.items():
            points = [
                (size, wall)
                for size in found.sizes
                if (wall := found.wall(size, tool, case)) is not None
            ]
            if points:
                across, up = zip(*points, strict=True)
                panel.plot(across, up, marker="o", color=colour, label=names[tool])
        panel.set(xscale="log", yscale="log", title=case, xlabel="articles")
        panel.xaxis.set_major_formatter("{x:,.0f}")
        panel.yaxis.set_major_formatter("{x:g}")
        panel.grid(visible=True, which="major", color="#dddddd")
    panels[0].set_ylabel("seconds")
    figure.legend(*panels[0].get_legend_handles_labels(), ncols=len(COLOURS), loc="lower center")
    figure.tight_layout(rect=(0, 0.1, 1, 1))
    file.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(file, metadata={"Date": None, "Creator": None})
    plt.close(figure)

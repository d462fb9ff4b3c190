"""The fonts to build, and the package files that they are built from."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Family:
    """A font to build and the package files it is built from."""

    output: str
    licence_output: str
    package: str
    arabic_file: str
    latin_file: str
    name: str
    style: str
    old_postscript_name: str

    @property
    def postscript_name(self) -> str:
        """Family name as PostScript names spell it."""
        return self.name.replace(" ", "")


FAMILIES = (
    Family(
        output="newsgen-sans.woff2",
        licence_output="OFL-IBM-Plex.txt",
        package="@fontsource/ibm-plex-sans-arabic",
        arabic_file="ibm-plex-sans-arabic-arabic-700-normal.woff2",
        latin_file="ibm-plex-sans-arabic-latin-700-normal.woff2",
        name="Newsgen Sans Arabic",
        style="Bold",
        old_postscript_name="IBMPlexSansArabic",
    ),
    Family(
        output="newsgen-naskh.woff2",
        licence_output="OFL-Noto-Naskh.txt",
        package="@fontsource-variable/noto-naskh-arabic",
        arabic_file="noto-naskh-arabic-arabic-wght-normal.woff2",
        latin_file="noto-naskh-arabic-latin-wght-normal.woff2",
        name="Newsgen Naskh Arabic",
        style="Regular",
        old_postscript_name="NotoNaskhArabic",
    ),
)

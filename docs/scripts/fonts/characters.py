"""The characters that news in Arabic, Persian or Urdu needs, with the Latin between them."""

# Joiners and direction marks: invisible, and given an empty glyph if a font has none,
# so that a browser never looks for them in another font in the middle of a word.
CONTROLS = frozenset(range(0x200C, 0x2010))

# Characters that are kept where the font has them.
OPTIONAL = frozenset({0xFDFA})

ARABIC = frozenset(
    {
        0x0020,
        0x00A0,
        *(0x060C, 0x061B, 0x061F, 0x06D4),  # comma, semicolon, question mark, full stop
        *(0x066A, 0x066B, 0x066C),  # percent sign, decimal and thousands separators
        *range(0x0621, 0x063B),  # hamza to ghain
        *range(0x0640, 0x0656),  # tatweel, feh to yeh, tashkeel
        *range(0x0660, 0x066A),  # Arabic-Indic digits
        0x0670,  # superscript alef
        0x0671,  # alef wasla
        *map(ord, "پچژکگیۀ"),  # Persian
        *map(ord, "ٹڈڑںھہۂۃےۓ"),  # Urdu
        *range(0x06F0, 0x06FA),  # extended Arabic-Indic digits
    }
)

LATIN = frozenset(
    {
        *range(0x0020, 0x007F),
        0x00A0,
        *(0x00AB, 0x00BB, 0x2039, 0x203A),  # double and single angle quotation marks
        *(0x2018, 0x2019, 0x201C, 0x201D),  # single and double quotation marks
        *(0x2013, 0x2014, 0x2026),  # en dash, em dash, ellipsis
        *(0x00B7, 0x2022, 0x00D7, 0x20AC),  # middle dot, bullet, multiplication, euro
    }
)

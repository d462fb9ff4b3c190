"""How the web fonts of the theme are made; build_fonts.py runs it."""

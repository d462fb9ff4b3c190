"""newsgen: the static site generator for Arabic newsrooms."""

__version__ = "0.1.0"

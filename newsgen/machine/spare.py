"""Memory that was freed, and that the C library keeps for later."""


def give_back() -> None:
    """Give free memory back to the system, where the C library can do so on demand (glibc can).

    It does so by itself only for what lies at the end of its heap. Texts that went lie among others
    that stay, and what a worker then takes of their places, it takes as a copy.
    """
    import ctypes

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)

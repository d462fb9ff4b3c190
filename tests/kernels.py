"""What this process asks its own kernel to refuse it from now on."""

import ctypes
import errno
import platform
import struct

_NUMBERS = {"x86_64": 316, "aarch64": 276}  # of renameat2
_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EINVAL
_EXCHANGE = 2
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2


_CAPABILITY_VERSION = 0x20080522


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def refuse_exchange() -> None:
    """From now on renameat2 with RENAME_EXCHANGE fails with EINVAL, as on many file systems."""
    number = _NUMBERS[platform.machine()]
    number_at, flags_at = 0, 16 + 4 * 8  # in the kernel's struct seccomp_data
    steps = (
        (_LOAD, 0, 0, number_at),
        (_JUMP_IF_EQUAL, 0, 3, number),
        (_LOAD, 0, 0, flags_at),
        (_JUMP_IF_EQUAL, 0, 1, _EXCHANGE),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    )
    code = b"".join(struct.pack("HBBI", *step) for step in steps)
    library = ctypes.CDLL(None, use_errno=True)
    assert library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0
    program = _Program(len(steps), code)
    assert library.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program)) == 0


def bow_to_permissions() -> None:
    """From now on the permissions of files bind this process, though it may be root's."""
    library = ctypes.CDLL(None, use_errno=True)
    header, none = struct.pack("Ii", _CAPABILITY_VERSION, 0), bytes(24)
    assert library.capset(header, none) == 0

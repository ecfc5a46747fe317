#!/bin/sh
# Checks that this machine has what PyInstaller needs and pip can't bring: objcopy, and Python as a
# shared library. Installs what is missing as root on Debian or Ubuntu, otherwise says what to do.
set -eu

[ "$(uname -s)" = Linux ] || exit 0

here=$(dirname "$0")
python=${PYTHON:-python3}

set --
command -v objcopy >/dev/null 2>&1 || set -- "$@" binutils
if ! "$python" - <<'END'
import ctypes
import pathlib
import sys
import sysconfig

name = sysconfig.get_config_var("INSTSONAME") or ""
if not name.partition(".so")[1]:  # a static Python: its library is a package of its own
    name = f"libpython{sys.version_info.major}.{sys.version_info.minor}.so.1.0"
beside = pathlib.Path(sysconfig.get_config_var("LIBDIR") or "", name)
try:
    ctypes.CDLL(str(beside) if beside.is_file() else name)
except OSError:
    sys.exit(1)
END
then
    set -- "$@" "libpython$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')"
fi

[ $# -gt 0 ] || exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing from the system's packages: $*"
    exec sh "$here/apt_install.sh" "$@"
fi
echo "Missing on this machine (Debian's names): $*" >&2
exit 1

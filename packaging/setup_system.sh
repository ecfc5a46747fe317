#!/bin/sh
# Checks that this machine has what the Python packages can't bring along: Python itself and the
# shared libraries that Qt loads. Installs what is missing where it may (root on Debian or Ubuntu),
# otherwise says which command does. Prints nothing when nothing is missing.
# The Python to check is $PYTHON (python3). Fonts need no check: the program brings its own.
set -eu

# What PySide6-Essentials' libraries and plugins are linked against, as ldd lists it.
# Without these no part of Qt starts, not even off screen.
ESSENTIAL="
libEGL.so.1 libegl1
libGL.so.1 libgl1
libX11.so.6 libx11-6
libxkbcommon.so.0 libxkbcommon0
libfontconfig.so.1 libfontconfig1
libfreetype.so.6 libfreetype6
libdbus-1.so.3 libdbus-1-3
libglib-2.0.so.0 libglib2.0-0
libgthread-2.0.so.0 libglib2.0-0
libzstd.so.1 libzstd1
libz.so.1 zlib1g
"
# These open a window (X11, Wayland) and print from it.
WINDOW="
libX11-xcb.so.1 libx11-xcb1
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-image.so.0 libxcb-image0
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-randr.so.0 libxcb-randr0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-render.so.0 libxcb-render0
libxcb-shape.so.0 libxcb-shape0
libxcb-shm.so.0 libxcb-shm0
libxcb-sync.so.1 libxcb-sync1
libxcb-util.so.1 libxcb-util1
libxcb-xfixes.so.0 libxcb-xfixes0
libxcb-xkb.so.1 libxcb-xkb1
libwayland-client.so.0 libwayland-client0
libwayland-cursor.so.0 libwayland-cursor0
libwayland-egl.so.1 libwayland-egl1
libcups.so.2 libcups2
"

[ "$(uname -s)" = Linux ] || exit 0

here=$(dirname "$0")
python=${PYTHON:-python3}

# Prints the packages of a list whose library the dynamic linker doesn't know.
missing_from() {
    echo "$1" | while read -r library package; do
        [ -n "$library" ] || continue
        case "$known" in
            *"	$library "*) ;;
            *) echo "$package" ;;
        esac
    done | sort -u
}

# Sets $essential and $window, the packages that are missing.
look() {
    known=$(PATH="$PATH:/usr/sbin:/sbin" ldconfig -p)
    # An amd64 machine may have 32-bit libraries besides.
    [ "$(uname -m)" != x86_64 ] || known=$(echo "$known" | grep x86-64 || true)
    essential=$(missing_from "$ESSENTIAL")
    window=$(missing_from "$WINDOW")
    if ! command -v "$python" >/dev/null 2>&1; then
        essential="python3 python3-venv
$essential"
    elif ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        essential="python3-venv
$essential"
    fi
}

look
# Unquoted on purpose: one word a package, and none if nothing is missing.
# shellcheck disable=SC2086
set -- $essential $window
if [ $# -gt 0 ]; then
    if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
        echo "Installing from the system's packages: $*"
        sh "$here/apt_install.sh" "$@" || echo "apt-get could not install all of them." >&2
        look
    fi
fi

# shellcheck disable=SC2086
set -- $essential $window
if [ $# -gt 0 ]; then
    echo "Missing on this machine: $*" >&2
    if command -v apt-get >/dev/null 2>&1; then
        echo "Install with:  sudo apt-get update && sudo apt-get install -y --no-install-recommends $*" >&2
    else
        echo "These are Debian's names; install what your system calls them." >&2
    fi
fi

# Lists of packages are empty or not: no quoting needed inside [ -n ].
if [ -n "$(echo $essential)" ]; then
    echo "Without them the program can't start." >&2
    exit 1
fi
if [ -n "$window" ] && [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    echo "Without them the window can't open; the command line works." >&2
fi

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "$("$python" --version) is too old: Python 3.11 or newer is needed." >&2
    echo "Name another one with:  make PYTHON=/path/to/python3.11" >&2
    exit 1
fi

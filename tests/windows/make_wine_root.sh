#!/bin/sh
# Makes a Debian 13 with wine 10 in a folder, for a system whose own wine is older:
# tests/windows/make_wine_root.sh FOLDER. Needs root; about 1 GB.
set -eu

root=$1
here=$(dirname "$0")
if [ "$(id -u)" != 0 ]; then
    echo "Only root can make a system in a folder." >&2
    exit 1
fi
command -v debootstrap >/dev/null || sh "$here/../../packaging/apt_install.sh" debootstrap
# For the window: Qt asks for a library of Windows 10 that wine lacks; a stub of it is compiled.
command -v x86_64-w64-mingw32-gcc >/dev/null ||
    sh "$here/../../packaging/apt_install.sh" gcc-mingw-w64-x86-64-win32 ||
    echo "No compiler for Windows: the window will be left out." >&2
mkdir -p "$(dirname "$root")"
rm -rf "$root.new"
echo "Making a Debian 13 with wine in $root (some minutes) ..."
# A flush to the disk after each of some 20,000 files takes longer than unpacking them; a folder that is
# left unfinished is made anew.
mkdir -p "$root.new/etc/dpkg/dpkg.cfg.d"
echo force-unsafe-io >"$root.new/etc/dpkg/dpkg.cfg.d/unflushed"
debootstrap --variant=minbase --include=ca-certificates,locales,fontconfig trixie "$root.new" \
    >"$root.log" 2>&1 || { tail -n 5 "$root.log" >&2; exit 1; }
cp -r /etc/apt/apt.conf.d "$root.new/etc/apt/" 2>/dev/null || true
unshare --mount sh -c '
    mount --rbind /proc "$0/proc" && mount --rbind /dev "$0/dev" && exec chroot "$0" sh -c "
        export DEBIAN_FRONTEND=noninteractive
        apt-get -qq -o Acquire::Retries=3 update &&
        apt-get -qq -o Acquire::Retries=3 install -y --no-install-recommends wine wine64 fonts-ipafont-gothic &&
        echo ja_JP.UTF-8 UTF-8 >/etc/locale.gen && locale-gen"
' "$root.new" >>"$root.log" 2>&1 || { tail -n 5 "$root.log" >&2; exit 1; }
rm -rf "$root"
mv "$root.new" "$root"

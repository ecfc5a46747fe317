#!/bin/sh
# Installs Debian or Ubuntu packages without asking: packaging/apt_install.sh PACKAGE...
# Needs root. Waits up to five minutes for another package manager that holds the lock.
set -eu

export DEBIAN_FRONTEND=noninteractive
lock="-o DPkg::Lock::Timeout=300"

# The lists have a lock of their own that the option above doesn't wait for.
try=1
until apt-get -qq $lock update </dev/null >/dev/null; do
    if [ "$try" -ge 5 ]; then
        echo "apt-get update failed; going on with the package lists that are here." >&2
        break
    fi
    try=$((try + 1))
    sleep 10
done

apt-get -qq $lock install -y --no-install-recommends "$@" </dev/null >/dev/null

#!/bin/sh
# Fills a fresh environment with the locked packages: packaging/setup_packages.sh PYTHON LOCK
# Says what it is doing, since it takes a minute, and nothing of pip's own configuration: all that pip
# says goes into a log in the environment, and its errors are shown when something fails.
set -eu

python=$1
lock=$2
log=$(dirname "$(dirname "$python")")/setup.log

count=$(grep -c '^[A-Za-z0-9][A-Za-z0-9._-]*==' "$lock")
echo "Setting up: installing the $count packages of $lock (about a minute) ..."
: >"$log"
install() {
    "$python" -m pip install --quiet --disable-pip-version-check "$@" >>"$log" 2>&1 && return
    # From the first error on; without one, whatever it said.
    errors=$(sed -n '/^[ \t]*\(ERROR\|error\)/,$p' "$log")
    echo "${errors:-$(cat "$log")}" >&2
    echo "Setting up failed. All that pip said stands in $log" >&2
    exit 1
}
install --require-hashes -r "$lock"
install --no-deps --no-build-isolation -e .

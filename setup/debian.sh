#!/bin/sh
# Install Debian packages, with sudo when not root: debian.sh PACKAGE...
set -eu
root=""
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "These Debian packages are needed: $*. Install them as root: apt-get install $*" >&2; exit 1; }
    root="sudo"
fi
echo "Installing Debian packages: $*"
export DEBIAN_FRONTEND=noninteractive
if ! $root apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1; then
    $root apt-get update -qq
    $root apt-get install -y -qq --no-install-recommends "$@" >/dev/null
fi

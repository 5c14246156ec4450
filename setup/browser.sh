#!/bin/sh
# See to it that there is a Chromium for the browser tests: browser.sh PYTHON
set -eu
for name in "${SAYSO_CHROMIUM:-}" chromium chromium-browser google-chrome; do
    [ -n "$name" ] && command -v "$name" >/dev/null && exit 0
done
if command -v apt-get >/dev/null; then
    sh "$(dirname "$0")/debian.sh" chromium fonts-dejavu-core
else
    "$1" -m playwright install chromium
fi

#!/bin/sh
# Make a virtual environment: venv.sh PYTHON FOLDER. On Debian the venv module is a package of its own: fetched when it is missing.
set -eu
python=$1
folder=$2

"$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || {
    echo "Sayso needs Python 3.11, 3.12 or 3.13; $python is $("$python" --version 2>&1). Say which one to use: make PYTHON=python3.12 ..." >&2
    exit 1
}
if ! "$python" -c 'import ensurepip' 2>/dev/null && command -v apt-get >/dev/null; then
    sh "$(dirname "$0")/debian.sh" "python3-venv"
fi
"$python" -m venv "$folder"

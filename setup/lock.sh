#!/bin/sh
# Resolve the locks anew, for every supported Python and system at once: lock.sh BIN
set -eu
lock() {
    output=$1
    shift
    "$bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --system-certs \
        --output-file "$output" "$@"
}
bin=$1
lock requirements/core.txt pyproject.toml
lock requirements/build.txt requirements/build.in
lock requirements/dev.txt --extra dev --constraint requirements/core.txt pyproject.toml

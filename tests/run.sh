#!/bin/sh
# Installs what the tests need from Debian 12, builds everything and runs every test. The last lines are the count.
set -eu
cd "$(dirname "$0")/.."

sh tools/build.sh test
ctest --test-dir build/release --output-on-failure --parallel 2 "$@"

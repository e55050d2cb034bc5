#!/bin/sh
# Installs what curate needs from Debian 12, builds it, and leaves it at build/release/curate.
# Words: none builds the program; `demo` also the maker of the sample study; `test` everything.
set -eu
cd "$(dirname "$0")/.."

sh tools/packages.sh build "$@"
tests=OFF
targets="curate"
for word in "$@"; do
  case "$word" in
    demo) tests=ON; targets="$targets make_ms_demo" ;;
    test) tests=ON; targets="all" ;;
  esac
done
cmake --preset release -DCURATE_TESTS="$tests" >build-configure.log 2>&1 || { cat build-configure.log; rm -f build-configure.log; exit 1; }
rm -f build-configure.log
# shellcheck disable=SC2086
cmake --build --preset release --target $targets

#!/bin/sh
# Random tamperings with a release (flip, cut, add, remove, rename, swap, sign again with another key; as folder, tar, tar.zst and zip)
# and with the bytes of archives: each must be found, the file named; untouched releases give no finding.
# Usage: tampering.sh [TAMPERINGS, default 500]
set -eu
cd "$(dirname "$0")/../.."
CURATE_TAMPERINGS=${1:-500} exec build/release/tests/test_release --gtest_filter='tampering.*'

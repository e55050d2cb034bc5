#!/bin/sh
# Eight officers record 1,000 consents each at once, on SQLite and on a PostgreSQL server of Debian's package: none is lost, the
# chain is whole and signed. Two minutes.
set -eu
cd "$(dirname "$0")/../.."
CURATE_WRITERS=8 CURATE_EVENTS=1000 build/release/tests/test_consent --gtest_filter='*several_writers_at_once*'

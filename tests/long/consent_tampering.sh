#!/bin/sh
# 1,000 random changes of one byte of the events, on SQLite and on PostgreSQL, and 1,000 of the file itself around them: each is found
# by verify, which names the event; a byte of the file that is not found changes nothing of what is read. Two minutes.
set -eu
cd "$(dirname "$0")/../.."
CURATE_TAMPERINGS=1000 build/release/tests/test_consent --gtest_filter='*every_byte_of_every*:*a_changed_byte*'

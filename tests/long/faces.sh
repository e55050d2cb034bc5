#!/bin/sh
# Shows that 300 made heads, turned by up to 25 degrees, scaled, cut, inverted, noisy and unevenly
# bright, lose their face and nothing of their brain, or are refused. Some 40 minutes of one core.
# Usage: tests/long/faces.sh [FIRST [COUNT]], from the project's folder, after building deface_many.
set -eu
exec nice -n 19 build/release/tests/deface_many "${1:-0}" "${2:-300}"

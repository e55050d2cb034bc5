#!/bin/sh
# Installs from Debian what the words given need: build, demo, test, fuzz. Only what is absent is installed, through sudo when
# not root.
set -eu

build="g++ cmake ninja-build pkg-config ccache
  libboost-filesystem-dev libfmt-dev libexpected-dev libcli11-dev
  nlohmann-json3-dev libvalijson-dev libssl-dev libdeflate-dev libarchive-dev nettle-dev libacl1-dev liblzma-dev libzstd-dev
  liblz4-dev libbz2-dev zlib1g-dev libxml2-dev libtbb-dev libre2-dev
  libsoci-dev libsqlite3-dev libdcmtk-dev libopenjp2-7-dev libdlib-dev liblapack-dev libblas-dev mricron-data"
makers="libgtest-dev libgmock-dev librapidcheck-dev libbenchmark-dev"
test="$makers minisign zstd python3 postgresql libsoci-postgresql4.0 dcmtk dcm2niix libtesseract5 tesseract-ocr-eng"
fuzz="clang-14 libclang-rt-14-dev"

wanted="ca-certificates"
for word in "$@"; do
  case "$word" in
    build) wanted="$wanted $build" ;;
    demo) wanted="$wanted $makers" ;;
    test) wanted="$wanted $test"; command -v npx >/dev/null 2>&1 || wanted="$wanted nodejs npm" ;;
    fuzz) wanted="$wanted $fuzz" ;;
    *) echo "packages.sh: unknown word $word (build, demo, test, fuzz)" >&2; exit 2 ;;
  esac
done

missing=""
for package in $wanted; do
  dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

as_root=""
[ "$(id -u)" -eq 0 ] || as_root="sudo"
echo "Installing from Debian:$missing"
$as_root apt-get update -q
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -q --no-install-recommends $missing

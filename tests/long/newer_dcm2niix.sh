#!/bin/sh
# curate against dcm2niix of December 2024: the made headers of every vendor and the sample study, by the test of
# label oracle, then every set of ../shared/data/dicom, by compare_converted.
# Wants python3 and node, and npm for the package @niivue/dcm2niix where DCM2NIIX_MODULES names no folder that holds it.
# usage: tests/long/newer_dcm2niix.sh [WORK_FOLDER]
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
shared=$(cd "$root/.." && pwd)/shared
build=$root/build/release
work=${1:-$(mktemp -d)}
mkdir -p "$work"
[ -f "$shared/tools/dcm2niix.mjs" ] || { echo "../shared/tools/dcm2niix.mjs is absent"; exit 0; }
if [ -z "${DCM2NIIX_MODULES:-}" ]; then
  npm install --silent --prefix "$work/node" @niivue/dcm2niix@1.2.0
  DCM2NIIX_MODULES=$work/node/node_modules
fi
export DCM2NIIX_MODULES

# The same command line as dcm2niix: the folders stand at its end, after -o.
newer=$work/dcm2niix
cat >"$newer" <<EOT
#!/bin/sh
options=
while [ \$# -gt 1 ]; do
  case "\$1" in
    -o) out=\$2; shift 2 ;;
    *) options="\$options \$1"; shift ;;
  esac
done
exec node "$shared/tools/dcm2niix.mjs" "\$out" "\$1" \$options
EOT
chmod +x "$newer"

status=0
CURATE_DCM2NIIX=$newer CURATE_DCM2NIIX_IS_NEWER=1 CURATE_ORACLE_TOLD=$work/made.tsv "$build/tests/test_oracle" || status=1

for set in "$shared"/data/dicom/*/; do
  name=$(basename "$set")
  in=$set/In
  [ -d "$in" ] || in=$set
  rm -rf "$work/in" "$work/ours" "$work/theirs"
  mkdir -p "$work/theirs"
  "$build/curate" convert "$in" --layout flat -o "$work/ours" --quiet >/dev/null 2>&1 || true
  # dcm2niix reads no archives.
  cp -r "$in" "$work/in"
  chmod -R u+w "$work/in"
  find "$work/in" -name '*.nii.gz' -delete
  find "$work/in" -name '*.gz' -exec gunzip -q {} +
  find "$work/in" -name '*.zip' -exec python3 -m zipfile -e {} "$work/in" \;
  "$newer" -z n -b y -ba y -f %s_%p -o "$work/theirs" "$work/in" >/dev/null 2>&1 || true
  "$build/tests/compare_converted" "$work/ours" "$work/theirs" >"$work/$name.tsv" || true
  echo "$name: $(tail -n 1 "$work/$name.tsv")"
done
echo "differences are in $work/*.tsv"
exit $status

#!/bin/sh
# Converts the small sample study and has bids-validator and `curate validate` look at the dataset: no errors; then at a copy with
# eleven faults: ours finds all that the other does. Fails where npx cannot run.
# Usage: validator.sh MAKE_MS_DEMO CURATE
set -eu
make_ms_demo=$1
curate=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$make_ms_demo" "$work/sample" --small
"$curate" init "$work/study" --name "Sample" --quiet
"$curate" convert "$work/sample/dicom" --study "$work/study" --face keep --quiet
# The validator's own exit code is 1 when it finds errors; what it says is told apart below from not running at all.
npx --yes bids-validator@1.15.0 "$work/study/dataset" --json >"$work/result.json" || true
node - "$work/result.json" <<'JS'
const text = require('fs').readFileSync(process.argv[2], 'utf8');
const { issues, summary } = JSON.parse(text);
for (const error of issues.errors)
  console.log(error.key, error.files.map((f) => f.file && f.file.relativePath).slice(0, 3).join(' '));
console.log(`${summary.totalFiles} files, ${issues.errors.length} errors, ${issues.warnings.length} warnings`);
if (issues.errors.length > 0 || summary.subjects.length !== 2 || summary.totalFiles < 80) process.exit(1);
JS
"$curate" validate "$work/study/dataset" --fail-on warning
python3 "$(dirname "$0")/../long/validate_others.py" "$work/study/dataset" "$curate" --together

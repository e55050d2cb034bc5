#!/bin/bash
# The same planted visit through curate and through what Debian has beside it, in one run: gdcmanon (libgdcm-tools), dcmodify
# (dcmtk; a usual list of elements, private ones erased, new UIDs), and Orthanc's anonymization over HTTP on the loopback
# device. Each row says how many files were written, how many of the planted values are left in them (find_planted: every byte,
# every spelling), how many hits that makes, and the seconds. First a visit of a Siemens scanner in the small sample study, then one
# enhanced object with 44 values where tools forget to look (make_planted_file).
# Usage: deidentify_others.sh [PORT=18042]
set -eu
cd "$(dirname "$0")/../.."
port=${1:-18042}
build=$PWD/build/release
work=$(mktemp -d)
server=''
stop_server() {
  [ -n "$server" ] || return 0
  kill "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  server=''
}
trap 'stop_server; rm -rf "$work"' EXIT

"$build/tests/make_ms_demo" "$work/sample" --small >/dev/null
visit=$(find "$work/sample/dicom/prisma" -mindepth 1 -maxdepth 1 -type d | sort | head -1)
mkdir "$work/visit"
# Plain names: what stands in the names of files is none of these tools' business.
n=0
while IFS= read -r -d '' file; do
  n=$((n + 1))
  cp "$file" "$work/visit/$(printf '%05d.dcm' "$n")"
done < <(find "$visit" -type f -print0 | sort -z)
"$build/tests/make_planted_file" "$work/one"

row() { # row NAME OUT SECONDS NOTE
  local files found
  files=$(find "$2" -type f ! -name '*.json' | wc -l)
  found=$("$build/tests/find_planted" "$2" "$planted" | tail -1 || true)
  printf '%-34s %6s %8s %8s %8s  %s\n' "$1" "$files" "$(echo "$found" | sed -E 's/.*searched, ([0-9]+) found.*/\1/')" \
    "$(echo "$found" | sed -E 's/.*, ([0-9]+) hits/\1/')" "$3" "${4:-}"
}
since() { awk -v a="$1" -v b="$(date +%s%N)" 'BEGIN { printf "%.2f", (b - a) / 1e9 }'; }

head -c 32 /dev/urandom >"$work/key"
chmod 600 "$work/key"

with_curate() { # with_curate [OPTION]
  local start
  rm -rf "$work/curate"
  start=$(date +%s%N)
  "$build/curate" deidentify "$work/in" -o "$work/curate" --key "$work/key" --quiet ${1:+--option "$1"} >/dev/null 2>&1 ||
    [ $? -eq 3 ]
  row "curate ${1:-(no option)}" "$work/curate" "$(since "$start")" "documents and screenshots refused"
}

with_gdcmanon() {
  local start
  openssl req -x509 -newkey rsa:2048 -nodes -keyout "$work/rsa" -out "$work/certificate" -days 2 -subj /CN=test 2>/dev/null
  start=$(date +%s%N)
  gdcmanon -e -c "$work/certificate" -r --continue -i "$work/in" -o "$work/gdcmanon" >/dev/null 2>&1 || true
  row "gdcmanon -e" "$work/gdcmanon" "$(since "$start")" "$(dpkg-query -W -f '${Version}' libgdcm-tools 2>/dev/null)"
}

with_dcmodify() {
  local start erased tag
  cp -r "$work/in" "$work/dcmodify"
  erased=''
  for tag in 0008,0080 0008,0081 0008,0090 0008,0092 0008,0094 0008,1010 0008,1040 0008,1048 0008,1050 0008,1060 0008,1070 \
    0010,0021 0010,1000 0010,1001 0010,1002 0010,1005 0010,1010 0010,1040 0010,1060 0010,2154 0010,2160 0010,2180 0010,21b0 0010,4000 \
    0018,1000 0020,4000 0032,1032 0032,1033 0038,0010 0040,0241 0040,0242 0040,0253 0040,0275; do
    erased="$erased -ea ($tag)"
  done
  start=$(date +%s%N)
  # shellcheck disable=SC2086
  find "$work/dcmodify" -type f -print0 | xargs -0 dcmodify -nb -imt -ie -ep -gst -gse -gin $erased -m "(0010,0010)=sub-1" \
    -m "(0010,0020)=sub-1" -m "(0010,0030)=" -m "(0008,0050)=" -m "(0020,0010)=" -m "(0008,1030)=" -m "(0008,103e)=" >/dev/null 2>&1 || true
  row "dcmodify, a usual list" "$work/dcmodify" "$(since "$start")" "$(dpkg-query -W -f '${Version}' dcmtk 2>/dev/null)"
}

with_orthanc() {
  mkdir "$work/store" "$work/orthanc"
  cat >"$work/orthanc.json" <<END
{ "Name": "test", "StorageDirectory": "$work/store", "IndexDirectory": "$work/store", "HttpPort": $port,
  "RemoteAccessAllowed": false, "AuthenticationEnabled": false, "DicomServerEnabled": false, "Plugins": [] }
END
  timeout 300 Orthanc "$work/orthanc.json" >"$work/orthanc.log" 2>&1 &
  server=$!
  if /usr/bin/python3 - "$port" "$work/in" "$work/orthanc" >"$work/seconds" <<'END'
import http.client, json, pathlib, sys, time
port, source, target = int(sys.argv[1]), pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
for attempt in range(100):
  try:
      link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
      link.request("GET", "/system"); link.getresponse().read(); break
  except OSError:
      time.sleep(0.1)
else:
  sys.exit("no answer")
def ask(method, path, body):
  link.request(method, path, body); answer = link.getresponse(); data = answer.read()
  return data if answer.status == 200 else None
ids = []
for file in sorted(source.iterdir()):
  said = ask("POST", "/instances", file.read_bytes())
  if said: ids.append(json.loads(said)["ID"])
start = time.monotonic()
for number, each in enumerate(ids):
  data = ask("POST", f"/instances/{each}/anonymize", b"{}")
  if data: (target / f"{number:05}.dcm").write_bytes(data)
print(f"{time.monotonic() - start:.2f}")
END
  then
    row "Orthanc /instances/{id}/anonymize" "$work/orthanc" "$(cat "$work/seconds")" "$(dpkg-query -W -f '${Version}' orthanc 2>/dev/null)"
  else
    echo "Orthanc did not answer"
  fi
  stop_server
}

measure() { # measure INPUT PLANTED: a row for each tool
  planted=$2
  rm -rf "$work/in" "$work/gdcmanon" "$work/dcmodify" "$work/orthanc" "$work/store"
  cp -r "$1" "$work/in"
  printf '%-34s %6s %8s %8s %8s\n' "$(find "$1" -type f | wc -l) file(s)" files values hits seconds
  row "the originals" "$work/in" -
  with_curate
  with_curate retain-safe-private
  if command -v gdcmanon >/dev/null; then with_gdcmanon; fi
  if command -v dcmodify >/dev/null; then with_dcmodify; fi
  if command -v Orthanc >/dev/null; then with_orthanc; fi
}

echo "one visit of a Siemens scanner"
measure "$work/visit" "$work/sample/planted.tsv"
echo
echo "one enhanced object"
measure "$work/one/dicom" "$work/one/planted.tsv"

#!/bin/sh
# Makes the sample study and walks the whole way with it: convert, describe, check, consent, release, verify, withdraw. Says
# what lies where and what to look at.
set -eu
cd "$(dirname "$0")/.."

sh tools/build.sh demo
sample=sample-datasets/ms-demo
study=build/demo-study
copies=build/demo-copies
curate=build/release/curate
issuers="--issuer KLINIKUM-WEIDENBRONN --issuer STANSFELD-GENERAL"
step() { printf '\n== %s\n' "$*"; }
# What has to be refused.
refused() { "$@" && { echo "demo: this should have been refused: $*" >&2; exit 1; }; return 0; }

rm -rf "$sample" "$study" "$copies"
mkdir -p "$copies"
echo "Making the sample study: six people, two visits, two scanners (about a minute) ..."
build/release/tests/make_ms_demo "$sample"

step "Convert: one person with the face removed, as is the default (some 5 s a picture of one core)"
$curate init "$study" --name ms-demo
$curate convert "$sample/dicom/prisma/"control_* --study "$study"
step "Convert: the others, who agreed that pictures keep their faces"
$curate convert "$sample/dicom" --study "$study" --face keep --quiet

step "Describe: the clinic's table as it came is refused, the corrected one goes in"
clinic="--id-column patient_id --dictionary $sample/clinical/dictionary.json $issuers --study $study"
# Words of $clinic and $issuers are arguments of their own.
# shellcheck disable=SC2086
refused $curate table import "$sample/clinical/as-it-came.csv" $clinic
# shellcheck disable=SC2086
$curate table import "$sample/clinical/corrected.csv" $clinic
step "Check"
$curate validate "$study/dataset"

step "Consent: nobody may leave before it is known what they agreed to"
refused $curate release plan --license CC-BY-4.0 --access open --study "$study" --quiet
# shellcheck disable=SC2086
$curate consent import "$sample/clinical/consents.csv" --id-column patient_id $issuers --by "study office" --study "$study"
$curate consent list --study "$study"

step "Release: to everybody, and to a hospital under an agreement, with labels of its own"
mkdir -p "$study/licenses"
cp "$sample/clinical/LicenseRef-MS-Demo-1.0.json" "$study/licenses/"
$curate recipient add Uni-A --region DE --contact data@uni-a.example --study "$study"
$curate release build --version 1.0.0 --license CC-BY-4.0 --access open --format tar --study "$study"
$curate release build --version 1.0.0 --license LicenseRef-MS-Demo-1.0 --access controlled --recipient Uni-A --format tar --study "$study"

step "Verify, as whoever downloaded it"
$curate key export "$copies/ms-demo.pub" --study "$study"
cp "$study/releases/ms-demo-1.0.0.tar" "$copies/open.tar"
$curate verify "$copies/open.tar" --key "$copies/ms-demo.pub"
mkdir "$copies/uni-a"
tar -C "$copies/uni-a" -xf "$study/releases/Uni-A/ms-demo-1.0.0.tar"

step "Withdraw: somebody takes no longer part; first what would happen, then it does"
leaver=$(ls "$study/dataset" | grep '^sub-' | tail -1)
$curate withdraw "$leaver" --level use --dry-run --study "$study"
$curate withdraw "$leaver" --level use --by "study office" --study "$study"
$curate release list --study "$study"
step "The hospital takes them out of its copy, and sends the receipt back"
$curate release revocations "$copies/revocations.json" --study "$study"
refused $curate verify "$copies/uni-a/ms-demo-1.0.0" --key "$copies/ms-demo.pub" --revocations "$copies/revocations.json" --quiet
$curate verify "$copies/uni-a/ms-demo-1.0.0" --key "$copies/ms-demo.pub" --revocations "$copies/revocations.json" --purge
$curate withdraw --confirm 1 --recipient Uni-A --study "$study"
$curate withdraw --list --study "$study"

cat <<EOT

The BIDS dataset is in        $study/dataset
  its list of people          $study/dataset/participants.tsv
  a picture and its sidecar   $study/dataset/sub-*/ses-1/anat/*_T1w.nii.gz and .json
What was built to leave       $study/releases
What recipients hold          $copies
The proof of the withdrawal   $study/private/withdrawals/1
What never leaves the house   $study/private (key, registry, faces)
The scans it was made from    $sample/dicom (identities are planted in them: $sample/planted.tsv)
EOT

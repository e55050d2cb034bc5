#!/bin/sh
# Makes the sample study, runs the main job on it, and says where the result lies and what to look at.
set -eu
cd "$(dirname "$0")/.."

sh tools/build.sh demo
sample=sample-datasets/ms-demo
study=build/demo-study
curate=build/release/curate

rm -rf "$sample" "$study"
echo "Making the sample study: six people, two visits, two scanners (about a minute) ..."
build/release/tests/make_ms_demo "$sample"
$curate init "$study" --name ms-demo
# One person: looking for a face in every picture takes some 5 s of one core each.
$curate convert "$sample/dicom/prisma/"control_*_20210408 --study "$study"
clinic="--id-column patient_id --dictionary $sample/clinical/dictionary.json --issuer KLINIKUM-WEIDENBRONN
  --issuer STANSFELD-GENERAL --study $study"
echo "The clinic's table as it came is refused:"
# Words of $clinic are arguments of their own.
# shellcheck disable=SC2086
$curate table import "$sample/clinical/as-it-came.csv" $clinic && exit 1
echo "The corrected one goes in, with the rows of who was converted:"
# shellcheck disable=SC2086
$curate table import "$sample/clinical/corrected.csv" $clinic --skip-unknown

cat <<EOT

The BIDS dataset is in        $study/dataset
  its list of people          $study/dataset/participants.tsv
  a picture and its sidecar   $study/dataset/sub-*/ses-1/anat/*_T1w.nii.gz and .json
  their faces are gone        (kept as they were with --face keep)
What never leaves the house   $study/private (key, registry, faces)
The scans it was made from    $sample/dicom (identities are planted in them: $sample/planted.tsv)
All six people:               nothing is done twice; some minutes.
  $curate convert $sample/dicom --study $study
EOT

#include "tests/validation/made_dataset.hpp"

#include <functional>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

namespace curate::validation_test {
namespace {

using testing::Contains;
using testing::IsEmpty;

TEST(validate, finds_nothing_in_a_dataset_without_fault) {
  EXPECT_THAT(MadeDataset().found(), IsEmpty());
}

/// One way to break the dataset, and what is found then.
struct Fault {
  std::string code, file;
  std::function<void(const MadeDataset &)> make;
};

using Set = const MadeDataset &;
const std::string t1w = MadeDataset::t1w(), bold = MadeDataset::bold(), dwi = MadeDataset::dwi(),
                  epi = MadeDataset::epi();

Fault text(std::string code, const std::string &file, const std::string &content) {
  return {std::move(code), file, [=](Set set) { set.write(file, content); }};
}

Fault moved(std::string code, const std::string &from, const std::string &to) {
  return {std::move(code), to, [=](Set set) { set.move(from, to); }};
}

Fault removed(std::string code, const std::string &file, const std::string &told) {
  return {std::move(code), told, [=](Set set) { set.remove(file); }};
}

Fault image(std::string code, const std::string &stem, const MadeImage &made) {
  return {std::move(code), stem + ".nii.gz",
          [=](Set set) { set.write(stem + ".nii.gz", packed(image_bytes(made))); }};
}

void expect_found(const std::vector<Fault> &faults) {
  for (const Fault &fault : faults) {
    const MadeDataset set;
    fault.make(set);
    EXPECT_THAT(set.found(), Contains(fault.code + " " + fault.file));
  }
}

TEST(validate, finds_wrong_names) {
  const std::string anat = "sub-1/ses-1/anat/sub-1_ses-1_";
  expect_found({
      moved("BIDS-NAME", t1w + ".nii.gz", anat + "scan_T1w.nii.gz"),
      moved("BIDS-SUFFIX", t1w + ".nii.gz", anat + "T1.nii.gz"),
      moved("BIDS-DATATYPE", t1w + ".nii.gz", "sub-1/ses-1/func/sub-1_ses-1_T1w.nii.gz"),
      moved("BIDS-EXTENSION", t1w + ".nii.gz", anat + "T1w.nii.bz2"),
      moved("BIDS-ENTITY", t1w + ".nii.gz", anat + "dir-AP_T1w.nii.gz"),
      moved("BIDS-ENTITY-UNKNOWN", t1w + ".nii.gz", anat + "scanner-2_T1w.nii.gz"),
      moved("BIDS-ENTITY-REPEATED", t1w + ".nii.gz", anat + "run-1_run-2_T1w.nii.gz"),
      moved("BIDS-ENTITY-ORDER", t1w + ".nii.gz", anat + "run-1_acq-a_T1w.nii.gz"),
      moved("BIDS-ENTITY-MISSING", bold + ".nii.gz", "sub-1/ses-1/func/sub-1_ses-1_bold.nii.gz"),
      moved("BIDS-LABEL", t1w + ".nii.gz", anat + "run-a_T1w.nii.gz"),
      moved("BIDS-FOLDER", t1w + ".nii.gz", "sub-1/ses-1/anat/sub-2_ses-1_T1w.nii.gz"),
      moved("BIDS-FOLDER", t1w + ".nii.gz", "sub-1/ses-1/anat/sub-1_ses-2_T1w.nii.gz"),
      moved("BIDS-FOLDER-UNKNOWN", t1w + ".nii.gz", "sub-1/ses-1/scans/sub-1_ses-1_T1w.nii.gz"),
      text("BIDS-FOLDER-UNKNOWN", "extra/notes.txt", "text"),
      text("BIDS-SUFFIX", "notes.txt", "text"),
      text("BIDS-README-MANY", "README.md", "text"),
      removed("BIDS-README-MISSING", "README", "README"),
      {"BIDS-SUBJECT-EMPTY", "sub-2", [](Set set) { set.write("sub-2/.hidden", "text"); }},
  });
}

TEST(validate, finds_wrong_sidecars) {
  expect_found({
      removed("BIDS-DESCRIPTION-MISSING", "dataset_description.json", "dataset_description.json"),
      text("BIDS-DESCRIPTION-FIELD", "dataset_description.json", R"({"Name": "x"})"),
      text("BIDS-EDITION", "dataset_description.json", R"({"Name": "x", "BIDSVersion": "9.9"})"),
      text("BIDS-FIELD-KIND", "dataset_description.json",
           R"({"Name": "x", "BIDSVersion": "1.10.0", "Authors": "One"})"),
      text("BIDS-JSON", t1w + ".json", "{\"EchoTime\": }"),
      text("BIDS-JSON", t1w + ".json", "[]"),
      text("BIDS-JSON", t1w + ".json", std::string("{}\0{}", 5)),
      text("BIDS-JSON-REPEATED-KEY", t1w + ".json", R"({"a": 1, "\u0061": 2})"),
      text("BIDS-JSON-DEPTH", t1w + ".json", "{\"a\":" + std::string(10000, '[') + "}"),
      text("BIDS-JSON-UTF8", t1w + ".json", "{\"a\": \"\xFF\"}"),
      text("BIDS-FIELD-KIND", t1w + ".json", R"({"EchoTime": "3 ms"})"),
      text("BIDS-FIELD-RANGE", t1w + ".json", R"({"RepetitionTime": -2})"),
      text("BIDS-FIELD-WORD", epi + ".json",
           R"({"PhaseEncodingDirection": "y", "TotalReadoutTime": 1})"),
      {"BIDS-FIELD-MISSING", bold + ".nii.gz", [](Set set) { set.remove(bold + ".json"); }},
      text(
          "BIDS-INTENDED-FOR", epi + ".json",
          R"({"PhaseEncodingDirection": "j", "TotalReadoutTime": 1, "IntendedFor": ["x.nii.gz"]})"),
      text("BIDS-B0-SOURCE", bold + ".json", R"({"RepetitionTime": 2, "B0FieldSource": "none"})"),
      {"BIDS-FIELD-CONFLICT", bold + ".nii.gz",
       [](Set set) {
         set.write(bold + ".json", R"({"RepetitionTime": 2, "VolumeTiming": [0, 1]})");
       }},
      {"BIDS-SIDECAR-ORPHAN", t1w + ".json", [](Set set) { set.remove(t1w + ".nii.gz"); }},
      {"BIDS-GRADIENTS-MISSING", dwi + ".nii.gz", [](Set set) { set.remove(dwi + ".bvec"); }},
      {"BIDS-DUPLICATE", t1w + ".nii.gz",
       [](Set set) { set.write(t1w + ".nii", image_bytes({})); }},
      {"BIDS-EVENTS-MISSING", bold + ".nii.gz",
       [](Set set) { set.remove("sub-1/ses-1/func/sub-1_ses-1_task-nback_events.tsv"); }},
      {"BIDS-INHERITANCE", bold + ".nii.gz", [](Set set) { set.write("ses-1_bold.json", "{}"); }},
  });
}

TEST(validate, finds_wrong_images) {
  const auto cut = [](const std::string &file, std::size_t left) {
    return [=](Set set) { set.write(file, set.read(file).substr(0, left)); };
  };
  expect_found({
      {"IMAGE-EMPTY", t1w + ".nii.gz", cut(t1w + ".nii.gz", 0)},
      {"IMAGE-GZIP-TRUNCATED", t1w + ".nii.gz", cut(t1w + ".nii.gz", 50)},
      {"IMAGE-NOT-GZIP", t1w + ".nii.gz",
       [](Set set) { set.write(t1w + ".nii.gz", image_bytes({})); }},
      {"IMAGE-NOT-NIFTI", t1w + ".nii.gz",
       [](Set set) { set.write(t1w + ".nii.gz", packed(std::string(500, 'x'))); }},
      {"IMAGE-GZIP-DAMAGED", t1w + ".nii.gz",
       [](Set set) {
         auto bytes = set.read(t1w + ".nii.gz");
         bytes[bytes.size() - 6] ^= 1; // of the checksum
         set.write(t1w + ".nii.gz", bytes);
       }},
      {"IMAGE-TRUNCATED", t1w + ".nii.gz",
       [](Set set) {
         const auto bytes = image_bytes({});
         set.write(t1w + ".nii.gz", packed(bytes.substr(0, bytes.size() - 10)));
       }},
      image("IMAGE-DIMENSION", t1w, {.dim = {3, 4, 0, 3, 1, 1, 1, 1}}),
      image("IMAGE-NOT-3D", t1w, {.dim = {4, 4, 4, 3, 2, 1, 1, 1}}),
      image("IMAGE-NOT-4D", bold, {}),
      image("IMAGE-NO-PLACE", t1w, {.sform_code = 0}),
      image("IMAGE-AFFINE", t1w, {.pixdim = {1, 2, 0, 2, 0, 0, 0, 0}}),
      image("IMAGE-UNITS", t1w, {.units = 8}),
      image("IMAGE-REPETITION-TIME", bold,
            {.dim = {4, 4, 4, 3, 5, 1, 1, 1}, .pixdim = {1, 2, 2, 2, 2.5F, 0, 0, 0}}),
      image("IMAGE-REPETITION-TIME", bold, {.dim = {4, 4, 4, 3, 5, 1, 1, 1}, .units = 18}), // ms
      image("IMAGE-NO-REPETITION-TIME", bold,
            {.dim = {4, 4, 4, 3, 5, 1, 1, 1}, .pixdim = {1, 2, 2, 2, 0, 0, 0, 0}}),
      image("IMAGE-GRADIENT-COUNT", dwi, {.dim = {4, 4, 4, 3, 3, 1, 1, 1}}),
      {"IMAGE-SLICE-TIMING", bold + ".nii.gz",
       [](Set set) {
         set.write(bold + ".json", R"({"RepetitionTime": 2, "SliceTiming": [0, 1000, 500]})");
       }},
      {"IMAGE-SLICE-TIMING-COUNT", bold + ".nii.gz",
       [](Set set) {
         set.write(bold + ".json", R"({"RepetitionTime": 2, "SliceTiming": [0, 1]})");
       }},
      text("IMAGE-GRADIENT-NUMBER", dwi + ".bval", "0 a\n"),
      text("IMAGE-GRADIENT-ROWS", dwi + ".bval", "0\n1000\n"),
      text("IMAGE-GRADIENT-ROWS", dwi + ".bvec", "0 1\n0 0\n"),
      text("IMAGE-GRADIENT-ROW-LENGTH", dwi + ".bvec", "0 1\n0\n0 0\n"),
      text("IMAGE-GRADIENT-RANGE", dwi + ".bval", "0 -5\n"),
      text("IMAGE-GRADIENT-RANGE", dwi + ".bvec", "0 1\n0 1\n0 1\n"),
  });
}

TEST(validate, finds_wrong_tables) {
  const std::string scans = "sub-1/ses-1/sub-1_ses-1_scans.tsv";
  const std::string sessions = "sub-1/sub-1_sessions.tsv";
  expect_found({
      text("TABLE-KEY-MISSING", "participants.tsv", "participant_id\n"),
      text("TABLE-KEY-UNKNOWN", "participants.tsv", "participant_id\nsub-1\nsub-2\n"),
      text("TABLE-KEY-REPEATED", "participants.tsv", "participant_id\nsub-1\nsub-1\n"),
      text("TABLE-KEY-FORM", "participants.tsv", "participant_id\n1\n"),
      text("TABLE-COLUMN-MISSING", "participants.tsv", "id\nsub-1\n"),
      text("TABLE-COLUMN-ORDER", "participants.tsv", "age\tparticipant_id\n30\tsub-1\n"),
      text("TABLE-COLUMN-REPEATED", "participants.tsv", "participant_id\ta\ta\nsub-1\t1\t1\n"),
      text("TABLE-COLUMN-NAME", "participants.tsv", "participant_id\t\nsub-1\t1\n"),
      text("TABLE-ROW", "participants.tsv", "participant_id\ta\nsub-1\n"),
      text("TABLE-EMPTY-CELL", "participants.tsv", "participant_id\ta\nsub-1\t\n"),
      text("TABLE-LINE-END", "participants.tsv", "participant_id\r\nsub-1\r\n"),
      text("TABLE-TEXT", "participants.tsv", "participant_id\ta\nsub-1\t\xFF\n"),
      text("TABLE-BYTE-ORDER-MARK", "participants.tsv", "\xEF\xBB\xBFparticipant_id\nsub-1\n"),
      text("TABLE-KEY-UNKNOWN", "phenotype/test.tsv", "participant_id\tscore\nsub-9\t1\n"),
      text("TABLE-KEY-REPEATED", "phenotype/test.tsv", "participant_id\ta\nsub-1\t1\nsub-1\t2\n"),
      text("TABLE-KEY-REPEATED", "phenotype/test.tsv",
           "participant_id\tsession_id\nsub-1\tses-1\nsub-1\tses-1\n"),
      text("TABLE-SESSION-UNKNOWN", "phenotype/test.tsv",
           "participant_id\tsession_id\nsub-1\tses-1\nsub-1\tses-2\n"),
      text("TABLE-KEY-MISSING", sessions, "session_id\n"),
      text("TABLE-KEY-UNKNOWN", sessions, "session_id\nses-1\nses-2\n"),
      text("TABLE-SCAN-UNKNOWN", scans, "filename\nanat/sub-1_ses-1_T2w.nii.gz\n"),
      text("TABLE-SCAN-MISSING", scans, "filename\n"),
      text("TABLE-DATE-TIME", scans,
           "filename\tacq_time\nanat/sub-1_ses-1_T1w.nii.gz\t1900-01-01\n"),
      text("TABLE-COLUMN-ORDER", "sub-1/ses-1/func/sub-1_ses-1_task-nback_events.tsv",
           "duration\tonset\n1\t2\n"),
      text("TABLE-STIMULUS-UNKNOWN", "sub-1/ses-1/func/sub-1_ses-1_task-nback_events.tsv",
           "onset\tduration\tstim_file\n1\t2\tnone.png\n2\t2\tn/a\n"),
      text("TABLE-EMPTY", "participants.tsv", ""),
  });
}

TEST(validate, takes_a_person_once_a_session) {
  const MadeDataset set;
  set.write("phenotype/test.tsv",
            "participant_id\tsession_id\ta\nsub-1\tses-1\t1\nsub-1\tn/a\t2\n");
  EXPECT_THAT(set.found(), IsEmpty());
}

TEST(validate, finds_what_tells_of_people) {
  const auto participants = [](std::string code, const std::string &text_of_table) {
    return text(std::move(code), "participants.tsv", text_of_table);
  };
  expect_found({
      participants("PRIVACY-AGE", "participant_id\tage\nsub-1\t92\n"),
      participants("PRIVACY-DATE", "participant_id\tvisit\nsub-1\t2021-03-04\n"),
      participants("PRIVACY-DATE", "participant_id\tvisit\nsub-1\t04.03.2021\n"),
      participants("PRIVACY-CONTACT", "participant_id\twho\nsub-1\ta.b@example.org\n"),
      participants("PRIVACY-IDENTIFIER", "participant_id\tlast_name\nsub-1\tx\n"),
      participants("PRIVACY-FREE-TEXT",
                   "participant_id\tnotes\nsub-1\twas tired and left before the end of it\n"),
      text("PRIVACY-IDENTIFIER", t1w + ".json", R"({"EchoTime": 0.003, "PatientName": "x"})"),
      text("PRIVACY-PLACE", t1w + ".json", R"({"EchoTime": 0.003, "InstitutionName": "x"})"),
      text("PRIVACY-DATE", t1w + ".json", R"({"EchoTime": 0.003, "AcquisitionDate": "2020"})"),
      image("PRIVACY-HEADER-TEXT", t1w, {.description = "of somebody"}),
  });
}

TEST(validate, bears_links_and_pipes) {
  const MadeDataset set;
  fs::create_symlink("nowhere", set.root() / "sub-1/ses-1/anat/sub-1_ses-1_T2w.nii.gz");
  fs::create_symlink(".", set.root() / "sub-1/ses-1/loop");
  fs::create_symlink("loop2", set.root() / "loop2");
  ASSERT_EQ(::mkfifo((set.root() / "sub-1/ses-1/anat/sub-1_ses-1_PDw.nii").c_str(), 0600), 0);
  EXPECT_THAT(set.found(),
              testing::IsSupersetOf({"BIDS-LINK-BROKEN loop2", "BIDS-LINK-FOLDER sub-1/ses-1/loop",
                                     "BIDS-LINK-BROKEN sub-1/ses-1/anat/sub-1_ses-1_T2w.nii.gz",
                                     "BIDS-FILE-SPECIAL sub-1/ses-1/anat/sub-1_ses-1_PDw.nii"}));
}

TEST(validate, finds_the_same_with_more_workers) {
  const MadeDataset set;
  for (const std::string label : {"2", "3", "4", "5"})
    set.write("sub-" + label + "/anat/sub-" + label + "_T1w.json", "[");
  EXPECT_EQ(set.check(1).findings, set.check(4).findings);
  EXPECT_EQ(set.check(1).counted.at("BIDS-JSON"), 4U);
}

TEST(validate, holds_tables_to_the_dictionary_beside_them) {
  const MadeDataset set;
  set.write("participants.tsv", "participant_id\tedss\tsex\nsub-1\t11\tQ\n");
  set.write("participants.json",
            R"({"edss": {"Description": "x", "Type": "number", "Minimum": 0, "Maximum": 10},
    "sex": {"Description": "x", "Levels": {"F": "female", "M": "male"}}})");
  const auto outcome = set.check();
  std::size_t of_values = 0;
  for (const auto &finding : outcome.findings) {
    of_values += finding.file == "participants.tsv" && finding.severity == Severity::error;
    EXPECT_EQ((finding.message + finding.place).find("11"), std::string::npos);
    EXPECT_EQ((finding.message + finding.place).find("Q"), std::string::npos);
  }
  EXPECT_EQ(of_values, 2U);
}

TEST(validate, heeds_bidsignore) {
  const MadeDataset set;
  set.write("extra/notes.txt", "text");
  set.write("sub-1/ses-1/anat/sub-1_ses-1_mine.nii.gz", "x");
  set.write(".bidsignore", "# ours\n/extra/\n*_mine.nii.gz\n");
  EXPECT_THAT(set.found(), IsEmpty());
}

TEST(validate, tells_of_a_dictionary_of_many_tables_once) {
  const MadeDataset set;
  set.write("task-nback_events.json", R"({"onset": {"Description": "x", "Minimun": 0}})");
  for (const std::string label : {"2", "3", "4"})
    set.write("sub-" + label + "/func/sub-" + label + "_task-nback_events.tsv",
              "onset\tduration\n1\t1\n");
  for (const unsigned jobs : {1U, 4U}) {
    const auto outcome = set.check(jobs);
    EXPECT_EQ(outcome.counted.at("DICT-UNKNOWN-MEMBER"), 1U);
  }
}

} // namespace
} // namespace curate::validation_test

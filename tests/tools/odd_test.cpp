#include "tests/support/odd_maker.hpp"
#include "tests/tools/sample.hpp"

#include <set>

// Scans with something wrong: refused with a code, and the others go on.

namespace curate::tools_test {
namespace {

using support::Odd;
using testing::HasSubstr;
using testing::IsEmpty;

/// What becomes of a kind in each layout: "status code" of its first picture, "" where no series
/// is told; the code of a finding; the exit code.
struct Expected {
  std::string bids, flat, finding;
  int exit = 0;
};

const std::map<Odd, Expected> &expected() {
  static const std::map<Odd, Expected> all{
      {Odd::missing_slice,
       {"failed VOLUME-MISSING-SLICES", "failed VOLUME-MISSING-SLICES", "VOLUME-MISSING-SLICES",
        3}},
      {Odd::aborted_volume, {"written ", "written ", "VOLUME-INCOMPLETE", 0}},
      {Odd::two_patients,
       {"failed SERIES-TWO-PERSONS", "failed SERIES-TWO-PERSONS", "SERIES-TWO-PERSONS", 3}},
      {Odd::conflicting_birth_date,
       {"failed DEID-TWO-BIRTH-DATES", "failed SERIES-TWO-PERSONS", "SERIES-TWO-PERSONS", 3}},
      {Odd::placeholder_id, {"failed DEID-PLACEHOLDER-ID", "written ", "", 3}},
      {Odd::empty_id, {"failed DEID-PLACEHOLDER-ID", "written ", "", 3}},
      {Odd::short_pixels, {"failed PIXELS-SHORT", "failed PIXELS-SHORT", "PIXELS-SHORT", 3}},
      {Odd::truncated_file, {"failed PIXELS-SHORT", "failed PIXELS-SHORT", "PIXELS-SHORT", 3}},
      {Odd::absurd_size, {"failed PIXELS-SIZE", "failed PIXELS-SIZE", "PIXELS-SIZE", 3}},
      {Odd::zero_slices, {"failed VOLUME-MOSAIC", "failed VOLUME-MOSAIC", "VOLUME-MOSAIC", 3}},
      {Odd::zero_rows, {"failed PIXELS-SIZE", "failed PIXELS-SIZE", "PIXELS-SIZE", 3}},
      {Odd::unknown_transfer_syntax, {"", "", "DICOM-SYNTAX", 3}},
      {Odd::repeated_instance_number,
       {"written ", "written ", "SERIES-REPEATED-INSTANCE-NUMBERS", 0}},
      {Odd::repeated_file, {"written ", "written ", "SERIES-REPEATED-FILES", 0}},
      {Odd::unequal_gaps, {"failed VOLUME-GAPS", "failed VOLUME-GAPS", "VOLUME-GAPS", 3}},
      {Odd::no_preamble, {"written ", "written ", "", 0}}};
  return all;
}

std::string first_verdict(const Ran &ran) {
  const auto series = lines_of(ran.out);
  if (series.empty()) return "";
  return series.front()["status"].get<std::string>() + " " +
         series.front()["code"].get<std::string>();
}

std::size_t pictures_in(const fs::path &folder) {
  return ending_with(tree_of(folder), ".nii.gz").size();
}

/// The codes of all findings, and those of the run in words. No series tells a thing twice.
std::string findings_of(const Ran &ran) {
  std::string codes = ran.err;
  for (const auto &series : lines_of(ran.out)) {
    std::set<std::string> of_this;
    for (const auto &finding : series["findings"]) {
      const auto code = finding["code"].get<std::string>();
      EXPECT_TRUE(of_this.insert(code).second) << code;
      codes += " " + code;
    }
  }
  return codes;
}

TEST(odd, every_kind_has_its_verdict) {
  for (const Odd kind : support::all_odd()) {
    const std::string name(support::name_of(kind));
    const Expected &want = expected().at(kind);
    const support::TemporaryFolder folder;
    const fs::path scans = folder.path() / "scans";
    support::make_odd(scans, kind);
    const fs::path study = new_study(folder.path() / "study");
    const Ran bids = convert(scans, study), flat = convert_flat(scans, folder.path() / "flat");
    EXPECT_EQ(first_verdict(bids), want.bids) << name << bids.out;
    EXPECT_EQ(first_verdict(flat), want.flat) << name << flat.out;
    EXPECT_EQ(bids.status, want.exit) << name;
    EXPECT_EQ(flat.status, want.flat == "written " ? 0 : want.exit) << name;
    EXPECT_EQ(pictures_in(study / "dataset"), want.bids == "written " ? 1U : 0U) << name;
    EXPECT_EQ(pictures_in(folder.path() / "flat"), want.flat == "written " ? 1U : 0U) << name;
    EXPECT_THAT(findings_of(bids), HasSubstr(want.finding)) << name;
    EXPECT_THAT(findings_of(flat), HasSubstr(want.finding)) << name;
  }
}

TEST(odd, good_series_beside_them_are_written) {
  const support::TemporaryFolder folder;
  const fs::path scans = folder.path() / "scans";
  for (const Odd kind : support::all_odd())
    if (kind != Odd::conflicting_birth_date && kind != Odd::two_patients)
      support::make_odd(scans / std::string(support::name_of(kind)), kind);
  fs::copy(Sample::get().siemens_visit(1), scans / "good", fs::copy_options::recursive);
  const fs::path study = new_study(folder.path() / "study");
  const Ran bids = convert(scans, study), flat = convert_flat(scans, folder.path() / "flat");
  EXPECT_EQ(bids.status, 3);
  EXPECT_EQ(flat.status, 3);
  const fs::path alone = new_study(folder.path() / "alone");
  EXPECT_EQ(convert(Sample::get().siemens_visit(1), alone).status, 0);
  EXPECT_GE(pictures_in(study / "dataset"), pictures_in(alone / "dataset"));
  EXPECT_GE(pictures_in(folder.path() / "flat"), pictures_in(alone / "dataset"));
}

TEST(odd, placeholder_ids_are_converted_under_a_given_label) {
  for (const Odd kind : {Odd::placeholder_id, Odd::empty_id}) {
    const support::TemporaryFolder folder;
    support::make_odd(folder.path() / "scans", kind);
    const fs::path study = new_study(folder.path() / "study");
    const Ran refused =
        curate({"convert", (folder.path() / "scans").string(), "--study", study.string()});
    EXPECT_EQ(refused.status, 3);
    EXPECT_THAT(refused.out, HasSubstr("--subject LABEL"));
    EXPECT_EQ(pictures_in(study / "dataset"), 0U);
    const Ran named = convert(folder.path() / "scans", study, {"--subject", "sub-P01"});
    EXPECT_EQ(named.status, 0) << named.out << named.err;
    EXPECT_TRUE(
        tree_of(study / "dataset").contains("sub-P01/ses-1/anat/sub-P01_ses-1_FLAIR.nii.gz"));
  }
}

TEST(odd, one_bad_file_refuses_its_series) {
  const support::TemporaryFolder folder;
  const fs::path scans = folder.path() / "scans", bad = folder.path() / "bad";
  support::make_odd(scans, Odd::repeated_instance_number);
  support::make_odd(bad, Odd::zero_rows);
  const auto replaced = scans / "0012.dcm";
  fs::copy_file(bad / "0012.dcm", replaced, fs::copy_options::overwrite_existing);
  const fs::path study = new_study(folder.path() / "study");
  const Ran ran = convert(scans, study);
  EXPECT_EQ(ran.status, 3);
  EXPECT_EQ(first_verdict(ran), "failed PIXELS-SIZE") << ran.out;
  EXPECT_EQ(pictures_in(study / "dataset"), 0U);
  fs::remove(replaced);
  EXPECT_EQ(convert(scans, study).status, 0);
  EXPECT_EQ(pictures_in(study / "dataset"), 1U);
}

TEST(odd, two_birth_dates_under_one_id_stop_both) {
  // One id in two series of different days of birth: nobody knows whose they are.
  const support::TemporaryFolder folder;
  support::make_odd(folder.path() / "scans", Odd::conflicting_birth_date);
  const fs::path study = new_study(folder.path() / "study");
  const Ran ran =
      curate({"convert", (folder.path() / "scans").string(), "--study", study.string()});
  EXPECT_EQ(ran.status, 3);
  EXPECT_THAT(ran.out, HasSubstr("DEID-TWO-BIRTH-DATES"));
  EXPECT_THAT(ran.out, HasSubstr("remedy: convert each person's files apart"));
  for (const std::string date : {"19840904", "1984-09-04"})
    EXPECT_THAT(ran.out, testing::Not(HasSubstr(date)));
  EXPECT_EQ(pictures_in(study / "dataset"), 0U);
}

} // namespace
} // namespace curate::tools_test

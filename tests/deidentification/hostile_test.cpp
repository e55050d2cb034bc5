#include "tests/support/hostile_objects.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>

#include "tests/deidentification/run_deidentify.hpp"
#include "tests/support/folders.hpp"
#include "tests/support/raw_set.hpp"

// Bad input: no crash, a code for what is refused, nothing half-written, nothing of the person
// left. tests/long/hostile_objects.sh runs the same files under sanitizers, and larger ones.

namespace curate::deidentification_test {
namespace {

using deid::Option;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// Every file that was written is whole, says nothing of the person, and reads with DCMTK.
void expect_clean(const fs::path &out, const std::string &name) {
  for (const auto &path : files_below(out)) {
    const std::string bytes = base::read_file(path);
    EXPECT_THAT(bytes, Not(HasSubstr(std::string(support::hostile_word)))) << name;
    EXPECT_THAT(path.string(), Not(HasSubstr(".partial"))) << name;
    if (path.extension() != ".dcm") continue;
    const auto *first = reinterpret_cast<const std::byte *>(bytes.data());
    EXPECT_NO_THROW(support::taken_apart_by_dcmtk({first, bytes.size()})) << name;
  }
}

TEST(hostile, objects_are_written_clean_or_refused_with_a_code) {
  for (const auto &object : support::hostile_objects()) {
    const support::TemporaryFolder folder;
    support::write_bytes(folder.path() / "in" / "object", object.file);
    for (const deid::Options options :
         {deid::Options{},
          deid::Options{Option::retain_safe_private, Option::clean_descriptors,
                        Option::clean_structured_content, Option::retain_modified_dates}}) {
      const fs::path out = folder.path() / (options == deid::Options{} ? "plain" : "options");
      const auto ran = deidentify(folder.path() / "in", out, options);
      EXPECT_TRUE(ran.status == 0 || ran.status == 3) << object.name << " " << ran.err << ran.out;
      EXPECT_THAT(ran.err, Not(HasSubstr("unexpected"))) << object.name;
      EXPECT_THAT(ran.out + ran.err, Not(HasSubstr(std::string(support::hostile_word))))
          << object.name;
      expect_clean(out, object.name);
      const auto written = std::ranges::count_if(
          files_below(out), [](const fs::path &path) { return path.extension() == ".dcm"; });
      if (!object.must_be_refused) continue;
      EXPECT_EQ(written, 0) << object.name;
      EXPECT_EQ(ran.status, 3) << object.name;
    }
  }
}

TEST(hostile, others_go_on_beside_a_bad_file) {
  const support::TemporaryFolder folder;
  const auto objects = support::hostile_objects();
  for (const auto &object : objects)
    support::write_bytes(folder.path() / "in" / object.name, object.file);
  const auto ran = deidentify(folder.path() / "in", folder.path() / "out", {});
  EXPECT_EQ(ran.status, 3) << ran.err;
  expect_clean(folder.path() / "out", "all at once");
}

TEST(hostile, two_patients_in_one_series_are_refused) {
  const support::TemporaryFolder folder;
  const auto objects = support::hostile_objects();
  const auto &whole = std::ranges::find_if(objects, [](const auto &object) {
                        return object.name == "refers_to_itself";
                      })->file;
  support::RawFile file = support::taken_apart(whole);
  support::write_bytes(folder.path() / "in" / "a", whole);
  file.data[dicom::tags::patient_id].bytes = "QXHOSTILEZ-99";
  file.data[dicom::tags::patient_name].bytes = "QXHOSTILEZ^Berta";
  file.data[dicom::tags::sop_instance_uid].bytes = "1.2.3.4.2";
  support::write_bytes(folder.path() / "in" / "b", support::put_together(file));
  const auto ran = deidentify(folder.path() / "in", folder.path() / "out", {});
  EXPECT_EQ(ran.status, 3) << ran.out;
  expect_clean(folder.path() / "out", "two patients");
  for (const auto &path : files_below(folder.path() / "out"))
    EXPECT_NE(path.extension(), ".dcm");
}

} // namespace
} // namespace curate::deidentification_test

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <set>

#include "tests/deidentification/run_deidentify.hpp"
#include "tests/support/canary_fate.hpp"
#include "tests/support/canary_objects.hpp"
#include "tests/support/folders.hpp"
#include "tests/support/raw_set.hpp"

// A value of its own stands in every element of every VR at every level of many kinds of object.
// What the chosen options do not retain occurs in no byte that is written or said.

namespace curate::deidentification_test {
namespace {

using deid::Option;
using deid::Options;
using support::Canary;
using support::CanaryObject;
using support::Fate;
using support::fate_of;
using support::is_refused_by_default;
using support::told;
using testing::IsEmpty;
using testing::SizeIs;

TEST(canary, every_one_can_be_found_in_the_input) {
  for (const std::string &kind : support::canary_kinds()) {
    const CanaryObject object = support::canary_object(kind);
    const auto &all = object.canaries.all();
    EXPECT_GT(all.size(), 50'000U) << kind;
    const std::string_view bytes(reinterpret_cast<const char *>(object.file.data()),
                                 object.file.size());
    const auto found = support::CanarySearch(all).in(bytes);
    const std::set<std::size_t> seen(found.begin(), found.end());
    std::vector<std::string> missed;
    std::set<std::string> values;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (!all[i].is_too_short && !seen.contains(i)) missed.push_back(support::place_of(all[i]));
      if (!all[i].is_too_short && !values.insert(all[i].text).second)
        missed.push_back("twice: " + support::place_of(all[i]));
    }
    EXPECT_THAT(missed, IsEmpty()) << kind;
  }
}

TEST(canary, is_found_as_utf_16_too_and_no_number_within_a_longer_one) {
  std::vector<Canary> canaries(2);
  canaries[0].text = "QXBCDFGHJ";
  canaries[1].text = "712345678";
  canaries[1].is_number = true;
  const support::CanarySearch search(canaries);
  EXPECT_THAT(search.in("a q\0x\0b\0c\0d\0f\0g\0h\0j\0"), IsEmpty());
  using namespace std::string_literals;
  EXPECT_THAT(search.in("a\0 \0q\0x\0b\0c\0d\0f\0g\0h\0j\0"s), testing::ElementsAre(0));
  EXPECT_THAT(search.in("x\0q\0x\0b\0c\0d\0f\0g\0h\0j"s), testing::ElementsAre(0));
  EXPECT_THAT(search.in("2.25.1571234567890123456"), IsEmpty());
  EXPECT_THAT(search.in("0f3e712345678ab90c"), IsEmpty());
  EXPECT_THAT(search.in("id 712345678"), testing::ElementsAre(1));
}

/// Which canaries stand in elements of a set as the whole value: for those of four bytes.
void short_ones(const support::RawSet &set, const std::vector<Canary> &all,
                std::set<std::size_t> &out) {
  for (const auto &[tag, element] : set) {
    for (const support::RawSet &item : element.items)
      short_ones(item, all, out);
    if (element.vr != dicom::Vr::AS) continue;
    for (std::size_t i = 0; i < all.size(); ++i)
      if (all[i].is_too_short && all[i].text == element.bytes) out.insert(i);
  }
}

/// Runs the command on one object and says where canaries were left, and where one is absent that
/// the options retain. `written` counts the files.
struct Outcome {
  std::vector<std::string> left, lost;
  std::size_t written = 0;
  std::string told;
};

Outcome outcome_of(const CanaryObject &object, const support::CanarySearch &search,
                   Options options) {
  const support::TemporaryFolder folder;
  support::write_bytes(folder.path() / "in" / "object.dcm", object.file);
  const auto ran = deidentify(folder.path() / "in", folder.path() / "out", options);
  Outcome outcome;
  outcome.told = ran.err + ran.out;
  EXPECT_TRUE(ran.status == 0 || ran.status == 3) << object.name << " " << outcome.told;
  const auto &all = object.canaries.all();
  std::set<std::size_t> found;
  const auto look = [&](std::string_view bytes) {
    const auto here = search.in(bytes);
    found.insert(here.begin(), here.end());
  };
  look(ran.out + ran.err);
  for (const auto &path : files_below(folder.path() / "out")) {
    const std::string bytes = base::read_file(path);
    look(bytes);
    look(path.string());
    if (path.extension() != ".dcm") continue;
    ++outcome.written;
    const auto *first = reinterpret_cast<const std::byte *>(bytes.data());
    short_ones(support::taken_apart_by_dcmtk({first, bytes.size()}).data, all, found);
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Fate fate = fate_of(all[i], options);
    if (fate == Fate::gone && found.contains(i)) outcome.left.push_back(support::place_of(all[i]));
    if (fate == Fate::stays && !found.contains(i) && outcome.written > 0)
      outcome.lost.push_back(support::place_of(all[i]));
  }
  return outcome;
}

/// At most so many of them, for a message.
std::vector<std::string> some_of(std::vector<std::string> places) {
  constexpr std::size_t most = 40;
  if (places.size() > most) {
    places.push_back(std::to_string(places.size()) + " in all");
    places.erase(places.begin() + most, places.end() - 1);
  }
  return places;
}

class EveryKind : public testing::TestWithParam<std::string> {};

TEST_P(EveryKind, leaves_no_value_without_options) {
  const CanaryObject object = support::canary_object(GetParam());
  const support::CanarySearch search(object.canaries.all());
  const Outcome outcome = outcome_of(object, search, {});
  EXPECT_THAT(some_of(outcome.left), IsEmpty());
  EXPECT_EQ(outcome.written, is_refused_by_default(GetParam()) ? 0U : 1U) << outcome.told;
}

/// What one kind leaves and loses with each of these sets of options.
void expect_exactly(const std::string &kind, const std::vector<Options> &sets) {
  const CanaryObject object = support::canary_object(kind);
  const support::CanarySearch search(object.canaries.all());
  for (const Options options : sets) {
    const Outcome outcome = outcome_of(object, search, options);
    EXPECT_THAT(some_of(outcome.left), IsEmpty()) << support::told(options);
    EXPECT_THAT(some_of(outcome.lost), IsEmpty()) << support::told(options);
  }
}

TEST_P(EveryKind, retains_what_all_options_together_retain_and_nothing_else) {
  const std::vector<Options> sets = support::option_sets();
  expect_exactly(GetParam(), {sets.rbegin()[1], sets.back()});
}

TEST(canary, each_option_alone_retains_what_its_column_says_and_nothing_else) {
  for (const char *kind : {"enhanced MR", "mosaic with CSA", "structured report"})
    expect_exactly(kind, support::option_sets());
}

INSTANTIATE_TEST_SUITE_P(canary, EveryKind, testing::ValuesIn(support::canary_kinds()),
                         [](const auto &of) {
                           std::string name = of.param;
                           std::replace_if(
                               name.begin(), name.end(),
                               [](unsigned char letter) { return std::isalnum(letter) == 0; }, '_');
                           return name;
                         });

TEST(canary, an_object_that_names_other_patients_is_refused) {
  const CanaryObject object = support::canary_object("CT", {.has_other_persons = true});
  const support::CanarySearch search(object.canaries.all());
  const Outcome outcome = outcome_of(object, search, {});
  EXPECT_THAT(some_of(outcome.left), IsEmpty());
  EXPECT_EQ(outcome.written, 0U);
}

TEST(canary, odd_files_of_others_leave_no_value) {
  const auto data = support::shared_data();
  if (!data) GTEST_SKIP() << "no public scans";
  std::size_t planted = 0, written = 0;
  for (const auto &path : files_below(*data / "dicom" / "pydicom" / "In")) {
    const std::string bytes = base::read_file(path);
    const auto *first = reinterpret_cast<const std::byte *>(bytes.data());
    CanaryObject object;
    try {
      object = support::canary_object_of(path.filename().string(), {first, bytes.size()},
                                         {.is_deep = false});
    } catch (const std::exception &) {
      continue; // DCMTK cannot read it
    }
    ++planted;
    const support::CanarySearch search(object.canaries.all());
    // By turns, as many files hold the same kinds of object.
    const Options options = planted % 2 == 0 ? Options{} : support::every_retaining_option();
    const Outcome outcome = outcome_of(object, search, options);
    EXPECT_THAT(some_of(outcome.left), IsEmpty()) << object.name << " " << told(options);
    written += outcome.written;
  }
  EXPECT_GT(planted, 100U);
  EXPECT_GT(written, planted / 4);
}

} // namespace
} // namespace curate::deidentification_test

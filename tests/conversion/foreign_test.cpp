#include <algorithm>
#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/conversion/convert_flat.hpp>

#include "tests/support/folders.hpp"
#include "tests/support/ge_maker.hpp"
#include "tests/support/random.hpp"
#include "tests/support/siemens_maker.hpp"

namespace curate::conversion {
namespace {

using dicom::Vr;
using support::ByteString;
using support::Elements;
using Counts = std::map<std::pair<std::string, std::string>, int>;

Outcome converted(const fs::path &input, const fs::path &output) {
  Request request;
  request.inputs = {input};
  return convert_flat(request, output);
}

bool is_code(const std::string &code) {
  return !code.empty() && std::ranges::all_of(code, [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

// Every picture was written, or says why not: by a code, in words, and where it failed as a
// finding.
void expect_told(const Outcome &outcome, const fs::path &output) {
  for (const auto &series : outcome.series) {
    EXPECT_FALSE(series.pictures.empty());
    for (const auto &picture : series.pictures) {
      if (picture.status == Status::written) {
        EXPECT_EQ(picture.code, "");
        EXPECT_GE(picture.files.size(), 2U);
      } else {
        EXPECT_TRUE(is_code(picture.code)) << picture.code;
        EXPECT_NE(picture.reason, "");
        EXPECT_TRUE(picture.files.empty());
      }
      for (const auto &file : picture.files)
        EXPECT_TRUE(fs::exists(output / file));
      const bool is_found = std::ranges::any_of(series.findings, [&](const Finding &finding) {
        return finding.code == picture.code && finding.severity == Severity::error;
      });
      EXPECT_TRUE(is_found || picture.status != Status::failed) << picture.code;
    }
  }
}

Counts counts_of(const Outcome &outcome) {
  Counts counts;
  for (const auto &series : outcome.series)
    ++counts[{std::string(name_of(series.status())), series.code()}];
  return counts;
}

void expect_counts(const char *folder, const Counts &expected) {
  const auto data = support::shared_data();
  if (!data) GTEST_SKIP() << "the shared data are absent";
  const support::TemporaryFolder output;
  const auto outcome = converted(*data / "dicom" / folder, output.path());
  expect_told(outcome, output.path());
  EXPECT_EQ(counts_of(outcome), expected);
}

TEST(foreign, files_of_many_makers_are_converted_or_refused) {
  expect_counts("pydicom/In", {{{"written", ""}, 13},
                               {{"skipped", "SERIES-NOT-A-PICTURE"}, 18},
                               {{"failed", "PIXELS-SHORT"}, 2},
                               {{"failed", "SERIES-INSTANCE-CONFLICT"}, 1},
                               {{"failed", "VOLUME-MISSING-SLICES"}, 1},
                               {{"failed", "VOLUME-NO-POSITION"}, 7}});
}

TEST(foreign, series_that_are_no_volume_are_refused) {
  // What is written: two slices, two of each of two planes, one place seen four times, a tilted
  // gantry undone, and slices 5 and 10 mm apart, none left out, made 5 mm apart.
  expect_counts("dicom2nifti/failing",
                {{{"written", ""}, 6}, {{"failed", "VOLUME-MISSING-SLICES"}, 1}});
}

TEST(foreign, files_one_by_one_are_converted_or_refused) {
  const auto data = support::shared_data();
  if (!data) GTEST_SKIP() << "the shared data are absent";
  int files = 0;
  for (const auto &entry : fs::recursive_directory_iterator(*data / "dicom/pydicom/In")) {
    if (!fs::is_regular_file(entry.path())) continue;
    const support::TemporaryFolder output;
    const auto outcome = converted(entry.path(), output.path());
    expect_told(outcome, output.path());
    std::size_t passed_over = 0;
    for (const auto &[reason, count] : outcome.passed_over)
      passed_over += count;
    EXPECT_EQ(outcome.series.size() + passed_over, 1U);
    ++files;
  }
  EXPECT_GE(files, 175);
}

struct Made {
  support::Scene scene;
  support::SeriesRun run;
  std::vector<std::uint16_t> volume;
};

Made made_series(support::Vendor vendor, support::Kind kind) {
  for (const auto &person : support::sample_people()) {
    if (person.vendor != vendor) continue;
    Made out{{person, support::sample_site(vendor), support::sample_visit(person, 1)}, {}, {}};
    for (const auto &sequence : support::sample_sequences(vendor, true))
      if (sequence.kind == kind) out.run.sequence = sequence;
    out.run.sequence.size = {24, 20, 4};
    support::Painter painter(support::coarse_head(person.traits), vendor, 1);
    out.volume = painter.volume(out.run.sequence, 1, 0, 0, support::Component::magnitude);
    return out;
  }
  throw std::runtime_error("no person was scanned there");
}

// The files of a small series before they are written.
std::vector<Elements> files_of(support::Vendor vendor, support::Kind kind) {
  const Made made = made_series(vendor, kind);
  std::vector<Elements> files;
  const bool is_mosaic = vendor == support::Vendor::siemens && kind == support::Kind::dwi;
  for (int i = 0; i < made.run.sequence.size[2]; ++i) {
    support::Shot shot{.instance_number = i + 1, .slice = i, .time_s = 36000};
    if (is_mosaic) shot = {.instance_number = i + 1, .volume = i, .time_s = 36000.0 + i};
    files.push_back(vendor == support::Vendor::ge
                        ? support::ge_elements(made.scene, made.run, shot, made.volume)
                        : support::siemens_elements(made.scene, made.run, shot, made.volume));
  }
  return files;
}

Counts convert_bytes(const std::vector<ByteString> &files) {
  const support::TemporaryFolder folder;
  for (std::size_t i = 0; i < files.size(); ++i)
    support::write_bytes(folder.path() / "in" / std::to_string(i), files[i]);
  const auto outcome = converted(folder.path() / "in", folder.path() / "out");
  expect_told(outcome, folder.path() / "out");
  return counts_of(outcome);
}

// Changes, cuts off, doubles or removes some of the bytes.
void mutate(ByteString &bytes, support::Random &random) {
  const auto place = [&] { return static_cast<std::size_t>(random.next() % bytes.size()); };
  const std::size_t from = place();
  const std::size_t to = std::min(bytes.size(), from + 1 + random.next() % 32);
  const auto begin = bytes.begin() + static_cast<std::ptrdiff_t>(from);
  const auto end = bytes.begin() + static_cast<std::ptrdiff_t>(to);
  switch (random.next() % 5) {
  case 0:
    bytes.resize(to);
    return;
  case 1:
    bytes.erase(begin, end);
    return;
  case 2: {
    const ByteString piece(begin, end);
    bytes.insert(begin, piece.begin(), piece.end());
    return;
  }
  case 3:
    for (auto at = begin; at != end; ++at)
      *at = static_cast<std::byte>(random.next() & 0xFF);
    return;
  default:
    for (std::size_t i = from; i < to; ++i)
      bytes[place()] = static_cast<std::byte>(random.next() & 0xFF);
  }
}

TEST(foreign, damaged_bytes_are_converted_or_refused) {
  support::Random random(20260102);
  Counts counts;
  for (const auto &[vendor, kind] : {std::pair{support::Vendor::siemens, support::Kind::flair},
                                     std::pair{support::Vendor::siemens, support::Kind::dwi},
                                     std::pair{support::Vendor::ge, support::Kind::t1w}})
    for (const char *syntax : {"1.2.840.10008.1.2.1", "1.2.840.10008.1.2", "1.2.840.10008.1.2.5",
                               "1.2.840.10008.1.2.4.70", "1.2.840.10008.1.2.4.80"}) {
      std::vector<ByteString> whole;
      for (const Elements &file : files_of(vendor, kind))
        whole.push_back(support::encode(file, {.transfer_syntax = syntax}));
      EXPECT_EQ(convert_bytes(whole), (Counts{{{"written", ""}, 1}}));
      for (int i = 0; i < 25; ++i) {
        auto files = whole;
        mutate(files[static_cast<std::size_t>(random.next() % files.size())], random);
        for (const auto &[what, count] : convert_bytes(files))
          counts[what] += count;
      }
    }
  // Of 375 damaged series, some are still right and some are not.
  EXPECT_GT((counts[{"written", ""}]), 50);
  EXPECT_GT(counts.size(), 4U);
}

struct Lie {
  dicom::Tag tag;
  Vr vr;
};

TEST(foreign, values_that_lie_are_converted_or_refused) {
  const Lie texts[] = {
      {{0x0008, 0x0008}, Vr::CS}, {{0x0018, 0x0050}, Vr::DS}, {{0x0018, 0x0080}, Vr::DS},
      {{0x0018, 0x0081}, Vr::DS}, {{0x0018, 0x0088}, Vr::DS}, {{0x0020, 0x0013}, Vr::IS},
      {{0x0020, 0x0032}, Vr::DS}, {{0x0020, 0x0037}, Vr::DS}, {{0x0028, 0x0008}, Vr::IS},
      {{0x0028, 0x0030}, Vr::DS}, {{0x0028, 0x1052}, Vr::DS}, {{0x0028, 0x1053}, Vr::DS}};
  const Lie numbers[] = {{{0x0028, 0x0002}, Vr::US}, {{0x0028, 0x0010}, Vr::US},
                         {{0x0028, 0x0011}, Vr::US}, {{0x0028, 0x0100}, Vr::US},
                         {{0x0028, 0x0101}, Vr::US}, {{0x0028, 0x0102}, Vr::US},
                         {{0x0028, 0x0103}, Vr::US}};
  const auto try_all = [](support::Vendor vendor, support::Kind kind, const Lie &lie,
                          std::initializer_list<const char *> values) {
    for (const char *value : values) {
      std::vector<ByteString> files;
      for (Elements &file : files_of(vendor, kind)) {
        file.text(lie.tag, lie.vr, value);
        files.push_back(support::encode(file));
      }
      for (const auto &[what, count] : convert_bytes(files))
        EXPECT_TRUE(what.first != "skipped") << what.second;
    }
  };
  for (const auto &[vendor, kind] : {std::pair{support::Vendor::siemens, support::Kind::dwi},
                                     std::pair{support::Vendor::ge, support::Kind::t1w}}) {
    for (const Lie &lie : texts)
      try_all(vendor, kind, lie,
              {"", "0", "-1", "nan", "1e308\\1e308\\1e308\\1e308\\1e308\\1e308", "2147483648",
               "\\\\", "0\\0\\0\\0\\0\\0"});
    for (const Lie &lie : numbers)
      try_all(vendor, kind, lie, {"0", "1", "3", "255", "65535"});
  }
}

} // namespace
} // namespace curate::conversion

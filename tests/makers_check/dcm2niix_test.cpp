// The made study against an independent reader: does it see in the files what was put in?

#include "tests/support/folders.hpp"
#include "tests/support/sequence.hpp"
#include "tests/support/study_maker.hpp"
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>

namespace curate::support {
namespace {

std::string text_of(const fs::path &path) {
  std::ifstream in(path.string(), std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The numbers after `key` in a JSON file or after its beginning in a plain one.
std::vector<double> numbers_after(const std::string &text, const std::string &key) {
  std::vector<double> numbers;
  std::size_t at = key.empty() ? 0 : text.find('"' + key + '"');
  if (at == std::string::npos) return numbers;
  if (!key.empty()) at += key.size() + 3;
  const std::size_t end = key.empty() ? text.size() : text.find_first_of("]}\"", at);
  const std::string part = text.substr(at, end - at);
  const char *from = part.c_str();
  while (*from != '\0') {
    char *next = nullptr;
    const double number = std::strtod(from, &next);
    if (next != from) numbers.push_back(number);
    from = next == from ? from + 1 : next;
  }
  return numbers;
}

struct Nifti {
  std::array<std::int16_t, 8> size{};
  Affine affine;
};

/// Source: nifti1.h: dim at byte 40, srow_x at byte 280.
Nifti nifti_of(const fs::path &path) {
  const std::string bytes = text_of(path);
  Nifti nifti;
  if (bytes.size() < 348) return nifti;
  std::memcpy(nifti.size.data(), bytes.data() + 40, 16);
  std::array<float, 12> rows{};
  std::memcpy(rows.data(), bytes.data() + 280, 48);
  for (std::size_t row = 0; row < 3; ++row)
    for (std::size_t column = 0; column < 4; ++column)
      nifti.affine.m[row][column] = static_cast<double>(rows[row * 4 + column]);
  return nifti;
}

Vec3 middle(const Affine &affine, const std::array<int, 3> &size) {
  return affine.apply({(size[0] - 1) / 2.0, (size[1] - 1) / 2.0, (size[2] - 1) / 2.0});
}

class dcm2niix : public testing::TestWithParam<int> {
protected:
  void SetUp() override {
    if (std::system("command -v dcm2niix >/dev/null 2>&1") != 0)
      GTEST_SKIP() << "dcm2niix is not installed";
    make_study(study_.path(), {.small = true, .people = {GetParam()}, .visits = 1});
    const std::string command =
        fmt::format("dcm2niix -z n -b y -f '%s' -o '{}' '{}' >/dev/null 2>&1", out_.path().string(),
                    (study_.path() / "dicom").string());
    std::system(command.c_str());
  }
  TemporaryFolder study_, out_;
};

TEST_P(dcm2niix, sees_the_grids_times_and_gradients_that_were_put_in) {
  const Person person = sample_people()[static_cast<std::size_t>(GetParam() - 1)];
  const bool repeated = GetParam() == 1; // person 1's T1 was taken twice
  int number = 0;
  for (const Sequence &sequence : sample_sequences(person.vendor, true)) {
    number += repeated && sequence.kind == Kind::t1w ? 2 : 1;
    if (sequence.kind == Kind::localizer) continue;
    std::string stem = std::to_string(number);
    if (sequence.kind == Kind::field_phase)
      stem += "_e2_ph";
    else if (sequence.echo_times_ms.size() > 1)
      stem += "_e1";
    SCOPED_TRACE(stem);
    const fs::path path = out_.path() / (stem + ".nii");
    ASSERT_TRUE(fs::is_regular_file(path));
    const Nifti nifti = nifti_of(path);
    const std::array<int, 3> size = {nifti.size[1], nifti.size[2], nifti.size[3]};
    EXPECT_EQ(std::max<int>(1, nifti.size[4]), sequence.volumes);
    const Vec3 seen = middle(nifti.affine, size);
    const Vec3 made = middle(index_to_ras(sequence), sequence.size);
    for (std::size_t axis = 0; axis < 3; ++axis)
      EXPECT_NEAR(seen[axis], made[axis], 1e-3);
    EXPECT_NEAR(std::abs(nifti.affine.determinant()),
                std::abs(index_to_ras(sequence).determinant()), 1e-3);
    if (!sequence.is_epi) continue;
    const std::string sidecar = text_of(out_.path() / (stem + ".json"));
    const std::vector<double> times = numbers_after(sidecar, "SliceTiming");
    const std::vector<double> put = slice_times_ms(sequence, person.vendor);
    ASSERT_EQ(times.size(), put.size());
    // GE: dcm2niix spreads slices evenly over the repetition time, so by up to the raster of 2.5 ms
    // for each slice.
    for (std::size_t slice = 0; slice < put.size(); ++slice)
      EXPECT_NEAR(times[slice], put[slice] / 1000, 0.03) << slice;
    EXPECT_EQ(numbers_after(sidecar, "RepetitionTime").at(0), sequence.repetition_time_ms / 1000);
    if (sequence.b_values.empty()) continue;
    EXPECT_EQ(numbers_after(text_of(out_.path() / (stem + ".bval")), ""), sequence.b_values);
  }
}

INSTANTIATE_TEST_SUITE_P(oracle, dcm2niix, testing::Values(1, 2, 4));

} // namespace
} // namespace curate::support

#include "libcurate/dicom/uih.hpp"

#include <gtest/gtest.h>

#include "tests/support/parsed.hpp"

namespace curate::dicom::uih {
namespace {

using support::Elements;

Elements grid(std::initializer_list<const char *> durations_ms) {
  Elements set;
  set.text(Tag{0x0065, 0x0010}, Vr::LO, "Image Private Header");
  for (const char *duration : durations_ms) {
    Elements tile;
    tile.text(Tag{0x0018, 0x9073}, Vr::FD, duration);
    set.item(Tag{0x0065, 0x1051}, tile);
  }
  return set;
}

SeriesFacts facts_of(const Elements &set, bool is_epi = true) {
  const auto header = support::parsed(set);
  SeriesFacts facts;
  if (is_epi) facts.scanning_sequence = static_cast<std::uint8_t>(ScanningSequence::ep);
  add_to(FrameView(header.root()), facts);
  return facts;
}

TEST(uih, readout_is_the_duration_of_the_tiles) {
  EXPECT_EQ(facts_of(grid({"21", "22", "21", "21"})).total_readout_time_s, 0.021);
  EXPECT_EQ(facts_of(grid({"21"}), false).total_readout_time_s, std::nullopt);
  EXPECT_EQ(facts_of(grid({})).total_readout_time_s, std::nullopt);
  Elements slice = grid({});
  slice.text(Tag{0x0018, 0x9073}, Vr::FD, "34");
  EXPECT_EQ(facts_of(slice).total_readout_time_s, 0.034);
  slice.text(Tag{0x0018, 0x9073}, Vr::FD, "5865"); // of the whole volume
  EXPECT_EQ(facts_of(slice).total_readout_time_s, std::nullopt);
}

TEST(uih, polarity_is_one_against_the_index) {
  Elements set = grid({});
  EXPECT_EQ(facts_of(set).is_phase_encoding_positive, std::nullopt);
  set.text(Tag{0x0065, 0x1058}, Vr::IS, "1");
  EXPECT_EQ(facts_of(set).is_phase_encoding_positive, false);
  set.text(Tag{0x0065, 0x1058}, Vr::IS, "0");
  EXPECT_EQ(facts_of(set).is_phase_encoding_positive, true);
}

} // namespace
} // namespace curate::dicom::uih

#include "tests/support/siemens_maker.hpp"

#include "tests/support/siemens_csa.hpp"
#include <gtest/gtest.h>
#include <libcurate/dicom/header.hpp>
#include <libcurate/dicom/siemens_csa.hpp>
#include <libcurate/dicom/siemens_protocol.hpp>

namespace curate::support {
namespace {

Scene scene() {
  const Person person = sample_people().front();
  return {person, sample_site(person.vendor), sample_visit(person, 1)};
}

SeriesRun run_of(Kind kind) {
  SeriesRun run{.series_number = 5, .start_s = 36000};
  for (const Sequence &sequence : sample_sequences(Vendor::siemens, true))
    if (sequence.kind == kind) run.sequence = sequence;
  return run;
}

dicom::Header header_of(const SeriesRun &run, const Shot &shot) {
  Painter painter(coarse_head({}), Vendor::siemens, 1);
  const auto volume = painter.volume(run.sequence, 5, shot.volume, shot.echo, Component::magnitude);
  auto header = dicom::Header::parse(
      archive::Bytes(encode(siemens_elements(scene(), run, shot, volume))), dicom::Extent::whole);
  EXPECT_TRUE(header.has_value());
  return std::move(*header);
}

TEST(siemens_maker, csa_is_read_by_our_own_parser) {
  const SeriesRun run = run_of(Kind::dwi);
  const dicom::Header header = header_of(run, {.volume = 2, .time_s = 36000});
  const auto *image = header.root().find({0x0029, 0x1010});
  ASSERT_NE(image, nullptr);
  const auto csa = dicom::siemens::CsaHeader::parse(image->value);
  ASSERT_TRUE(csa.has_value());
  EXPECT_EQ(csa->number("NumberOfImagesInMosaic"), run.sequence.size[2]);
  EXPECT_EQ(csa->number("B_value"), 1000);
  EXPECT_EQ(csa->number("PhaseEncodingDirectionPositive"), 0);
  EXPECT_EQ(csa->text("ImaPATModeText"), "p2");
  const std::vector<double> direction = csa->numbers("DiffusionGradientDirection");
  ASSERT_EQ(direction.size(), 3U);
  for (std::size_t axis = 0; axis < 3; ++axis) // eight decimals are written
    EXPECT_NEAR(direction[axis], run.sequence.gradients_lps[2][axis], 1e-8);
  EXPECT_EQ(csa->numbers("MosaicRefAcqTimes"), slice_times_ms(run.sequence, Vendor::siemens));
}

TEST(siemens_maker, protocol_holds_what_was_dialled_in) {
  const SeriesRun run = run_of(Kind::field_magnitude);
  const dicom::Header header = header_of(run, {.time_s = 36000});
  const auto *series = header.root().find({0x0029, 0x1020});
  ASSERT_NE(series, nullptr);
  const auto csa = dicom::siemens::CsaHeader::parse(series->value);
  ASSERT_TRUE(csa.has_value());
  const auto protocol = dicom::siemens::Protocol::parse(csa->text("MrPhoenixProtocol"));
  ASSERT_TRUE(protocol.has_value());
  EXPECT_EQ(protocol->number("alTE[0]"), 4920);
  EXPECT_EQ(protocol->number("alTE[1]"), 7380);
  EXPECT_EQ(protocol->number("alTR[0]"), 488000);
  EXPECT_EQ(protocol->number("sSliceArray.lSize"), run.sequence.size[2]);
  EXPECT_EQ(protocol->text("tProtocolName"), "gre_field_mapping");
}

TEST(siemens_maker, headers_are_as_rich_as_real_ones) {
  const dicom::Header header = header_of(run_of(Kind::bold), {.time_s = 36000});
  EXPECT_GT(header.root().elements().size(), 140U);
}

} // namespace
} // namespace curate::support

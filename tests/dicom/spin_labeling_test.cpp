#include "libcurate/dicom/spin_labeling.hpp"

#include <array>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/parsed.hpp"

namespace curate::dicom {
namespace {

using support::Elements;
using testing::ElementsAre;
using testing::IsEmpty;

Elements labelled(std::string_view contrast) {
  Elements slab;
  slab.text(Tag{0x0018, 0x9253}, Vr::US, "1");
  slab.text(Tag{0x0018, 0x9254}, Vr::FD, "100");
  slab.text(Tag{0x0018, 0x9258}, Vr::UL, "1450");
  Elements cut;
  cut.text(Tag{0x0018, 0x925E}, Vr::LO, "Quipss II");
  cut.text(Tag{0x0018, 0x925F}, Vr::UL, "800");
  Elements item;
  item.text(Tag{0x0018, 0x9257}, Vr::CS, "CONTROL");
  item.text(Tag{0x0018, 0x9259}, Vr::CS, "YES");
  item.text(Tag{0x0018, 0x925A}, Vr::FD, "4");
  item.text(Tag{0x0018, 0x925C}, Vr::CS, "YES");
  item.item(Tag{0x0018, 0x925D}, cut);
  item.item(Tag{0x0018, 0x9260}, slab);
  Elements own;
  own.item(Tag{0x0018, 0x9251}, item);
  Elements set;
  set.text(Tag{0x0018, 0x9250}, Vr::CS, contrast);
  set.item(Tag{0x5200, 0x9230}, own);
  return set;
}

FrameView enhanced(const Header &header) {
  return {header.root(), std::nullopt, header.root().items(Tag{0x5200, 0x9230}).front()};
}

TEST(spin_labeling, the_macro_states_the_duration_of_continuous_labelling) {
  const auto header = support::parsed(labelled("PSEUDOCONTINUOUS"));
  SeriesFacts facts;
  read_spin_labeling(enhanced(header), {}, facts);
  EXPECT_EQ(facts.spin_labeling, SpinLabeling::pseudo_continuous);
  EXPECT_EQ(facts.labeling_duration_s, 1.45);
  EXPECT_THAT(facts.post_labeling_delays_s, IsEmpty()); // no attribute holds it
  EXPECT_EQ(facts.labeling.has_vascular_crushing, true);
  EXPECT_EQ(facts.labeling.vascular_crushing_venc_cm_per_s, 4.0);
  EXPECT_FALSE(facts.labeling.has_bolus_cut_off);
  EXPECT_FALSE(facts.labeling.slab_thickness_mm);
  EXPECT_EQ(label_context_of(enhanced(header), Manufacturer::unknown), LabelContext::control);
}

TEST(spin_labeling, the_macro_states_slab_and_cut_off_of_pulsed_labelling) {
  const auto header = support::parsed(labelled("PULSED"));
  SeriesFacts facts;
  read_spin_labeling(enhanced(header), {}, facts);
  EXPECT_EQ(facts.spin_labeling, SpinLabeling::pulsed);
  EXPECT_FALSE(facts.labeling_duration_s);
  EXPECT_EQ(facts.labeling.slab_thickness_mm, 100.0);
  EXPECT_EQ(facts.labeling.has_bolus_cut_off, true);
  EXPECT_EQ(facts.labeling.bolus_cut_off, BolusCutOff::quipss_ii);
  EXPECT_THAT(facts.labeling.bolus_cut_off_delays_s, ElementsAre(0.8));
}

TEST(spin_labeling, pictures_without_labelling_have_none_of_it) {
  Elements set = labelled("PULSED");
  set.erase(Tag{0x0018, 0x9250});
  const auto header = support::parsed(set);
  SeriesFacts facts;
  read_spin_labeling(enhanced(header), {}, facts);
  EXPECT_EQ(facts.spin_labeling, SpinLabeling::none);
  EXPECT_FALSE(facts.labeling.has_vascular_crushing);
}

TEST(spin_labeling, ge_states_it_in_private_elements) {
  Elements set;
  set.text(Tag{0x0043, 0x0010}, Vr::LO, "GEMS_PARM_01");
  set.text(Tag{0x0043, 0x10A4}, Vr::LO, "3D pulsed continuous ASL technique");
  set.text(Tag{0x0043, 0x10A5}, Vr::IS, "1450");
  const auto header = support::parsed(set);
  SeriesFacts facts;
  facts.manufacturer = Manufacturer::ge;
  Frame first;
  first.inversion_time_s = 2.025;
  read_spin_labeling(FrameView(header.root()), first, facts);
  EXPECT_EQ(facts.spin_labeling, SpinLabeling::pseudo_continuous);
  EXPECT_EQ(facts.labeling_duration_s, 1.45);
  EXPECT_THAT(facts.post_labeling_delays_s, ElementsAre(2.025));
}

TEST(spin_labeling, siemens_and_ge_use_the_terms_of_the_standard) {
  const auto kind = [](Manufacturer manufacturer, Tag creator, std::string_view name, Tag at,
                       std::string_view term) {
    Elements set;
    set.text(creator, Vr::LO, name);
    set.text(at, Vr::CS, term);
    const auto header = support::parsed(set);
    return spin_labeling_of(FrameView(header.root()), manufacturer);
  };
  const Tag xa{0x0021, 0x0010}, ge{0x0043, 0x0010};
  EXPECT_EQ(kind(Manufacturer::siemens, xa, "SIEMENS MR SDS 01", {0x0021, 0x1055}, "PULSED"),
            SpinLabeling::pulsed);
  EXPECT_EQ(kind(Manufacturer::ge, ge, "GEMS_PARM_01", {0x0043, 0x10A3}, "CONTINUOUS"),
            SpinLabeling::continuous);
  EXPECT_EQ(kind(Manufacturer::siemens, xa, "SIEMENS MR SDS 01", {0x0021, 0x1055}, "NONE"),
            SpinLabeling::none);
}

TEST(spin_labeling, philips_names_label_and_control) {
  for (const auto &[said, context] :
       {std::pair{"LABEL", LabelContext::label}, std::pair{"CONTROL", LabelContext::control},
        std::pair{"-", LabelContext::unknown}}) {
    Elements item;
    item.text(Tag{0x2005, 0x0014}, Vr::LO, "Philips MR Imaging DD 005");
    item.text(Tag{0x2005, 0x1429}, Vr::CS, said);
    Elements own;
    own.text(Tag{0x2005, 0x0014}, Vr::LO, "Philips MR Imaging DD 005");
    own.item(Tag{0x2005, 0x140F}, item);
    Elements set;
    set.item(Tag{0x5200, 0x9230}, own);
    const auto header = support::parsed(set);
    EXPECT_EQ(label_context_of(enhanced(header), Manufacturer::philips), context);
    EXPECT_EQ(label_context_of(enhanced(header), Manufacturer::ge), LabelContext::unknown);
  }
}

TEST(spin_labeling, delays_of_frames_must_be_those_of_the_protocol) {
  SeriesFacts facts;
  facts.post_labeling_delays_s = {1.0, 2.0};
  const auto settled = [&facts](std::array<double, 4> delays) {
    std::vector<Frame> frames(4);
    for (std::size_t i = 0; i < 4; ++i)
      if (delays[i] > 0) frames[i].post_labeling_delay_s = delays[i];
    settle_post_labeling_delays(frames, facts);
    return frames[3].post_labeling_delay_s;
  };
  EXPECT_EQ(settled({1, 1, 2, 2}), 2.0);
  EXPECT_EQ(settled({1, 1, 1, 1}), std::nullopt); // one of them never occurs
  EXPECT_EQ(settled({1, 1, 2, 3}), std::nullopt); // one is not of the protocol
  EXPECT_EQ(settled({1, 2, 0, 2}), std::nullopt); // one frame does not say
  facts.post_labeling_delays_s = {2.0};
  EXPECT_EQ(settled({2, 2, 2, 2}), std::nullopt); // the series says it already
}

} // namespace
} // namespace curate::dicom

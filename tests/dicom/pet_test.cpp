#include "libcurate/dicom/pet.hpp"

#include <gtest/gtest.h>
#include <libcurate/dicom/ct.hpp>
#include <libcurate/dicom/frame_of.hpp>

#include "tests/support/parsed.hpp"

namespace curate::dicom {
namespace {

using support::Elements;

Elements radiopharmaceutical(const char *half_life, const char *meaning) {
  Elements item;
  item.text(Tag{0x0018, 0x0031}, Vr::LO, "Fluorodeoxyglucose F^18^");
  item.text(Tag{0x0018, 0x1072}, Vr::TM, "233000");
  item.text(Tag{0x0018, 0x1074}, Vr::DS, "185000000");
  item.text(Tag{0x0018, 0x1075}, Vr::DS, half_life);
  item.text(Tag{0x0018, 0x1076}, Vr::DS, "0.97");
  Elements code;
  code.text(Tag{0x0008, 0x0104}, Vr::LO, meaning);
  item.item(Tag{0x0054, 0x0300}, code);
  return item;
}

Elements pet_picture() {
  Elements set;
  set.text(tags::modality, Vr::CS, "PT");
  set.text(tags::acquisition_time, Vr::TM, "001000");
  set.text(Tag{0x0018, 0x1210}, Vr::SH, "XYZ Gauss2.00");
  set.text(Tag{0x0018, 0x1242}, Vr::IS, "300000");
  set.text(Tag{0x0054, 0x1001}, Vr::CS, "BQML");
  set.text(Tag{0x0054, 0x1100}, Vr::CS, "DLYD");
  set.text(Tag{0x0054, 0x1101}, Vr::LO, "CT-derived mu-map");
  set.text(Tag{0x0054, 0x1102}, Vr::CS, "START");
  set.text(Tag{0x0054, 0x1103}, Vr::LO, "PSF+TOF 2i21s");
  set.text(Tag{0x0054, 0x1300}, Vr::DS, "149000");
  set.text(Tag{0x0054, 0x1321}, Vr::DS, "1.0159");
  set.text(Tag{0x0054, 0x1323}, Vr::DS, "0.32");
  return set;
}

TEST(Pet, facts_are_numbers_and_closed_words) {
  Elements set = pet_picture();
  set.item(Tag{0x0054, 0x0016}, radiopharmaceutical("6586.2", "^18^Fluorine"));
  const auto header = support::parsed(set);
  const FrameView view(header.root());
  const Frame frame = frame_of(view);
  ASSERT_TRUE(frame.pet);
  EXPECT_EQ(frame.pet->duration_s, 300.0);
  EXPECT_EQ(frame.pet->reference_time_s, 149.0);
  EXPECT_EQ(frame.pet->decay_factor, 1.0159);
  EXPECT_EQ(frame.pet->scatter_fraction, 0.32);
  const auto facts = pet::facts_of(view, frame);
  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->units, PetUnits::becquerel_per_ml);
  EXPECT_EQ(facts->decay_correction, DecayCorrection::start);
  EXPECT_EQ(facts->randoms_correction, RandomsCorrection::delayed_events);
  EXPECT_EQ(facts->attenuation_correction, AttenuationCorrection::computed_tomography);
  EXPECT_EQ(facts->radionuclide, Radionuclide::f18);
  EXPECT_EQ(facts->tracer, Tracer::fdg);
  EXPECT_EQ(facts->injected_activity_bq, 185e6);
  EXPECT_EQ(facts->injection_start_s, -2400.0); // the day before
  EXPECT_EQ(facts->reconstruction, PetReconstruction::osem);
  EXPECT_TRUE(facts->has_time_of_flight && facts->has_point_spread);
  EXPECT_EQ(facts->iterations, 2);
  EXPECT_EQ(facts->subsets, 21);
  EXPECT_EQ(facts->filter, PetFilter::gaussian);
  EXPECT_EQ(facts->filter_size_mm, 2.0);
}

TEST(Pet, an_isotope_that_contradicts_its_half_life_is_not_told) {
  Elements set = pet_picture();
  set.item(Tag{0x0054, 0x0016}, radiopharmaceutical("1223", "^18^Fluorine"));
  const auto header = support::parsed(set);
  EXPECT_EQ(pet::facts_of(FrameView(header.root()), {})->radionuclide, Radionuclide::unknown);
}

TEST(Pet, a_dose_that_is_no_becquerel_is_left_out) {
  Elements set = pet_picture();
  Elements item = radiopharmaceutical("6586.2", "F-18");
  item.text(Tag{0x0018, 0x1074}, Vr::DS, "185");
  set.item(Tag{0x0054, 0x0016}, item);
  const auto header = support::parsed(set);
  EXPECT_FALSE(pet::facts_of(FrameView(header.root()), {})->injected_activity_bq);
}

TEST(Pet, of_two_injections_none_is_told) {
  Elements set = pet_picture();
  set.item(Tag{0x0054, 0x0016}, radiopharmaceutical("6586.2", "F-18"));
  set.item(Tag{0x0054, 0x0016}, radiopharmaceutical("1223", "C-11"));
  const auto header = support::parsed(set);
  EXPECT_FALSE(pet::facts_of(FrameView(header.root()), {})->injected_activity_bq);
}

TEST(Pet, other_pictures_have_no_such_facts) {
  Elements set;
  set.text(tags::modality, Vr::CS, "MR");
  const auto header = support::parsed(set);
  EXPECT_FALSE(pet::facts_of(FrameView(header.root()), {}));
  EXPECT_FALSE(pet::frame_of(FrameView(header.root())));
  EXPECT_FALSE(ct::facts_of(FrameView(header.root())));
}

TEST(Pet, isotopes_are_known_by_name_and_half_life) {
  for (const char *text : {"^18^Fluorine", "F-18", "18F", "Fluorine F^18^"})
    EXPECT_EQ(pet::radionuclide_of_text(text), Radionuclide::f18) << text;
  EXPECT_EQ(pet::radionuclide_of_text("Smith"), Radionuclide::unknown);
  EXPECT_EQ(pet::radionuclide_of_half_life(6588), Radionuclide::f18);
  EXPECT_EQ(pet::radionuclide_of_half_life(1223.4), Radionuclide::c11);
  EXPECT_EQ(pet::radionuclide_of_half_life(122.24), Radionuclide::o15);
  EXPECT_EQ(pet::radionuclide_of_half_life(4080), Radionuclide::ga68);
  EXPECT_EQ(pet::radionuclide_of_half_life(42), Radionuclide::unknown);
}

TEST(Pet, tracers_are_of_a_list) {
  EXPECT_EQ(pet::tracer_of_text("FDG -- fluorodeoxyglucose"), Tracer::fdg);
  EXPECT_EQ(pet::tracer_of_text("[11C]PiB"), Tracer::pib);
  EXPECT_EQ(pet::tracer_of_text("AV-45"), Tracer::florbetapir);
  EXPECT_EQ(pet::tracer_of_text("Water O^15^"), Tracer::water);
  EXPECT_EQ(pet::tracer_of_text("Solution"), Tracer::unknown);
  EXPECT_EQ(pet::tracer_of_text("FDG and raclopride"), Tracer::unknown);
  EXPECT_EQ(pet::tracer_of_text("Waterman John"), Tracer::unknown);
}

TEST(Pet, reconstructions_of_the_vendors_are_understood) {
  struct Row {
    const char *text;
    PetReconstruction method;
    bool tof, psf;
    std::optional<int> iterations, subsets;
  };
  using enum PetReconstruction;
  for (const Row &row :
       {Row{"OSEM3D 4i16s", osem, false, false, 4, 16},
        Row{"OP-OSEM3i21s", osem, false, false, 3, 21}, Row{"PSF+TOF 4i5s", osem, true, true, 4, 5},
        Row{"VPFXS", osem, true, true, {}, {}}, Row{"VPHD", osem, false, false, {}, {}},
        Row{"QCFX", bsrem, true, true, {}, {}},
        Row{"3D Kinahan - Rogers", reprojection_3d, false, false, {}, {}},
        Row{"BLOB-OS-TF", osem, true, false, {}, {}}, Row{"LOR-RAMLA", ramla, false, false, {}, {}},
        Row{"FBP", filtered_back_projection, false, false, {}, {}},
        Row{"Miss 3rd isle", unknown, false, false, {}, {}}}) {
    PetFacts facts;
    pet::read_reconstruction(row.text, facts);
    EXPECT_EQ(facts.reconstruction, row.method) << row.text;
    EXPECT_EQ(facts.has_time_of_flight, row.tof) << row.text;
    EXPECT_EQ(facts.has_point_spread, row.psf) << row.text;
    EXPECT_EQ(facts.iterations, row.iterations) << row.text;
    EXPECT_EQ(facts.subsets, row.subsets) << row.text;
  }
}

TEST(Pet, attenuation_is_a_closed_word) {
  EXPECT_EQ(pet::attenuation_of_text("CTAC-SG"), AttenuationCorrection::computed_tomography);
  EXPECT_EQ(pet::attenuation_of_text("MR Dixon Brain HiRes"),
            AttenuationCorrection::magnetic_resonance);
  EXPECT_EQ(pet::attenuation_of_text("measured,0.096 cm-1"),
            AttenuationCorrection::transmission_scan);
  EXPECT_EQ(pet::attenuation_of_text("NONE"), AttenuationCorrection::none);
  EXPECT_EQ(pet::attenuation_of_text("by hand"), AttenuationCorrection::unknown);
}

TEST(Ct, exposure_scale_and_tilt) {
  Elements set;
  set.text(tags::modality, Vr::CS, "CT");
  set.text(tags::image_type, Vr::CS, "ORIGINAL\\PRIMARY\\AXIAL");
  set.text(Tag{0x0018, 0x0060}, Vr::DS, "120");
  set.text(Tag{0x0018, 0x1120}, Vr::DS, "-15.5");
  set.text(Tag{0x0018, 0x1150}, Vr::IS, "1500");
  set.text(Tag{0x0018, 0x1151}, Vr::IS, "200");
  const auto header = support::parsed(set);
  const FrameView view(header.root());
  const auto facts = ct::facts_of(view);
  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->tube_voltage_kv, 120.0);
  EXPECT_EQ(facts->tube_current_ma, 200.0);
  EXPECT_EQ(facts->exposure_time_s, 1.5);
  EXPECT_TRUE(facts->is_hounsfield);
  EXPECT_EQ(frame_of(view).gantry_tilt_deg, -15.5);
}

TEST(Ct, a_localizer_or_another_unit_is_not_in_hounsfield_units) {
  Elements set;
  set.text(tags::modality, Vr::CS, "CT");
  set.text(tags::image_type, Vr::CS, "ORIGINAL\\PRIMARY\\LOCALIZER");
  EXPECT_FALSE(ct::facts_of(FrameView(support::parsed(set).root()))->is_hounsfield);
  set.text(tags::image_type, Vr::CS, "ORIGINAL\\PRIMARY\\AXIAL");
  set.text(Tag{0x0028, 0x1054}, Vr::LO, "US");
  EXPECT_FALSE(ct::facts_of(FrameView(support::parsed(set).root()))->is_hounsfield);
}

TEST(Frame, padding_has_the_sign_of_the_pixels) {
  Elements set;
  set.text(Tag{0x0028, 0x0100}, Vr::US, "16");
  set.text(Tag{0x0028, 0x0103}, Vr::US, "1");
  set.text(Tag{0x0028, 0x0120}, Vr::US, "63536");
  EXPECT_EQ(frame_of(FrameView(support::parsed(set).root())).padding_value, -2000.0);
}

TEST(Frame, stacks_are_told_where_their_name_is_a_number) {
  Elements content;
  content.text(Tag{0x0020, 0x9056}, Vr::SH, "2");
  Elements own;
  own.item(Tag{0x0020, 0x9111}, content);
  Elements set;
  set.item(Tag{0x5200, 0x9230}, own);
  const auto header = support::parsed(set);
  const auto items = header.root().items(Tag{0x5200, 0x9230});
  EXPECT_EQ(frame_of(FrameView(header.root(), std::nullopt, items.front())).stack_id, 2);
}

} // namespace
} // namespace curate::dicom

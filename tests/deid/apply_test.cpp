#include <algorithm>
#include <gtest/gtest.h>
#include <libcurate/base/text.hpp>
#include <libcurate/deid/apply.hpp>
#include <libcurate/deid/people.hpp>
#include <libcurate/dicom/group.hpp>
#include <libcurate/dicom/pixels.hpp>
#include <libcurate/dicom/scan.hpp>
#include <tests/support/folders.hpp>
#include <tests/support/known.hpp>
#include <tests/support/study_maker.hpp>

namespace curate::deid {
namespace {

// The sample study is made once for all tests of this file.
class apply_to_sample : public testing::Test {
protected:
  static void SetUpTestSuite() {
    folder_ = new support::TemporaryFolder;
    support::make_study(folder_->path(), support::small_study());
    const fs::path roots[] = {folder_->path() / "dicom"};
    series_ = new std::vector(dicom::group(dicom::scan(roots, 1).instances).series);
  }
  static void TearDownTestSuite() {
    delete series_;
    delete folder_;
  }

  static std::vector<const CleanText *> all_texts(const CleanTexts &texts) {
    std::vector<const CleanText *> all = {&texts.manufacturers_model_name,
                                          &texts.software_versions,
                                          &texts.sequence_name,
                                          &texts.pulse_sequence_details,
                                          &texts.protocol_name,
                                          &texts.series_description,
                                          &texts.receive_coil_name,
                                          &texts.receive_coil_active_elements,
                                          &texts.transmit_coil_name,
                                          &texts.body_part,
                                          &texts.patient_position,
                                          &texts.scan_options,
                                          &texts.scanning_sequence,
                                          &texts.sequence_variant,
                                          &texts.coil_combination_method,
                                          &texts.matrix_coil_mode,
                                          &texts.contrast_bolus_agent,
                                          &texts.parallel_acquisition_technique,
                                          &texts.consistency_info,
                                          &texts.image_orientation_text,
                                          &texts.internal_pulse_sequence_name,
                                          &texts.device_serial_number,
                                          &texts.station_name,
                                          &texts.institution_name,
                                          &texts.institution_address,
                                          &texts.institutional_department_name};
    for (const auto &value : texts.image_type)
      all.push_back(&value);
    return all;
  }

  static const dicom::Series &picture() {
    return *std::find_if(series_->begin(), series_->end(), [](const dicom::Series &series) {
      return series.instances.front().kind == dicom::ObjectKind::picture;
    });
  }

  static support::TemporaryFolder *folder_;
  static std::vector<dicom::Series> *series_;
};
support::TemporaryFolder *apply_to_sample::folder_ = nullptr;
std::vector<dicom::Series> *apply_to_sample::series_ = nullptr;

TEST_F(apply_to_sample, leaves_no_planted_value_in_any_text) {
  const auto planted = support::planted_values(support::sample_people(), 2);
  const Pseudonyms pseudonyms(Secret(Key{}), {});
  std::size_t made = 0;
  for (const auto &series : *series_) {
    const auto clean = apply(series, Profile{}, &pseudonyms, support::scrubber_of(series));
    if (!clean) continue;
    ++made;
    for (const auto *text : all_texts(clean->series.texts()))
      for (const auto &value : planted)
        EXPECT_EQ(base::lower(text->text()).find(base::lower(value.value)), std::string::npos)
            << value.kind << " of " << value.where;
    EXPECT_TRUE(clean->series.texts().institution_name.empty());
    EXPECT_FALSE(clean->ledger.entries().empty());
  }
  EXPECT_GE(made, 10U);
}

TEST_F(apply_to_sample, gives_labels_dates_and_ages) {
  const Pseudonyms pseudonyms(Secret(Key{}), {});
  for (const auto &series : *series_) {
    const auto clean = apply(series, Profile{}, &pseudonyms, support::scrubber_of(series));
    if (!clean) continue;
    EXPECT_TRUE(is_label(clean->series.subject()));
    EXPECT_EQ(clean->series.series_token().size(), 32U);
    EXPECT_EQ(clean->series.visit_token().size(), 32U);
    ASSERT_TRUE(clean->series.shifted_acquisition_time());
    EXPECT_LE(clean->series.shifted_acquisition_time()->substr(0, 4), "1925");
    ASSERT_TRUE(clean->series.age_years());
    EXPECT_LE(*clean->series.age_years(), 90);
  }
}

TEST_F(apply_to_sample, without_a_key_there_is_neither_label_nor_date) {
  const auto clean = apply(picture(), Profile{}, nullptr, support::scrubber_of(picture()));
  ASSERT_TRUE(clean) << clean.error().code;
  EXPECT_EQ(clean->series.subject(), "");
  EXPECT_EQ(clean->series.series_token(), "");
  EXPECT_FALSE(clean->series.shifted_acquisition_time());
}

TEST_F(apply_to_sample, retains_what_the_profile_says_and_no_more) {
  Profile profile;
  profile.retain_institution_identity = true;
  const auto clean = apply(picture(), profile, nullptr, support::scrubber_of(picture()));
  ASSERT_TRUE(clean);
  EXPECT_FALSE(clean->series.texts().institution_name.empty());
  EXPECT_TRUE(clean->series.texts().device_serial_number.empty());
}

TEST_F(apply_to_sample, gives_the_pixels) {
  const auto clean = apply(picture(), Profile{}, nullptr, support::scrubber_of(picture()));
  ASSERT_TRUE(clean);
  ASSERT_FALSE(clean->series.frames().empty());
  std::vector<std::byte> out(*dicom::frame_size_bytes(clean->series.frames()[0].format));
  EXPECT_TRUE(clean->series.decode(0, out));
  EXPECT_EQ(clean->series.decode(clean->series.frames().size(), out).error().code, "PIXELS-FRAME");
}

TEST_F(apply_to_sample, refuses_a_label_that_is_none) {
  Pseudonyms pseudonyms(Secret(Key{}), {});
  pseudonyms.assign_all("no-label");
  EXPECT_EQ(apply(picture(), Profile{}, &pseudonyms, support::scrubber_of(picture())).error().code,
            "DEID-LABEL");
}

} // namespace
} // namespace curate::deid

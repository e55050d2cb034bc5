#include <gtest/gtest.h>
#include <libcurate/conversion/reference_picture.hpp>

namespace curate::conversion {
namespace {

/// A picture of one series each, as the headers tell it.
struct Told {
  dicom::Modality modality = dicom::Modality::mr;
  dicom::Flavor flavor = dicom::Flavor::original;
  bool is_3d = true;
  std::array<int, 3> size{176, 240, 256};
  double step_mm = 1;
  std::string suffix = "T1w";
  dicom::Component component = dicom::Component::magnitude;
};

/// The series in the order in which a face is looked for.
std::vector<std::size_t> order_of(const std::vector<Told> &pictures) {
  Survey survey;
  Wanted wanted;
  std::vector<std::size_t> all;
  for (const Told &told : pictures) {
    SurveyedPicture picture;
    picture.facts.series.modality = told.modality;
    picture.facts.series.acquisition_kind =
        told.is_3d ? dicom::AcquisitionKind::three_d : dicom::AcquisitionKind::two_d;
    picture.facts.flavor = told.flavor;
    picture.picture.component = told.component;
    picture.verdict.name.suffix = told.suffix;
    picture.extent = {told.size, {told.step_mm, told.step_mm, told.step_mm}};
    SurveyedSeries series;
    series.pictures.push_back(std::move(picture));
    series.tokens.series = std::to_string(survey.series.size());
    all.push_back(all.size());
    survey.series.push_back(std::move(series));
    wanted.push_back({true});
  }
  std::vector<std::size_t> order;
  for (const PicturePlace &place : by_worth_as_reference(survey, wanted, all))
    order.push_back(place.series);
  return order;
}

using Order = std::vector<std::size_t>;

TEST(reference_picture, is_the_one_that_shows_a_head_best) {
  EXPECT_EQ(order_of({{.suffix = "T2w"}, {}}), (Order{1, 0})) << "T1w before others";
  EXPECT_EQ(order_of({{.size = {88, 120, 128}, .step_mm = 2}, {.suffix = "FLAIR"}}), (Order{1, 0}))
      << "fine before T1w";
  EXPECT_EQ(order_of({{.size = {176, 240, 80}}, {.size = {88, 120, 128}, .step_mm = 2}}),
            (Order{1, 0}))
      << "a whole head before fine voxels";
  EXPECT_EQ(order_of({{.is_3d = false}, {.size = {176, 240, 80}}}), (Order{1, 0}))
      << "3D before a whole head";
  EXPECT_EQ(order_of({{.flavor = dicom::Flavor::derived}, {.is_3d = false}}), (Order{1, 0}))
      << "what was measured before all else";
  EXPECT_EQ(order_of({{}, {}}), (Order{0, 1})) << "alike: by their tokens";
  EXPECT_EQ(order_of({{.step_mm = 0.8}, {.step_mm = 1.2}}), (Order{0, 1}))
      << "finer than the search looks makes no difference";
}

TEST(reference_picture, is_none_that_shows_no_surface) {
  EXPECT_EQ(order_of({{.component = dicom::Component::phase},
                      {.size = {8, 8, 8}, .step_mm = 20},
                      {.modality = dicom::Modality::pt, .size = {100, 100, 100}, .step_mm = 2}}),
            (Order{2}));
}

} // namespace
} // namespace curate::conversion

// Where the voxels of every way to lie in a scanner are in the world. Image Orientation (Patient)
// is told in the patient's own axes (DICOM PS3.3, C.7.6.2.1.1), so the position (0018,5100) changes
// it, and it alone tells the place: each row is how a scanner writes slices across its bore.
#include "tests/volume/built.hpp"

namespace curate::volume {
namespace {

using support::MadePicture;
using support::Shape;

struct Lying {
  const char *position;
  Vec3 row_lps, column_lps; ///< of slices across the bore: to the gantry's left side, and down
};

// Source: DICOM PS3.3, C.7.3.1.1.2 (patient position); the normal runs towards the feet of who lies
// feet first.
const Lying positions[] = {{"HFS", {1, 0, 0}, {0, 1, 0}},    {"HFP", {-1, 0, 0}, {0, -1, 0}},
                           {"HFDR", {0, 1, 0}, {-1, 0, 0}},  {"HFDL", {0, -1, 0}, {1, 0, 0}},
                           {"FFS", {-1, 0, 0}, {0, 1, 0}},   {"FFP", {1, 0, 0}, {0, -1, 0}},
                           {"FFDR", {0, -1, 0}, {-1, 0, 0}}, {"FFDL", {0, 1, 0}, {1, 0, 0}}};

// Odd, not square, pixels longer than wide.
Shape slab(const Vec3 &row, const Vec3 &column, int slices = 5) {
  Shape out;
  out.columns = 7;
  out.rows = 5;
  out.slices = slices;
  out.column_spacing_mm = 0.9;
  out.row_spacing_mm = 1.7;
  out.slice_step_mm = 3.3;
  out.origin_lps_mm = {-41.5, 17.25, 88};
  out.row_lps = row;
  out.column_lps = column;
  return out;
}

// About the axis, by degrees. Source: Rodrigues' formula.
Vec3 turned(const Vec3 &v, const Vec3 &axis, double degrees) {
  const double c = std::cos(degrees * M_PI / 180), s = std::sin(degrees * M_PI / 180);
  return v * c + cross(axis, v) * s + axis * (dot(axis, v) * (1 - c));
}

class Positions : public ::testing::TestWithParam<Lying> {
protected:
  // Axial, sagittal and coronal slices, oblique by 20 degrees, and then by 35 about another axis.
  std::vector<Shape> slabs() const {
    const auto [name, row, column] = GetParam();
    const Vec3 normal = cross(row, column);
    std::vector<Shape> out{slab(row, column), slab(column, normal * -1), slab(row, normal * -1)};
    const Vec3 once_row = turned(row, column, 20);
    out.push_back(slab(once_row, column));
    out.push_back(slab(turned(once_row, row, 35), turned(column, row, 35)));
    out.push_back(slab(row, column, 1));
    return out;
  }
};

TEST_P(Positions, every_voxel_is_where_the_standard_says) {
  for (const Shape &shape : slabs()) {
    const auto built = build(support::make_slices(shape));
    ASSERT_TRUE(built);
    expect_in_its_place(*built, shape);
    EXPECT_LT(built->grid.index_to_ras_mm.determinant(), 0); // rows flipped, as dcm2niix stores
  }
}

TEST_P(Positions, three_dimensional_pictures_are_stored_nearest_to_the_world) {
  for (const Shape &shape : slabs()) {
    MadePicture made = support::make_slices(shape);
    made.facts.acquisition_kind = dicom::AcquisitionKind::three_d;
    const auto built = build(made);
    ASSERT_TRUE(built);
    expect_in_its_place(*built, shape);
    if (shape.slices == 1) continue;
    for (std::size_t axis = 0; axis < 3; ++axis)
      EXPECT_GT(built->grid.index_to_ras_mm.m[axis][axis], 0);
  }
}

TEST_P(Positions, mosaics_lie_as_their_slices_do) {
  for (const Shape &shape : slabs())
    for (const bool is_reversed : {false, true}) {
      const auto built = build(support::make_mosaics(shape, is_reversed));
      ASSERT_TRUE(built);
      expect_in_its_place(*built, shape);
    }
}

TEST_P(Positions, files_against_the_normal_are_turned) {
  for (const Shape &shape : slabs()) {
    MadePicture made = support::make_slices(shape);
    std::vector<std::size_t> order;
    for (std::size_t i = made.frames.size(); i > 0; --i)
      order.push_back(i - 1);
    shuffle(made, order);
    const auto built = build(made);
    ASSERT_TRUE(built);
    expect_in_its_place(*built, shape);
  }
}

INSTANTIATE_TEST_SUITE_P(patient, Positions, ::testing::ValuesIn(positions),
                         [](const auto &row) { return std::string(row.param.position); });

} // namespace
} // namespace curate::volume

#include <libcurate/validation/check_image.hpp>

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <libcurate/validation/gradient_table.hpp>
#include <libcurate/validation/image_header.hpp>
#include <libcurate/validation/read_file.hpp>

namespace curate::validation {

namespace {

constexpr std::size_t most_gradient_bytes = std::size_t{16} << 20;

/// One image with its sidecars.
class ImageCheck {
public:
  ImageCheck(const Dataset &dataset, const FileInCheck &file, const ImageLook &look, Notes &notes)
      : dataset_(dataset), file_(file), header_(look.header), look_(look), notes_(notes) {}

  void run() {
    check_length();
    if (header_.data_bytes() == 0) return say("IMAGE-DIMENSION");
    check_place();
    check_dimensions();
    check_repetition_time();
    check_slice_timing();
    check_counts();
    check_gradients();
  }

private:
  void say(std::string_view code, std::string place = {}, std::string detail = {}) {
    notes_.add(code, file_.path, std::move(place), std::move(detail));
  }
  std::optional<double> number(std::string_view field) const {
    return file_.metadata.number(dataset_.schema.known_field(field));
  }
  const FieldValue *find(std::string_view field) const {
    return file_.metadata.find(dataset_.schema.known_field(field));
  }
  std::int64_t volumes() const { return header_.dim[0] >= 4 ? header_.dim[4] : 1; }

  void check_length() {
    const std::uint64_t expected = header_.data_begin + header_.data_bytes();
    if (header_.is_pair) return say("IMAGE-PAIR");
    if (header_.data_bytes() > 0 && look_.bytes < expected)
      say("IMAGE-TRUNCATED", {},
          fmt::format("{} bytes by its header, {} are there", expected, look_.bytes));
    else if (header_.data_bytes() > 0 && look_.bytes > expected)
      say("IMAGE-EXCESS", {},
          fmt::format("{} bytes by its header, {} are there", expected, look_.bytes));
  }

  void check_place() {
    if (header_.qform_code == 0 && header_.sform_code == 0) return say("IMAGE-NO-PLACE");
    if (header_.sform_code > 0) {
      const auto &m = header_.sform;
      const double determinant = m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) -
                                 m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0]) +
                                 m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
      if (!std::isfinite(determinant) || std::abs(determinant) < 1e-12)
        return say("IMAGE-AFFINE", "sform", "its axes do not span space");
      for (std::size_t axis = 0; axis < 3; ++axis) {
        const double length = std::hypot(m[0][axis], m[1][axis], m[2][axis]);
        const double size = std::abs(header_.pixdim[axis + 1]);
        // Files keep single precision; a hundredth is far beyond rounding.
        if (size > 0 && std::abs(length - size) > 0.01 * size)
          return say("IMAGE-AFFINE", "sform", "its axes have other lengths than the voxels");
      }
    }
    if (header_.qform_code > 0) {
      const auto &q = header_.quaternion;
      const double square = q[0] * q[0] + q[1] * q[1] + q[2] * q[2];
      if (!std::isfinite(square) || square > 1.001)
        say("IMAGE-AFFINE", "qform", "its quaternion is no rotation");
    }
  }

  // Source: BIDS schema 1.11.1, rules.checks.nifti, func, anat, fmap.
  void check_dimensions() {
    for (std::size_t i = 1; i <= 3; ++i)
      if (!(std::abs(header_.pixdim[i]) > 0)) {
        say("IMAGE-VOXEL-SIZE");
        break;
      }
    if (header_.space_units == 0) say("IMAGE-UNITS", "xyzt_units");
    const std::string_view suffix = file_.item.name.suffix;
    if (suffix == "bold" && header_.dim[0] != 4) say("IMAGE-NOT-4D");
    if ((suffix == "T1w" || suffix == "magnitude1" || suffix == "magnitude2") &&
        header_.dim[0] != 3 && volumes() != 1)
      say("IMAGE-NOT-3D");
    else if ((suffix == "T1w" || suffix == "magnitude1" || suffix == "magnitude2") &&
             header_.dim[0] > 3)
      say("IMAGE-NOT-3D");
  }

  void check_repetition_time() {
    if (file_.item.name.suffix != "bold") return;
    const auto time_s = number("RepetitionTime");
    const double header_s = header_.repetition_time_s();
    if (header_s < 0) return say("IMAGE-TIME-UNITS", "xyzt_units");
    if (header_s == 0 && header_.dim[0] >= 4) return say("IMAGE-NO-REPETITION-TIME", "pixdim[4]");
    constexpr double tolerance_s = 0.001; // Source: BIDS schema, REPETITION_TIME_MISMATCH
    if (time_s && std::abs(header_s - *time_s) >= tolerance_s)
      say("IMAGE-REPETITION-TIME", "RepetitionTime",
          fmt::format("{:g} s in the header, {:g} s in the sidecar", header_s, *time_s));
    const auto spacing = number("EffectiveEchoSpacing");
    const auto *direction = find("PhaseEncodingDirection");
    if (time_s && spacing && direction != nullptr && !direction->text.empty()) {
      const auto axis = static_cast<std::size_t>(direction->text[0] - 'i');
      if (axis < 3 && *spacing * static_cast<double>(header_.dim[axis + 1]) > *time_s)
        say("IMAGE-ECHO-SPACING", "EffectiveEchoSpacing");
    }
  }

  void check_slice_timing() {
    const FieldValue *timing = find("SliceTiming");
    if (timing == nullptr || timing->numbers.empty()) return;
    const FieldValue *direction = find("SliceEncodingDirection");
    std::size_t axis = 2;
    if (direction != nullptr && !direction->text.empty() && direction->text[0] >= 'i' &&
        direction->text[0] <= 'k')
      axis = static_cast<std::size_t>(direction->text[0] - 'i');
    if (timing->count != static_cast<std::size_t>(std::max<std::int64_t>(header_.dim[axis + 1], 0)))
      say("IMAGE-SLICE-TIMING-COUNT", "SliceTiming",
          fmt::format("{} slices, {} times", header_.dim[axis + 1], timing->count));
    const auto time_s = number("RepetitionTime");
    if (time_s && file_.item.name.suffix == "bold" && std::ranges::max(timing->numbers) > *time_s)
      say("IMAGE-SLICE-TIMING", "SliceTiming",
          fmt::format("the last slice at {:g} s, the next volume at {:g} s",
                      std::ranges::max(timing->numbers), *time_s));
  }

  // Fields that have one value per volume.
  void check_counts() {
    for (const std::string_view field :
         {"LabelingDuration", "FlipAngle", "PostLabelingDelay", "RepetitionTimePreparation",
          "VolumeTiming", "FrameTimesStart", "FrameDuration"}) {
      const FieldValue *value = find(field);
      if (value == nullptr || value->kind != JsonReader::Kind::array) continue;
      const bool is_asl = file_.item.name.suffix == "asl", is_pet = file_.item.name.suffix == "pet";
      if ((is_asl || is_pet || field == "VolumeTiming") &&
          value->count != static_cast<std::size_t>(volumes()))
        say("IMAGE-COUNT", std::string(field),
            fmt::format("{} volumes, {} values", volumes(), value->count));
    }
  }

  void check_gradients() {
    const std::string_view suffix = file_.item.name.suffix;
    if (suffix != "dwi" && suffix != "epi") return;
    for (const std::string_view extension : {".bval", ".bvec"}) {
      const auto found = inherited(dataset_, file_.item, file_.own, file_.above, extension, suffix);
      if (found.empty()) continue;
      std::string text;
      const std::string path = dataset_.tree.path_of(*found.front()->file);
      if (read_small_file(dataset_.tree.descriptor(), path, most_gradient_bytes, text) !=
          ReadOutcome::read)
        continue;
      const auto table = parse_gradient_table(text);
      if (table.rows.empty() || table.has_words)
        continue; // told where the file itself is looked at
      if (table.rows.front().size() != static_cast<std::size_t>(volumes()))
        say("IMAGE-GRADIENT-COUNT", path,
            fmt::format("{} volumes, {} values", volumes(), table.rows.front().size()));
    }
  }

  const Dataset &dataset_;
  const FileInCheck &file_;
  const ImageHeader &header_;
  const ImageLook &look_;
  Notes &notes_;
};

void check_privacy(const FileInCheck &file, const ImageLook &look, Notes &notes) {
  if (look.gzip.has_name) notes.add("PRIVACY-GZIP-NAME", file.path, "gzip header");
  if (look.gzip.has_comment || look.gzip.has_extra)
    notes.add("PRIVACY-GZIP-COMMENT", file.path, "gzip header");
  if (look.gzip.time_s != 0) notes.add("PRIVACY-GZIP-TIME", file.path, "gzip header");
  if (look.header.has_text) notes.add("PRIVACY-HEADER-TEXT", file.path, "NIfTI header");
  if (look.header.extension_bytes > 0)
    notes.add("PRIVACY-HEADER-EXTENSION", file.path,
              fmt::format("extension of code {}", look.header.first_extension_code));
}

void note_problem(const Problem &problem, const FileInCheck &file, Notes &notes) {
  if (problem.code == "ARCHIVE-TRUNCATED") return notes.add("IMAGE-GZIP-TRUNCATED", file.path);
  if (problem.code == "ARCHIVE-DAMAGED") return notes.add("IMAGE-GZIP-DAMAGED", file.path);
  if (problem.code == "NIFTI-GZIP") return notes.add("IMAGE-NOT-GZIP", file.path);
  if (problem.code == "NIFTI-NOT") return notes.add("IMAGE-NOT-NIFTI", file.path);
  notes.add("BIDS-FILE-UNREADABLE", file.path);
}

} // namespace

void check_image(const Dataset &dataset, const FileInCheck &file, Notes &notes) {
  if (dataset.tree.is_empty(*file.item.file)) {
    if (dataset.parts.images) notes.add("IMAGE-EMPTY", file.path);
    return;
  }
  const auto look = look_at_image((dataset.tree.root() / file.path).string(),
                                  file.item.name.extension == ".nii.gz",
                                  dataset.parts.only_headers || !dataset.parts.images);
  if (!look) {
    if (dataset.parts.images) note_problem(look.error(), file, notes);
    return;
  }
  if (dataset.parts.privacy) check_privacy(file, *look, notes);
  if (dataset.parts.images) ImageCheck(dataset, file, *look, notes).run();
}

void check_gradient_file(const Dataset &dataset, const FileInCheck &file, Notes &notes) {
  std::string text;
  if (dataset.tree.is_empty(*file.item.file)) return; // told by its name
  if (read_small_file(dataset.tree.descriptor(), file.path, most_gradient_bytes, text) !=
      ReadOutcome::read)
    return notes.add("BIDS-FILE-UNREADABLE", file.path);
  const bool is_bval = file.item.name.extension == ".bval";
  const auto table = parse_gradient_table(text);
  if (table.has_words || table.rows.empty()) return notes.add("IMAGE-GRADIENT-NUMBER", file.path);
  const std::size_t expected = is_bval ? 1 : 3;
  if (table.rows.size() != expected)
    return notes.add("IMAGE-GRADIENT-ROWS", file.path, {},
                     fmt::format("{} expected, {} are there", expected, table.rows.size()));
  for (const auto &row : table.rows)
    if (row.size() != table.rows.front().size())
      return notes.add("IMAGE-GRADIENT-ROW-LENGTH", file.path);
  if (is_bval) {
    if (std::ranges::any_of(table.rows[0], [](double value) { return value < 0; }))
      notes.add("IMAGE-GRADIENT-RANGE", file.path, {}, "b-values are not negative");
    return;
  }
  for (std::size_t i = 0; i < table.rows[0].size(); ++i) {
    const double length = std::hypot(table.rows[0][i], table.rows[1][i], table.rows[2][i]);
    // Directions are of length 1, or 0 where b is 0; a tenth is far beyond rounding.
    if (length > 0.001 && std::abs(length - 1) > 0.1)
      return notes.add("IMAGE-GRADIENT-RANGE", file.path, fmt::format("column {}", i + 1),
                       "directions have length 1");
  }
}

} // namespace curate::validation

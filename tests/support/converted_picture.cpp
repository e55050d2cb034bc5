#include "tests/support/converted_picture.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fmt/format.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/json/value.hpp>
#include <sstream>

#include "tests/support/nifti_file.hpp"

namespace curate::support {
namespace {

template <typename T> T at(const std::string &bytes, std::size_t offset) {
  T value{};
  if (offset + sizeof(T) > bytes.size()) throw InputError("NIfTI file too short");
  std::memcpy(&value, bytes.data() + offset, sizeof(T));
  return value;
}

/// Source: nifti1.h: quatern_b at byte 256, qoffset_x at 268, pixdim at 76.
Affine qform_of(const std::string &bytes) {
  const auto number = [&](std::size_t offset) {
    return static_cast<double>(at<float>(bytes, offset));
  };
  const double b = number(256), c = number(260), d = number(264);
  const double a = std::sqrt(std::max(0.0, 1 - (b * b + c * c + d * d)));
  const double qfac = number(76) < 0 ? -1 : 1;
  Affine out;
  out.set_column(0, Vec3{a * a + b * b - c * c - d * d, 2 * (b * c + a * d), 2 * (b * d - a * c)} *
                        number(80));
  out.set_column(1, Vec3{2 * (b * c - a * d), a * a + c * c - b * b - d * d, 2 * (c * d + a * b)} *
                        number(84));
  out.set_column(2, Vec3{2 * (b * d + a * c), 2 * (c * d - a * b), a * a + d * d - b * b - c * c} *
                        (number(88) * qfac));
  out.set_column(3, {number(268), number(272), number(276)});
  return out;
}

/// Source: nifti1.h: sform_code at byte 254, srow_x at 280.
Affine affine_of(const std::string &bytes) {
  if (at<std::int16_t>(bytes, 254) <= 0) return qform_of(bytes);
  Affine out;
  for (std::size_t n = 0; n < 12; ++n)
    out.m[n / 4][n % 4] = static_cast<double>(at<float>(bytes, 280 + 4 * n));
  return out;
}

template <typename T>
void take(const std::string &bytes, std::size_t start, std::vector<double> &values) {
  if (start > bytes.size() || values.size() > (bytes.size() - start) / sizeof(T))
    throw InputError("NIfTI file too short");
  for (std::size_t i = 0; i < values.size(); ++i) {
    T value;
    std::memcpy(&value, bytes.data() + start + i * sizeof(T), sizeof(T));
    values[i] = static_cast<double>(value);
  }
}

/// Source: nifti1.h, codes of datatype.
void take_all(const std::string &bytes, int type, std::size_t start, ConvertedPicture &out) {
  out.is_whole = type != 16 && type != 64;
  switch (type) {
  case 2:
  case 128:
    return take<std::uint8_t>(bytes, start, out.values);
  case 256:
    return take<std::int8_t>(bytes, start, out.values);
  case 4:
    return take<std::int16_t>(bytes, start, out.values);
  case 512:
    return take<std::uint16_t>(bytes, start, out.values);
  case 8:
    return take<std::int32_t>(bytes, start, out.values);
  case 768:
    return take<std::uint32_t>(bytes, start, out.values);
  case 16:
    return take<float>(bytes, start, out.values);
  case 64:
    return take<double>(bytes, start, out.values);
  default:
    throw InputError("NIfTI type not read by the tests");
  }
}

void read_voxels(const std::string &bytes, ConvertedPicture &out) {
  std::size_t count = 1;
  const int dimensions = at<std::int16_t>(bytes, 40);
  for (int axis = 1; axis <= dimensions; ++axis) {
    const int size = at<std::int16_t>(bytes, 40 + 2 * static_cast<std::size_t>(axis));
    if (size < 1) throw InputError("NIfTI file without extent");
    if (axis <= 3)
      out.size[static_cast<std::size_t>(axis - 1)] = size;
    else
      out.volume_count *= size;
    count *= static_cast<std::size_t>(size);
  }
  for (int &size : out.size)
    size = std::max(size, 1);
  const int type = at<std::int16_t>(bytes, 70);
  out.values_per_voxel = type == 128 ? 3 : 1;
  out.values.resize(count * static_cast<std::size_t>(out.values_per_voxel));
  take_all(bytes, type, static_cast<std::size_t>(at<float>(bytes, 108)), out);
  const auto slope = static_cast<double>(at<float>(bytes, 112));
  const auto intercept = static_cast<double>(at<float>(bytes, 116));
  if (slope == 0 || (slope == 1 && intercept == 0)) return;
  out.is_whole = false;
  for (double &value : out.values)
    value = value * slope + intercept;
}

std::vector<std::vector<double>> rows_of(const fs::path &path) {
  std::vector<std::vector<double>> rows;
  std::istringstream lines(base::read_file(path));
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::vector<double> row;
    for (std::string word; words >> word;)
      row.push_back(base::to_double(word).value_or(std::nan("")));
    if (!row.empty()) rows.push_back(std::move(row));
  }
  return rows;
}

void read_gradients(const fs::path &stem, ConvertedPicture &out) {
  const fs::path bval = stem.string() + ".bval", bvec = stem.string() + ".bvec";
  if (fs::exists(bval))
    for (const auto &row : rows_of(bval))
      out.b_values.insert(out.b_values.end(), row.begin(), row.end());
  if (!fs::exists(bvec)) return;
  const auto rows = rows_of(bvec);
  if (rows.size() != 3 || rows[1].size() != rows[0].size() || rows[2].size() != rows[0].size())
    throw InputError("a .bvec file without three equal rows");
  std::vector<Vec3> fsl;
  for (std::size_t i = 0; i < rows[0].size(); ++i)
    fsl.push_back({rows[0][i], rows[1][i], rows[2][i]});
  out.gradients = world_directions(fsl, out.index_to_ras_mm);
}

fs::path stem_of(const fs::path &nifti) {
  const std::string text = nifti.string();
  return text.substr(0, text.rfind(".nii"));
}

} // namespace

std::optional<int> ConvertedPicture::series_number() const {
  const auto found = sidecar.find("SeriesNumber");
  if (found == sidecar.end() || !found->is_number()) return {};
  return found->get<int>();
}

std::string ConvertedPicture::kind() const {
  std::string words = " ";
  if (const auto types = sidecar.find("ImageType"); types != sidecar.end() && types->is_array())
    for (const auto &type : *types)
      if (type.is_string()) words += type.get<std::string>() + " ";
  const std::string text = base::lower(words + name + " ");
  const auto has = [&](const char *part) { return text.find(part) != std::string::npos; };
  if (has(" p ") || has("phase") || has("_ph")) return "phase";
  if (has("imaginary")) return "imaginary";
  return has("real") ? "real" : "magnitude";
}

ConvertedPicture read_converted(const fs::path &nifti) {
  const std::string bytes = nifti_bytes(nifti);
  if (at<std::int32_t>(bytes, 0) != 348) throw InputError("no little-endian NIfTI-1 file");
  ConvertedPicture out;
  const fs::path stem = stem_of(nifti);
  out.name = stem.filename().string();
  out.index_to_ras_mm = affine_of(bytes);
  read_voxels(bytes, out);
  // dcm2niix writes some fields twice: the last one counts, as with other readers.
  for (const char *end : {".json", ".json.gz"}) {
    const fs::path sidecar = stem.string() + end;
    if (!fs::exists(sidecar)) continue;
    out.sidecar = json::Value::parse(nifti_bytes(sidecar), nullptr, false);
    if (out.sidecar.is_discarded()) throw InputError("a sidecar that is no JSON");
    break;
  }
  read_gradients(stem, out);
  return out;
}

std::vector<fs::path> converted_files(const fs::path &folder) {
  std::vector<fs::path> out;
  if (!fs::is_directory(folder)) return out;
  for (const auto &entry : fs::recursive_directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".nii") || name.ends_with(".nii.gz")) out.push_back(entry.path());
  }
  std::ranges::sort(out);
  return out;
}

std::vector<Vec3> world_directions(const std::vector<Vec3> &fsl, const Affine &index_to_ras_mm) {
  std::vector<Vec3> out;
  const double first = index_to_ras_mm.determinant() > 0 ? -1 : 1;
  for (const Vec3 &v : fsl)
    out.push_back(unit(index_to_ras_mm.column(0)) * (first * v[0]) +
                  unit(index_to_ras_mm.column(1)) * v[1] + unit(index_to_ras_mm.column(2)) * v[2]);
  return out;
}

} // namespace curate::support

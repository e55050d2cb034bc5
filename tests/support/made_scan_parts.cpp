#include "tests/support/made_scan_parts.hpp"

#include <fmt/format.h>
#include <numeric>

#include "tests/support/random.hpp"

namespace curate::support::parts {

using dicom::Vr;

namespace {

bool is_tiled(const MadeScan &scan) {
  return scan.form == Form::mosaic || scan.form == Form::grid;
}

const char *manufacturer(Maker maker) {
  constexpr const char *names[] = {"SIEMENS",
                                   "GE MEDICAL SYSTEMS",
                                   "Philips Healthcare",
                                   "CANON_MEC",
                                   "TOSHIBA_MEC",
                                   "UIH",
                                   "Hitachi, Ltd.",
                                   "ACME"};
  return names[static_cast<std::size_t>(maker)];
}

const char *sop_class(const MadeScan &scan) {
  if (scan.is_ct) return "1.2.840.10008.5.1.4.1.1.2";
  return is_enhanced(scan) ? "1.2.840.10008.5.1.4.1.1.4.1" : "1.2.840.10008.5.1.4.1.1.4";
}

/// Decimal strings in one of the ways that the standard allows. Source: DICOM PS3.5, 6.2.
std::string spelled(const MadeScan &scan, std::span<const double> values) {
  if (!scan.has_exponents) return decimals(values);
  std::string text;
  for (const double value : values)
    text += fmt::format("{}{:.8E} ", text.empty() ? " " : "\\", value);
  return text;
}

/// Bytes of one value as the files hold it.
std::uint64_t bits_of(const MadeScan &scan, std::int64_t value) {
  auto bits = static_cast<std::uint64_t>(value);
  if (scan.is_signed && !scan.is_sign_extended) bits &= (std::uint64_t{1} << scan.bits_stored) - 1;
  // Overlays in unused bits. Source: DICOM PS3.3, C.9.2, retired.
  if (scan.has_overlay)
    bits |= (static_cast<std::uint64_t>(value) & 1U) << (scan.bits_allocated - 1);
  return bits;
}

/// A unit vector in the frame of the picture: along rows, columns and their normal.
Vec3 in_plane(const MadeScan &scan, const Vec3 &lps) {
  return {dot(lps, scan.row_lps), dot(lps, scan.column_lps),
          dot(lps, cross(scan.row_lps, scan.column_lps))};
}

} // namespace

std::string letter_of(const MadeScan &scan) {
  constexpr const char *letters[] = {"M", "P", "R", "I"};
  const std::string letter = letters[static_cast<std::size_t>(scan.component)];
  return scan.dixon.empty() ? letter : letter + "\\DIXON\\" + scan.dixon;
}

const char *component_name(const MadeScan &scan) {
  constexpr const char *names[] = {"MAGNITUDE", "PHASE", "REAL", "IMAGINARY"};
  return names[static_cast<std::size_t>(scan.component)];
}

bool is_enhanced(const MadeScan &scan) {
  return scan.form == Form::enhanced || scan.form == Form::enhanced_by_volume;
}

std::vector<std::size_t> shuffled(std::size_t count, std::uint64_t seed) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  Random random(seed);
  for (std::size_t i = count; i > 1; --i)
    std::swap(order[i - 1], order[static_cast<std::size_t>(random.next() % i)]);
  return order;
}

std::string position(const MadeScan &scan, const Vec3 &lps_mm) {
  return spelled(scan, lps_mm);
}

std::string orientation(const MadeScan &scan) {
  const double six[] = {scan.row_lps[0],    scan.row_lps[1],    scan.row_lps[2],
                        scan.column_lps[0], scan.column_lps[1], scan.column_lps[2]};
  return spelled(scan, six);
}

void put_slice_measures(Elements &e, const MadeScan &scan) {
  const double gap = scan.spacing_mm[2];
  const bool is_needed = scan.form == Form::mosaic || scan.size[2] == 1;
  e.text({0x0018, 0x0050}, Vr::DS, decimal(is_needed ? gap : gap * 0.8));
  switch (scan.spacing_said) {
  case SpacingSaid::absent:
    return;
  case SpacingSaid::right:
    return e.text({0x0018, 0x0088}, Vr::DS, decimal(gap));
  case SpacingSaid::negative:
    return e.text({0x0018, 0x0088}, Vr::DS, decimal(-gap));
  case SpacingSaid::wrong:
    return e.text({0x0018, 0x0088}, Vr::DS, decimal(gap * 0.8));
  }
}

Elements common(const MadeScan &scan, int series_number, int file) {
  Elements e("ISO_IR 6");
  e.text({0x0008, 0x0008}, Vr::CS,
         scan.form == Form::mosaic ? "ORIGINAL\\PRIMARY\\M\\ND\\MOSAIC"
         : scan.form == Form::grid ? "ORIGINAL\\PRIMARY\\M\\VFRAME"
         : scan.is_ct              ? "ORIGINAL\\PRIMARY\\AXIAL"
                                   : fmt::format("ORIGINAL\\PRIMARY\\{}\\ND", letter_of(scan)));
  e.text({0x0008, 0x0016}, Vr::UI, sop_class(scan));
  e.text({0x0008, 0x0018}, Vr::UI, fmt::format("1.2.3.{}.{}", series_number, file + 1));
  e.text({0x0008, 0x0020}, Vr::DA, "20260102");
  e.text({0x0008, 0x0030}, Vr::TM, "101500");
  e.text({0x0008, 0x0060}, Vr::CS, scan.is_ct ? "CT" : "MR");
  e.text({0x0008, 0x0070}, Vr::LO, manufacturer(scan.maker));
  e.text({0x0010, 0x0010}, Vr::PN, "Test^Trip");
  e.text({0x0010, 0x0020}, Vr::LO, "4711");
  if (!scan.is_ct) {
    e.text({0x0018, 0x0023}, Vr::CS, scan.is_3d ? "3D" : "2D");
    e.text({0x0018, 0x0080}, Vr::DS, "2000");
    e.text({0x0018, 0x0081}, Vr::DS, decimal(scan.echo_time_ms));
    if (scan.echo_number > 0) e.text({0x0018, 0x0086}, Vr::IS, std::to_string(scan.echo_number));
  }
  e.text({0x0018, 0x1030}, Vr::LO, "trip");
  e.text({0x0018, 0x5100}, Vr::CS, scan.patient_position);
  e.text({0x0020, 0x000D}, Vr::UI, "1.2.3");
  e.text({0x0020, 0x000E}, Vr::UI, fmt::format("1.2.3.{}", series_number));
  e.text({0x0020, 0x0011}, Vr::IS, std::to_string(series_number));
  return e;
}

Sheet::Sheet(const MadeScan &scan, int columns, int rows, int frames)
    : scan_(scan), columns_(columns), rows_(rows),
      bits_(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows) *
            static_cast<std::size_t>(frames)) {}

void Sheet::lay(const MadeScan &part, FrameId id, int column, int row, int frame) {
  for (int y = 0; y < scan_.size[1]; ++y)
    for (int x = 0; x < scan_.size[0]; ++x) {
      const int at = (frame * rows_ + row + y) * columns_ + column + x;
      bits_[static_cast<std::size_t>(at)] = bits_of(part, part.stored(x, y, id.slice, id.volume));
    }
}

void Sheet::put(Elements &e) const {
  e.text({0x0028, 0x0002}, Vr::US, "1");
  e.text({0x0028, 0x0004}, Vr::CS, "MONOCHROME2");
  e.text({0x0028, 0x0010}, Vr::US, std::to_string(rows_));
  e.text({0x0028, 0x0011}, Vr::US, std::to_string(columns_));
  e.text({0x0028, 0x0100}, Vr::US, std::to_string(scan_.bits_allocated));
  e.text({0x0028, 0x0101}, Vr::US, std::to_string(scan_.bits_stored));
  e.text({0x0028, 0x0102}, Vr::US, std::to_string(scan_.bits_stored - 1));
  e.text({0x0028, 0x0103}, Vr::US, scan_.is_signed ? "1" : "0");
  if (scan_.bits_allocated == 8) {
    ByteString bytes;
    for (const std::uint64_t bits : bits_)
      bytes.push_back(static_cast<std::byte>(bits));
    return e.bytes({0x7FE0, 0x0010}, Vr::OB, std::move(bytes));
  }
  std::vector<std::uint16_t> words;
  for (const std::uint64_t bits : bits_)
    for (int shift = 0; shift < scan_.bits_allocated; shift += 16)
      words.push_back(static_cast<std::uint16_t>(bits >> shift));
  e.words({0x7FE0, 0x0010}, std::move(words));
}

void put_plane(Elements &e, const MadeScan &scan, const Vec3 &position_lps_mm) {
  e.text({0x0020, 0x0032}, Vr::DS, position(scan, position_lps_mm));
  e.text({0x0020, 0x0037}, Vr::DS, orientation(scan));
  e.text({0x0028, 0x0030}, Vr::DS,
         decimal(scan.spacing_mm[1]) + "\\" + decimal(scan.spacing_mm[0]));
  put_slice_measures(e, scan);
}

void put_scaling(Elements &e, const MadeScan &scan, FrameId id) {
  if (scan.scales == Scales::none) return;
  e.text({0x0028, 0x1052}, Vr::DS, decimal(scan.intercept(id.slice, id.volume)));
  e.text({0x0028, 0x1053}, Vr::DS, decimal(scan.slope(id.slice, id.volume)));
}

void put_diffusion(Elements &e, const MadeScan &scan, int volume) {
  if (scan.b_values.empty()) return;
  const double b = scan.b_values[static_cast<std::size_t>(volume)];
  const Vec3 direction = scan.gradients_lps[static_cast<std::size_t>(volume)];
  const bool is_vendors_own = scan.seed % 2 == 0 || scan.form != Form::classic;
  if (scan.maker == Maker::siemens && is_vendors_own) {
    e.text({0x0019, 0x0010}, Vr::LO, "SIEMENS MR HEADER");
    e.text({0x0019, 0x100C}, Vr::IS, decimal(b));
    e.text({0x0019, 0x100D}, Vr::CS, b > 0 ? "DIRECTIONAL" : "NONE");
    if (b > 0) e.text({0x0019, 0x100E}, Vr::FD, decimals(direction));
  } else if (scan.maker == Maker::philips && is_vendors_own) {
    e.text({0x2001, 0x0010}, Vr::LO, "Philips Imaging DD 001");
    e.text({0x2001, 0x1003}, Vr::FL, decimal(b));
    e.text({0x2001, 0x1004}, Vr::CS, b > 0 ? "O" : "N");
    e.text({0x2005, 0x0010}, Vr::LO, "Philips MR Imaging DD 001");
    for (std::size_t axis = 0; axis < 3; ++axis)
      e.text({0x2005, static_cast<std::uint16_t>(0x10B0 + axis)}, Vr::FL, decimal(direction[axis]));
  } else if (scan.maker == Maker::uih && is_vendors_own) {
    e.text({0x0065, 0x0010}, Vr::LO, "Image Private Header");
    e.text({0x0065, 0x1009}, Vr::FD, decimal(b));
    if (b > 0) e.text({0x0065, 0x1037}, Vr::FD, decimals(in_plane(scan, direction)));
  } else {
    e.text({0x0018, 0x9087}, Vr::FD, decimal(b));
    if (b > 0) e.text({0x0018, 0x9089}, Vr::FD, decimals(direction));
  }
}

std::string clock(int second) {
  return fmt::format("1020{:02}.500000", second);
}

void put_order(Elements &e, const MadeScan &scan, FrameId id, std::size_t shuffled_number,
               Part part) {
  const int slices = is_tiled(scan) || is_enhanced(scan) ? 1 : scan.size[2];
  int instance = id.volume * slices + id.slice + 1;
  int acquisition = 1;
  switch (scan.key) {
  case VolumeKey::temporal_position:
    e.text({0x0020, 0x0100}, Vr::IS, std::to_string(id.volume + 1));
    instance = id.slice + 1; // begins anew with every volume
    break;
  case VolumeKey::acquisition_number:
    acquisition = id.volume + 1;
    instance = static_cast<int>(shuffled_number) + 1;
    break;
  case VolumeKey::trigger_time:
    e.text({0x0018, 0x1060}, Vr::DS, decimal(id.volume * 1250.5));
    instance = static_cast<int>(shuffled_number) + 1;
    break;
  case VolumeKey::acquisition_time:
    e.text({0x0008, 0x0032}, Vr::TM, clock(3 * id.volume));
    instance = static_cast<int>(shuffled_number) + 1;
    break;
  case VolumeKey::instance_by_slice:
    instance = id.slice * scan.volumes + id.volume + 1;
    break;
  case VolumeKey::instance_by_volume:
  case VolumeKey::dimension_index:
    break;
  }
  e.text({0x0020, 0x0012}, Vr::IS, std::to_string(acquisition));
  e.text({0x0020, 0x0013}, Vr::IS, std::to_string((instance - 1) * part.count + part.index + 1));
}

} // namespace curate::support::parts

#include "tests/support/made_scan.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "tests/support/random.hpp"

namespace curate::support {
namespace {

class Draw {
public:
  explicit Draw(std::uint64_t seed) : random_(seed) {}
  int from(int first, int last) {
    return first + static_cast<int>(random_.next() % static_cast<unsigned>(last - first + 1));
  }
  bool one_in(int count) { return from(1, count) == 1; }
  double between(double low, double high) { return random_.between(low, high); }
  template <typename T> T of(std::initializer_list<T> values) {
    return values.begin()[from(0, static_cast<int>(values.size()) - 1)];
  }
  Vec3 direction() {
    for (;;) {
      const Vec3 v{random_.normal(), random_.normal(), random_.normal()};
      if (length(v) > 0.1) return unit(v);
    }
  }

private:
  Random random_;
};

/// Rodrigues' rotation of `v` about a unit vector.
Vec3 turned(const Vec3 &v, const Vec3 &axis, double angle) {
  return v * std::cos(angle) + cross(axis, v) * std::sin(angle) +
         axis * (dot(axis, v) * (1 - std::cos(angle)));
}

/// Rows and columns along any two of the patient's axes, either way: 24 of the 48 ways; the other
/// half is taken against the normal. Then turned: not, about one axis, about two, anyhow.
void draw_orientation(Draw &draw, MadeScan &scan) {
  const auto across = static_cast<std::size_t>(draw.from(0, 2));
  const std::size_t down = (across + static_cast<std::size_t>(draw.from(1, 2))) % 3;
  scan.row_lps = scan.column_lps = {};
  scan.row_lps[across] = draw.one_in(2) ? 1 : -1;
  scan.column_lps[down] = draw.one_in(2) ? 1 : -1;
  scan.is_against_normal = draw.one_in(2);
  const auto turn = [&](const Vec3 &axis, double angle) {
    scan.row_lps = turned(scan.row_lps, axis, angle);
    scan.column_lps = turned(scan.column_lps, axis, angle);
  };
  const int kind = draw.from(0, 4);
  if (kind == 1 || kind == 2) {
    const auto axis = static_cast<std::size_t>(draw.from(0, 2));
    Vec3 first{}, second{};
    first[axis] = second[(axis + 1) % 3] = 1;
    turn(first, draw.between(-0.6, 0.6));
    if (kind == 2) turn(second, draw.between(-0.6, 0.6));
  } else if (kind == 3) {
    turn(draw.direction(), draw.between(-M_PI, M_PI));
  } else if (kind == 4) { // on the border between two planes
    turn(scan.row_lps, M_PI / 4);
  }
}

void draw_type(Draw &draw, MadeScan &scan) {
  struct Type {
    int allocated, stored;
    bool is_signed;
  };
  const auto [allocated, stored, is_signed] = draw.of<Type>({{8, 8, false},
                                                             {16, 12, false},
                                                             {16, 12, true},
                                                             {16, 16, false},
                                                             {16, 16, true},
                                                             {16, 10, false},
                                                             {32, 32, true},
                                                             {32, 32, false}});
  scan.bits_allocated = allocated;
  scan.bits_stored = stored;
  scan.is_signed = is_signed;
  scan.is_sign_extended = draw.one_in(2);
  scan.scales = draw.of({Scales::none, Scales::one, Scales::per_frame});
  constexpr const char *native[] = {"1.2.840.10008.1.2", "1.2.840.10008.1.2.1",
                                    "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.2"};
  constexpr const char *packed[] = {"1.2.840.10008.1.2.5", "1.2.840.10008.1.2.4.70",
                                    "1.2.840.10008.1.2.4.57", "1.2.840.10008.1.2.4.80"};
  const bool is_packed = draw.one_in(2);
  const int which = draw.from(0, 3);
  scan.transfer_syntax = is_packed ? packed[which] : native[which];
  // CharLS wants bare values.
  if (scan.transfer_syntax.ends_with(".80")) scan.is_sign_extended = false;
  // JPEG holds no 32 bits; of these in big endian the standard's own words are not clear.
  if (allocated == 32 && (is_packed ? which > 0 : which == 3)) scan.transfer_syntax = native[1];
}

void draw_form(Draw &draw, MadeScan &scan) {
  scan.form = draw.of({Form::classic, Form::classic, Form::mosaic, Form::grid, Form::enhanced,
                       Form::enhanced, Form::enhanced_by_volume});
  switch (scan.form) {
  case Form::mosaic:
    scan.maker = Maker::siemens;
    break;
  case Form::grid:
    scan.maker = Maker::uih;
    break;
  case Form::enhanced:
  case Form::enhanced_by_volume:
    scan.maker =
        draw.of({Maker::siemens, Maker::philips, Maker::canon, Maker::ge, Maker::unheard_of});
    break;
  case Form::classic:
    scan.maker = draw.of({Maker::siemens, Maker::ge, Maker::philips, Maker::canon, Maker::toshiba,
                          Maker::uih, Maker::hitachi, Maker::unheard_of});
    break;
  }
  scan.is_ct = scan.form == Form::classic && draw.one_in(8);
  scan.is_3d =
      !scan.is_ct && scan.form != Form::mosaic && scan.form != Form::grid && draw.one_in(3);
}

void draw_size(Draw &draw, MadeScan &scan) {
  const bool is_tiled = scan.form == Form::mosaic || scan.form == Form::grid;
  scan.size = {draw.from(3, 19), draw.from(3, 19), draw.from(is_tiled ? 2 : 1, 11)};
  scan.volumes = scan.is_ct || draw.one_in(3) ? 1 : draw.from(2, 5);
  if (scan.form == Form::enhanced_by_volume) scan.volumes = draw.from(2, 4);
  scan.spacing_mm = {draw.between(0.4, 4), draw.between(0.4, 4), draw.between(0.5, 6)};
  if (draw.one_in(2)) scan.spacing_mm[1] = scan.spacing_mm[0];
  scan.origin_lps_mm = {draw.between(-150, 150), draw.between(-150, 150), draw.between(-900, 900)};
}

void draw_volumes(Draw &draw, MadeScan &scan) {
  const bool is_enhanced = scan.form == Form::enhanced;
  const bool is_classic = scan.form == Form::classic;
  scan.key = VolumeKey::instance_by_volume;
  if (is_enhanced)
    scan.key = draw.of({VolumeKey::temporal_position, VolumeKey::dimension_index});
  else if (is_classic)
    scan.key = draw.of({VolumeKey::temporal_position, VolumeKey::acquisition_number,
                        VolumeKey::trigger_time, VolumeKey::acquisition_time,
                        VolumeKey::instance_by_volume, VolumeKey::instance_by_slice});
  if (scan.volumes < 2 || scan.is_ct || scan.is_3d || !draw.one_in(2)) return;
  for (int volume = 0; volume < scan.volumes; ++volume) {
    const bool is_weighted = volume == 1 || !draw.one_in(4);
    const double most = draw.of({1000.0, 2500.0, 700.0});
    scan.b_values.push_back(is_weighted ? most : 0);
    scan.gradients_lps.push_back(is_weighted ? draw.direction() : Vec3{});
  }
  if (is_classic) scan.key = draw.of({VolumeKey::instance_by_volume, VolumeKey::instance_by_slice});
}

constexpr const char *name_of(Form form) {
  constexpr const char *names[] = {"classic", "mosaic", "grid", "enhanced", "enhanced by volume"};
  return names[static_cast<std::size_t>(form)];
}

} // namespace

Vec3 MadeScan::slice_lps() const {
  return cross(row_lps, column_lps) * (is_against_normal ? -1 : 1);
}

Vec3 MadeScan::position_lps_mm(int slice) const {
  return origin_lps_mm + slice_lps() * (slice * spacing_mm[2]);
}

std::int64_t MadeScan::stored(int column, int row, int slice, int volume) const {
  if (painted) {
    const auto across = static_cast<std::size_t>(size[0]), down = static_cast<std::size_t>(size[1]);
    return painted->at((static_cast<std::size_t>(slice) * down + static_cast<std::size_t>(row)) *
                           across +
                       static_cast<std::size_t>(column));
  }
  const int index = column + size[0] * (row + size[1] * (slice + size[2] * volume));
  const std::uint64_t bits =
      Random::mixed(pixel_seed * 0x9e3779b97f4a7c15u + static_cast<unsigned>(index));
  const std::uint64_t count = std::uint64_t{1} << bits_stored;
  const auto value = static_cast<std::int64_t>(bits % count);
  return is_signed ? value - static_cast<std::int64_t>(count / 2) : value;
}

double MadeScan::slope(int slice, int volume) const {
  if (scales == Scales::none) return 1;
  const bool is_tiled = form == Form::mosaic || form == Form::grid; // all slices in one frame
  const int frame = scales == Scales::one ? 0 : (is_tiled ? 0 : slice) + size[2] * volume;
  // 64ths: what any of the formats on the way holds exactly.
  return static_cast<double>(1 +
                             Random::mixed(pixel_seed + 17 * static_cast<unsigned>(frame)) % 400) /
         64;
}

double MadeScan::intercept(int slice, int volume) const {
  if (scales == Scales::none) return 0;
  return slope(slice, volume) > 3 ? -1024 : 0.5;
}

MadeScan random_scan(std::uint64_t number) {
  MadeScan scan;
  scan.seed = scan.pixel_seed = Random::mixed(number + 20261123);
  Draw draw(scan.seed);
  draw_form(draw, scan);
  draw_size(draw, scan);
  draw_orientation(draw, scan);
  draw_type(draw, scan);
  draw_volumes(draw, scan);
  scan.patient_position =
      draw.of<std::string>({"HFS", "HFP", "HFDL", "HFDR", "FFS", "FFP", "FFDL", "FFDR"});
  scan.spacing_said =
      draw.of({SpacingSaid::right, SpacingSaid::absent, SpacingSaid::negative, SpacingSaid::wrong});
  // Of tiles and of single slices nothing but the header tells the distance.
  const bool is_needed = scan.form == Form::mosaic || scan.size[2] == 1;
  if (is_needed && scan.spacing_said == SpacingSaid::wrong) scan.spacing_said = SpacingSaid::right;
  return scan;
}

std::vector<MadeScan> random_parts(std::uint64_t number) {
  MadeScan first = random_scan(number);
  for (std::uint64_t next = number; first.form == Form::mosaic || first.form == Form::grid ||
                                    first.is_ct || !first.b_values.empty();)
    first = random_scan(next += 1000003);
  Draw draw(first.seed + 1);
  const int echoes = draw.from(1, 3);
  using Kinds = std::vector<std::string>;
  const bool is_dixon = draw.from(0, 2) == 0;
  const Kinds dixon_kinds =
      is_dixon ? draw.of({Kinds{"WATER", "FAT"}, Kinds{"W", "F", "IN", "OPP"}, Kinds{"OP", "IP"},
                          Kinds{"IN_PHASE", "OUT_PHASE", "FAT", "WATER"},
                          Kinds{"F", "FAT_FRACTION", "R2_STAR"}})
               : Kinds{""};
  const int components = is_dixon ? 1 : echoes == 1 ? draw.of({1, 2, 4}) : draw.of({1, 2});
  const int planes = !is_dixon && echoes * components == 1 ? draw.from(2, 3) : 1;
  const int numbering = draw.from(0, 2); // none, right, all the first
  std::vector<MadeScan> parts;
  for (int plane = 0; plane < planes; ++plane)
    for (int echo = 0; echo < echoes; ++echo)
      for (int kind = 0; kind < components * static_cast<int>(dixon_kinds.size()); ++kind) {
        MadeScan part = first;
        part.dixon = dixon_kinds[static_cast<std::size_t>(kind / components)];
        part.pixel_seed = first.seed + parts.size();
        part.echo_time_ms = 12.5 * (echo + 1);
        part.echo_number = numbering == 0 ? 0 : numbering == 1 ? echo + 1 : 1;
        part.component = static_cast<dicom::Component>(kind % components);
        for (int turn = 0; turn < plane; ++turn)
          for (Vec3 *axis : {&part.row_lps, &part.column_lps})
            *axis = {(*axis)[1], (*axis)[2], (*axis)[0]};
        parts.push_back(part);
      }
  return parts;
}

ConvertedPicture truth_of(const MadeScan &scan) {
  ConvertedPicture out;
  out.size = scan.size;
  out.volume_count = scan.volumes;
  out.is_whole = scan.scales == Scales::none;
  const auto ras = [](const Vec3 &lps) { return Vec3{-lps[0], -lps[1], lps[2]}; };
  out.index_to_ras_mm.set_column(0, ras(scan.row_lps * scan.spacing_mm[0]));
  out.index_to_ras_mm.set_column(1, ras(scan.column_lps * scan.spacing_mm[1]));
  out.index_to_ras_mm.set_column(2, ras(scan.slice_lps() * scan.spacing_mm[2]));
  out.index_to_ras_mm.set_column(3, ras(scan.origin_lps_mm));
  for (int volume = 0; volume < scan.volumes; ++volume)
    for (int slice = 0; slice < scan.size[2]; ++slice)
      for (int row = 0; row < scan.size[1]; ++row)
        for (int column = 0; column < scan.size[0]; ++column)
          out.values.push_back(static_cast<double>(scan.stored(column, row, slice, volume)) *
                                   scan.slope(slice, volume) +
                               scan.intercept(slice, volume));
  out.b_values = scan.b_values;
  for (const Vec3 &direction : scan.gradients_lps)
    out.gradients.push_back(ras(direction));
  return out;
}

std::string told(const MadeScan &scan) {
  const auto vector = [](const Vec3 &v) {
    return fmt::format("({:.3f} {:.3f} {:.3f})", v[0], v[1], v[2]);
  };
  std::string text = fmt::format("{}, maker {}, {}x{}x{}x{}, {} of {} bits", name_of(scan.form),
                                 static_cast<int>(scan.maker), scan.size[0], scan.size[1],
                                 scan.size[2], scan.volumes, scan.bits_stored, scan.bits_allocated);
  const auto add = [&](bool is_so, const char *word) {
    if (is_so) text += std::string(", ") + word;
  };
  add(scan.is_signed, "signed");
  add(scan.is_bare, "bare");
  add(scan.has_exponents, "exponents");
  add(scan.has_overlay, "overlay");
  add(!scan.b_values.empty(), "DWI");
  add(scan.is_3d, "3D");
  add(scan.is_ct, "CT");
  add(scan.is_against_normal, "against the normal");
  text += fmt::format(", echo {} no. {}, component {}, scales {}, key {}, spacing {}",
                      scan.echo_time_ms, scan.echo_number, static_cast<int>(scan.component),
                      static_cast<int>(scan.scales), static_cast<int>(scan.key),
                      static_cast<int>(scan.spacing_said));
  return text + fmt::format(", {}, {}, rows {} columns {}", scan.transfer_syntax,
                            scan.patient_position, vector(scan.row_lps), vector(scan.column_lps));
}

} // namespace curate::support

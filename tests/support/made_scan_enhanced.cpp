#include <fmt/format.h>
#include <functional>

#include "tests/support/made_scan_parts.hpp"

namespace curate::support::parts {

using dicom::Vr;

namespace {

void add_macro(Elements &group, dicom::Tag macro, const std::function<void(Elements &)> &fill) {
  Elements item("ISO_IR 6");
  fill(item);
  group.item(macro, std::move(item));
}

/// "1\\place\\time", or "time\\place".
bool begins_with_stack(const MadeScan &scan) {
  return scan.seed % 5 < 3;
}

/// Source: DICOM PS3.3, C.7.6.16.2 and C.8.13.5.
Elements frame_group(const MadeScan &scan, FrameId id, const Part &part) {
  Elements group("ISO_IR 6");
  const bool counts_time = scan.form == Form::enhanced || scan.key == VolumeKey::dimension_index;
  add_macro(group, {0x0020, 0x9111}, [&](Elements &content) {
    content.text({0x0020, 0x9056}, Vr::SH, "1");
    content.text({0x0020, 0x9057}, Vr::UL, std::to_string(id.slice + 1));
    if (counts_time && (scan.key == VolumeKey::temporal_position || scan.seed % 2 == 0))
      content.text({0x0020, 0x9128}, Vr::UL, std::to_string(id.volume + 1));
    if (scan.key == VolumeKey::temporal_position && scan.seed % 3 == 0) return;
    const int place = id.slice + 1, time = counts_time ? id.volume + 1 : 1;
    auto values = begins_with_stack(scan) ? fmt::format("1\\{}\\{}", place, time)
                                          : fmt::format("{}\\{}", time, place);
    if (part.count > 1) values += fmt::format("\\{}", part.index + 1);
    content.text({0x0020, 0x9157}, Vr::UL, values);
  });
  add_macro(group, {0x0020, 0x9113}, [&](Elements &place) {
    place.text({0x0020, 0x0032}, Vr::DS, position(scan, scan.position_lps_mm(id.slice)));
  });
  add_macro(group, {0x0020, 0x9116}, [&](Elements &plane) {
    plane.text({0x0020, 0x0037}, Vr::DS, orientation(scan));
  });
  add_macro(group, {0x0018, 0x9114}, [&](Elements &echo) {
    echo.text({0x0018, 0x9082}, Vr::FD, decimal(scan.echo_time_ms));
  });
  add_macro(group, {0x0018, 0x9226}, [&](Elements &type) {
    type.text({0x0008, 0x9007}, Vr::CS,
              fmt::format("ORIGINAL\\PRIMARY\\{}\\NONE", letter_of(scan)));
    type.text({0x0008, 0x9208}, Vr::CS, component_name(scan));
  });
  if (scan.scales != Scales::none)
    add_macro(group, {0x0028, 0x9145}, [&](Elements &values) { put_scaling(values, scan, id); });
  if (scan.b_values.empty()) return group;
  const auto at = static_cast<std::size_t>(id.volume);
  add_macro(group, {0x0018, 0x9117}, [&](Elements &diffusion) {
    const double b = scan.b_values[at];
    diffusion.text({0x0018, 0x9075}, Vr::CS, b > 0 ? "DIRECTIONAL" : "NONE");
    diffusion.text({0x0018, 0x9087}, Vr::FD, decimal(b));
    if (b <= 0) return;
    add_macro(diffusion, {0x0018, 0x9076}, [&](Elements &gradient) {
      gradient.text({0x0018, 0x9089}, Vr::FD, decimals(scan.gradients_lps[at]));
    });
  });
  return group;
}

/// What the numbers of Dimension Index Values count. Source: DICOM PS3.3, C.7.6.17.
void put_dimensions(Elements &e, const MadeScan &scan, bool has_parts) {
  const auto add = [&](const char *pointer) {
    add_macro(e, {0x0020, 0x9222}, [&](Elements &item) {
      item.text({0x0020, 0x9165}, Vr::AT, pointer);
      item.text({0x0020, 0x9167}, Vr::AT, "(0020,9111)");
    });
  };
  constexpr const char *stack = "(0020,9056)", *place = "(0020,9057)", *time = "(0020,9128)";
  if (begins_with_stack(scan)) add(stack);
  add(begins_with_stack(scan) ? place : time);
  add(begins_with_stack(scan) ? time : place);
  if (has_parts) add("(0018,9082)");
}

struct PartFrame {
  std::size_t part = 0;
  FrameId id;
};

Elements enhanced_file(std::span<const MadeScan> parts, int series_number, int file,
                       const std::vector<PartFrame> &frames) {
  const MadeScan &scan = parts.front();
  Elements e = common(scan, series_number, file);
  put_order(e, scan, {0, file}, 0);
  e.erase({0x0020, 0x0100});
  e.text({0x0028, 0x0008}, Vr::IS, std::to_string(frames.size()));
  put_dimensions(e, scan, parts.size() > 1);
  Elements shared("ISO_IR 6");
  add_macro(shared, {0x0028, 0x9110}, [&](Elements &measures) {
    measures.text({0x0028, 0x0030}, Vr::DS,
                  decimal(scan.spacing_mm[1]) + "\\" + decimal(scan.spacing_mm[0]));
    put_slice_measures(measures, scan);
  });
  e.item({0x5200, 0x9229}, std::move(shared));
  Sheet sheet(scan, scan.size[0], scan.size[1], static_cast<int>(frames.size()));
  for (std::size_t i = 0; i < frames.size(); ++i) {
    const auto &[part, id] = frames[i];
    const Part which{static_cast<int>(part), static_cast<int>(parts.size())};
    e.item({0x5200, 0x9230}, frame_group(parts[part], id, which));
    sheet.lay(parts[part], id, 0, 0, static_cast<int>(i));
  }
  sheet.put(e);
  return e;
}

} // namespace

std::vector<Elements> enhanced_files(std::span<const MadeScan> parts, int series_number) {
  const MadeScan &scan = parts.front();
  std::vector<Elements> out;
  const bool is_split = scan.form == Form::enhanced_by_volume;
  const std::size_t part_frames = static_cast<std::size_t>(scan.size[2]) *
                                  static_cast<std::size_t>(is_split ? 1 : scan.volumes);
  for (int file = 0; file < (is_split ? scan.volumes : 1); ++file) {
    std::vector<PartFrame> frames;
    const auto order = shuffled(part_frames * parts.size(), scan.seed);
    for (std::size_t i = 0; i < order.size(); ++i) {
      const std::size_t at = scan.is_shuffled ? order[i] : i;
      const int index = static_cast<int>(at % part_frames);
      frames.push_back(
          {at / part_frames, {index % scan.size[2], is_split ? file : index / scan.size[2]}});
    }
    out.push_back(enhanced_file(parts, series_number, file, frames));
  }
  return out;
}

} // namespace curate::support::parts

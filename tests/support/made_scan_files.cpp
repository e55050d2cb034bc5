#include "tests/support/made_scan_files.hpp"

#include <cmath>
#include <fmt/format.h>
#include <functional>

#include "tests/support/csa.hpp"
#include "tests/support/made_scan_parts.hpp"

namespace curate::support {

using dicom::Vr;
using namespace parts;

namespace {

std::vector<Elements> classic_files(const MadeScan &scan, int series_number) {
  std::vector<Elements> out;
  const auto order = shuffled(static_cast<std::size_t>(scan.volumes * scan.size[2]), scan.seed);
  for (int volume = 0; volume < scan.volumes; ++volume)
    for (int slice = 0; slice < scan.size[2]; ++slice) {
      const FrameId id{slice, volume};
      Elements e = common(scan, series_number, static_cast<int>(out.size()));
      put_order(e, scan, id, order[out.size()]);
      put_plane(e, scan, scan.position_lps_mm(slice));
      put_scaling(e, scan, id);
      put_diffusion(e, scan, volume);
      Sheet sheet(scan, scan.size[0], scan.size[1], 1);
      sheet.lay(id, 0, 0, 0);
      sheet.put(e);
      out.push_back(std::move(e));
    }
  return out;
}

int tiles_across(const MadeScan &scan) {
  return static_cast<int>(std::ceil(std::sqrt(scan.size[2])));
}

int tiles_down(const MadeScan &scan) {
  const int across = tiles_across(scan);
  return scan.form == Form::mosaic ? across : (scan.size[2] + across - 1) / across;
}

Sheet tiles_of(const MadeScan &scan, int volume) {
  const int across = tiles_across(scan), down = tiles_down(scan);
  Sheet sheet(scan, across * scan.size[0], down * scan.size[1], 1);
  for (int slice = 0; slice < scan.size[2]; ++slice)
    sheet.lay({slice, volume}, slice % across * scan.size[0], slice / across * scan.size[1], 0);
  return sheet;
}

/// Source: Siemens MR conformance statement, mosaic images; nibabel, dicom_mosaic.
std::vector<Elements> mosaic_files(const MadeScan &scan, int series_number) {
  std::vector<Elements> out;
  const double beside = 0.5 * (tiles_across(scan) - 1);
  // The corner of a slice as large as the sheet, around the same middle.
  const Vec3 corner = scan.origin_lps_mm -
                      scan.row_lps * (beside * scan.size[0] * scan.spacing_mm[0]) -
                      scan.column_lps * (beside * scan.size[1] * scan.spacing_mm[1]);
  for (int volume = 0; volume < scan.volumes; ++volume) {
    Elements e = common(scan, series_number, volume);
    put_order(e, scan, {0, volume}, 0);
    e.text({0x0020, 0x0012}, Vr::IS, std::to_string(volume + 1));
    put_plane(e, scan, corner);
    put_scaling(e, scan, {0, volume});
    e.text({0x0019, 0x0010}, Vr::LO, "SIEMENS MR HEADER");
    if (scan.seed % 3 > 0) e.text({0x0019, 0x100A}, Vr::US, std::to_string(scan.size[2]));
    put_diffusion(e, scan, volume);
    const Vec3 normal = scan.slice_lps();
    e.text({0x0029, 0x0010}, Vr::LO, "SIEMENS CSA HEADER");
    e.bytes({0x0029, 0x1010}, Vr::OB,
            csa_header({{"NumberOfImagesInMosaic", "US", {std::to_string(scan.size[2])}},
                        {"SliceNormalVector",
                         "FD",
                         {csa_decimal(normal[0]), csa_decimal(normal[1]), csa_decimal(normal[2])},
                         3}}));
    tiles_of(scan, volume).put(e);
    out.push_back(std::move(e));
  }
  return out;
}

/// Source: headers of dcm_qa_uih.
std::vector<Elements> grid_files(const MadeScan &scan, int series_number) {
  std::vector<Elements> out;
  for (int volume = 0; volume < scan.volumes; ++volume) {
    Elements e = common(scan, series_number, volume);
    put_order(e, scan, {0, volume}, 0);
    put_plane(e, scan, scan.origin_lps_mm);
    e.erase({0x0020, 0x0032});
    put_scaling(e, scan, {0, volume});
    put_diffusion(e, scan, volume);
    e.text({0x0065, 0x0010}, Vr::LO, "Image Private Header");
    e.text({0x0065, 0x1050}, Vr::DS, std::to_string(scan.size[2]));
    for (int slice = 0; slice < scan.size[2]; ++slice) {
      Elements item("ISO_IR 6");
      item.text({0x0008, 0x0032}, Vr::TM, clock(slice));
      item.text({0x0020, 0x0032}, Vr::DS, decimals(scan.position_lps_mm(slice)));
      e.item({0x0065, 0x1051}, std::move(item));
    }
    tiles_of(scan, volume).put(e);
    out.push_back(std::move(e));
  }
  return out;
}

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
Elements frame_group(const MadeScan &scan, FrameId id) {
  Elements group("ISO_IR 6");
  const bool counts_time = scan.form == Form::enhanced || scan.key == VolumeKey::dimension_index;
  add_macro(group, {0x0020, 0x9111}, [&](Elements &content) {
    content.text({0x0020, 0x9056}, Vr::SH, "1");
    content.text({0x0020, 0x9057}, Vr::UL, std::to_string(id.slice + 1));
    if (counts_time && (scan.key == VolumeKey::temporal_position || scan.seed % 2 == 0))
      content.text({0x0020, 0x9128}, Vr::UL, std::to_string(id.volume + 1));
    if (scan.key == VolumeKey::temporal_position && scan.seed % 3 == 0) return;
    const int place = id.slice + 1, time = counts_time ? id.volume + 1 : 1;
    content.text({0x0020, 0x9157}, Vr::UL,
                 begins_with_stack(scan) ? fmt::format("1\\{}\\{}", place, time)
                                         : fmt::format("{}\\{}", time, place));
  });
  add_macro(group, {0x0020, 0x9113}, [&](Elements &position) {
    position.text({0x0020, 0x0032}, Vr::DS, decimals(scan.position_lps_mm(id.slice)));
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
void put_dimensions(Elements &e, const MadeScan &scan) {
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
}

Elements enhanced_file(const MadeScan &scan, int series_number, int file,
                       const std::vector<FrameId> &frames) {
  Elements e = common(scan, series_number, file);
  put_order(e, scan, {0, file}, 0);
  e.erase({0x0020, 0x0100});
  e.text({0x0028, 0x0008}, Vr::IS, std::to_string(frames.size()));
  put_dimensions(e, scan);
  Elements shared("ISO_IR 6");
  add_macro(shared, {0x0028, 0x9110}, [&](Elements &measures) {
    measures.text({0x0028, 0x0030}, Vr::DS,
                  decimal(scan.spacing_mm[1]) + "\\" + decimal(scan.spacing_mm[0]));
    put_slice_measures(measures, scan);
  });
  add_macro(shared, {0x0020, 0x9116}, [&](Elements &plane) {
    plane.text({0x0020, 0x0037}, Vr::DS, orientation(scan));
  });
  add_macro(shared, {0x0018, 0x9114}, [](Elements &echo) {
    echo.text({0x0018, 0x9082}, Vr::FD, "30");
  });
  e.item({0x5200, 0x9229}, std::move(shared));
  Sheet sheet(scan, scan.size[0], scan.size[1], static_cast<int>(frames.size()));
  for (std::size_t i = 0; i < frames.size(); ++i) {
    e.item({0x5200, 0x9230}, frame_group(scan, frames[i]));
    sheet.lay(frames[i], 0, 0, static_cast<int>(i));
  }
  sheet.put(e);
  return e;
}

std::vector<Elements> enhanced_files(const MadeScan &scan, int series_number) {
  std::vector<Elements> out;
  const bool is_split = scan.form == Form::enhanced_by_volume;
  const int files = is_split ? scan.volumes : 1;
  const int frames_per_file = scan.size[2] * (is_split ? 1 : scan.volumes);
  for (int file = 0; file < files; ++file) {
    std::vector<FrameId> frames;
    const auto order = shuffled(static_cast<std::size_t>(frames_per_file), scan.seed);
    for (int i = 0; i < frames_per_file; ++i) {
      const int index = scan.is_shuffled ? static_cast<int>(order[static_cast<std::size_t>(i)]) : i;
      frames.push_back({index % scan.size[2], is_split ? file : index / scan.size[2]});
    }
    out.push_back(enhanced_file(scan, series_number, file, frames));
  }
  return out;
}

} // namespace

std::vector<Elements> elements_of(const MadeScan &scan, int series_number) {
  switch (scan.form) {
  case Form::classic:
    return classic_files(scan, series_number);
  case Form::mosaic:
    return mosaic_files(scan, series_number);
  case Form::grid:
    return grid_files(scan, series_number);
  case Form::enhanced:
  case Form::enhanced_by_volume:
    break;
  }
  return enhanced_files(scan, series_number);
}

std::vector<ByteString> files_of(const MadeScan &scan, int series_number) {
  std::vector<ByteString> out;
  for (const Elements &elements : elements_of(scan, series_number))
    out.push_back(encode(elements, {.transfer_syntax = scan.transfer_syntax}));
  return out;
}

} // namespace curate::support

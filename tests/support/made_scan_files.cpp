#include "tests/support/made_scan_files.hpp"

#include <cmath>
#include <fmt/format.h>

#include "tests/support/csa.hpp"
#include "tests/support/made_scan_parts.hpp"

namespace curate::support {

using dicom::Vr;
using namespace parts;

namespace {

void add_classic_files(const MadeScan &scan, int series_number, Part part,
                       std::vector<Elements> &out) {
  const auto order = shuffled(static_cast<std::size_t>(scan.volumes * scan.size[2]), scan.seed);
  std::size_t index = 0;
  for (int volume = 0; volume < scan.volumes; ++volume)
    for (int slice = 0; slice < scan.size[2]; ++slice) {
      const FrameId id{slice, volume};
      Elements e = common(scan, series_number, static_cast<int>(out.size()));
      put_order(e, scan, id, order[index++], part);
      put_plane(e, scan, scan.position_lps_mm(slice));
      put_scaling(e, scan, id);
      put_diffusion(e, scan, volume);
      Sheet sheet(scan, scan.size[0], scan.size[1], 1);
      sheet.lay(scan, id, 0, 0, 0);
      sheet.put(e);
      out.push_back(std::move(e));
    }
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
    sheet.lay(scan, {slice, volume}, slice % across * scan.size[0], slice / across * scan.size[1],
              0);
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
      item.text({0x0020, 0x0032}, Vr::DS, position(scan, scan.position_lps_mm(slice)));
      e.item({0x0065, 0x1051}, std::move(item));
    }
    tiles_of(scan, volume).put(e);
    out.push_back(std::move(e));
  }
  return out;
}

} // namespace

std::vector<Elements> elements_of(std::span<const MadeScan> parts, int series_number) {
  std::vector<Elements> out;
  switch (parts.front().form) {
  case Form::classic:
    for (std::size_t i = 0; i < parts.size(); ++i)
      add_classic_files(parts[i], series_number,
                        {static_cast<int>(i), static_cast<int>(parts.size())}, out);
    return out;
  case Form::mosaic:
    return mosaic_files(parts.front(), series_number);
  case Form::grid:
    return grid_files(parts.front(), series_number);
  case Form::enhanced:
  case Form::enhanced_by_volume:
    break;
  }
  return enhanced_files(parts, series_number);
}

std::vector<ByteString> files_of(std::span<const MadeScan> parts, int series_number) {
  std::vector<ByteString> out;
  for (const Elements &elements : elements_of(parts, series_number))
    out.push_back(encode(elements, {.transfer_syntax = parts.front().transfer_syntax,
                                    .preamble = !parts.front().is_bare}));
  return out;
}

} // namespace curate::support

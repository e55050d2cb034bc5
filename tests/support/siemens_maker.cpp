#include "tests/support/siemens_maker.hpp"

#include "tests/support/siemens_csa.hpp"
#include <cmath>
#include <fmt/format.h>

namespace curate::support {

using dicom::Vr;

namespace {

/// Tiles in one row and one column of a mosaic.
int tiles_per_side(int slices) {
  return static_cast<int>(std::ceil(std::sqrt(slices)));
}

Pixels mosaic_of(const Sequence &sequence, const std::vector<std::uint16_t> &volume) {
  const int side = tiles_per_side(sequence.size[2]);
  const int columns = sequence.size[0], rows = sequence.size[1];
  Pixels pixels{.columns = side * columns, .rows = side * rows};
  pixels.values.resize(static_cast<std::size_t>(pixels.columns) *
                       static_cast<std::size_t>(pixels.rows));
  for (int slice = 0; slice < sequence.size[2]; ++slice)
    for (int row = 0; row < rows; ++row) {
      const auto from =
          volume.begin() + (static_cast<std::ptrdiff_t>(slice) * rows + row) * columns;
      const std::ptrdiff_t to =
          static_cast<std::ptrdiff_t>(slice / side * rows + row) * pixels.columns +
          slice % side * columns;
      std::copy(from, from + columns, pixels.values.begin() + to);
    }
  return pixels;
}

/// Where the corner of the whole mosaic would lie, which is what scanners write: the first slice's
/// middle is kept, so its corner moves by half of what the mosaic is larger.
/// Source: Siemens' documented mosaic geometry, as dcm2niix and nibabel undo it.
SlicePlace mosaic_place(const Sequence &sequence, const Pixels &pixels) {
  SlicePlace place = place_of(sequence, 0);
  place.position_lps_mm =
      place.position_lps_mm -
      place.row_lps * (0.5 * (pixels.columns - sequence.size[0]) * sequence.spacing_mm[0]) -
      place.column_lps * (0.5 * (pixels.rows - sequence.size[1]) * sequence.spacing_mm[1]);
  return place;
}

std::string image_type(const Sequence &sequence, const Shot &shot) {
  if (sequence.kind == Kind::dwi) return "ORIGINAL\\PRIMARY\\DIFFUSION\\NONE\\ND\\MOSAIC";
  if (sequence.kind == Kind::bold) return "ORIGINAL\\PRIMARY\\M\\ND\\MOSAIC";
  if (shot.is_phase) return "ORIGINAL\\PRIMARY\\P\\ND";
  return sequence.kind == Kind::t1w ? "ORIGINAL\\PRIMARY\\M\\NORM\\DIS3D\\DIS2D"
                                    : "ORIGINAL\\PRIMARY\\M\\ND";
}

void put_0019(Elements &e, const Sequence &sequence, const Shot &shot, const SlicePlace &place) {
  e.text({0x0019, 0x0010}, Vr::LO, "SIEMENS MR HEADER");
  e.text({0x0019, 0x1008}, Vr::CS, "IMAGE NUM 4");
  e.text({0x0019, 0x1009}, Vr::LO, "1.0");
  if (is_mosaic(sequence)) {
    e.text({0x0019, 0x100A}, Vr::US, std::to_string(sequence.size[2]));
    e.text({0x0019, 0x1028}, Vr::FD, decimal(bandwidth_per_pixel_pe_hz(sequence)));
    e.text({0x0019, 0x1029}, Vr::FD, decimals(slice_times_ms(sequence, Vendor::siemens)));
  }
  e.text({0x0019, 0x100B}, Vr::DS, decimal(sequence.duration_s * 1000));
  e.text({0x0019, 0x100F}, Vr::SH, "Fast");
  e.text({0x0019, 0x1011}, Vr::SH, "No");
  e.text({0x0019, 0x1012}, Vr::SL, "0\\0\\-1287");
  e.text({0x0019, 0x1013}, Vr::SL, "0\\0\\-1287");
  e.text({0x0019, 0x1014}, Vr::IS, "0\\0\\0");
  e.text({0x0019, 0x1015}, Vr::FD, decimals(place.position_lps_mm));
  e.text({0x0019, 0x1016}, Vr::DS, "52.0225");
  e.text({0x0019, 0x1017}, Vr::DS, "1");
  e.text({0x0019, 0x1018}, Vr::IS, "3400");
  if (sequence.b_values.empty()) return;
  const auto at = static_cast<std::size_t>(shot.volume);
  const double b = sequence.b_values.at(at);
  const Vec3 &direction = sequence.gradients_lps.at(at);
  e.text({0x0019, 0x100C}, Vr::IS, decimal(b));
  e.text({0x0019, 0x100D}, Vr::CS, b > 0 ? "DIRECTIONAL" : "NONE");
  if (b <= 0) return;
  e.text({0x0019, 0x100E}, Vr::FD, decimals(direction));
  e.text({0x0019, 0x1027}, Vr::FD, decimals(b_matrix(b, direction)));
}

void put_0051(Elements &e, const Sequence &sequence, const Shot &shot) {
  e.text({0x0051, 0x0010}, Vr::LO, "SIEMENS MR HEADER");
  e.text({0x0051, 0x1008}, Vr::CS, "IMAGE NUM 4");
  e.text({0x0051, 0x1009}, Vr::LO, "1.0");
  e.text({0x0051, 0x100A}, Vr::LO, fmt::format("TA {:.2f}", sequence.duration_s / 60));
  e.text({0x0051, 0x100B}, Vr::LO, fmt::format("{}*{}", sequence.size[1], sequence.size[0]));
  e.text({0x0051, 0x100C}, Vr::LO,
         fmt::format("FoV {}*{}", std::lround(sequence.size[1] * sequence.spacing_mm[1]),
                     std::lround(sequence.size[0] * sequence.spacing_mm[0])));
  e.text({0x0051, 0x100D}, Vr::SH, fmt::format("SP H{:.1f}", shot.slice * 1.0));
  e.text({0x0051, 0x100E}, Vr::LO, sequence.plane == Plane::sagittal ? "Sag" : "Tra");
  e.text({0x0051, 0x100F}, Vr::LO, "HEA;HEP");
  if (sequence.acceleration > 1)
    e.text({0x0051, 0x1011}, Vr::LO, fmt::format("p{}", sequence.acceleration));
  e.text({0x0051, 0x1012}, Vr::SH, "TP 0");
  e.text({0x0051, 0x1013}, Vr::SH, "+LPH");
  e.text({0x0051, 0x1016}, Vr::LO, shot.is_phase ? "P/ND" : "M/ND");
  e.text({0x0051, 0x1017}, Vr::SH, fmt::format("SL {:.1f}", sequence.thickness_mm));
  e.text({0x0051, 0x1019}, Vr::LO, "A1/FS");
}

void put_csa(Elements &e, const Scene &scene, const SeriesRun &run, const Shot &shot) {
  e.text({0x0029, 0x0010}, Vr::LO, "SIEMENS CSA HEADER");
  e.text({0x0029, 0x0011}, Vr::LO, "SIEMENS MEDCOM HEADER2");
  e.text({0x0029, 0x1008}, Vr::CS, "IMAGE NUM 4");
  e.text({0x0029, 0x1009}, Vr::LO, scene.visit.date);
  e.bytes({0x0029, 0x1010}, Vr::OB, siemens_image_csa(run, shot));
  e.text({0x0029, 0x1018}, Vr::CS, "MR");
  e.text({0x0029, 0x1019}, Vr::LO, scene.visit.date);
  e.bytes({0x0029, 0x1020}, Vr::OB, siemens_series_csa(scene, run));
  e.text({0x0029, 0x1160}, Vr::LO, "com");
}

/// When a file's data were taken: each volume, slice by slice, after the one before.
double time_of(const SeriesRun &run, const Shot &shot) {
  const Sequence &sequence = run.sequence;
  if (is_mosaic(sequence)) return run.start_s + shot.volume * sequence.repetition_time_ms / 1000;
  return run.start_s + (sequence.is_3d ? 0 : shot.slice * 0.055);
}

} // namespace

Elements siemens_elements(const Scene &scene, const SeriesRun &run, const Shot &shot,
                          const std::vector<std::uint16_t> &volume) {
  const Sequence &sequence = run.sequence;
  Elements e = common_header(scene, run, shot);
  put_acquisition(e, sequence, shot);
  e.text({0x0008, 0x0008}, Vr::CS, image_type(sequence, shot));
  const auto b =
      sequence.b_values.empty() ? 0 : sequence.b_values.at(static_cast<std::size_t>(shot.volume));
  e.text({0x0018, 0x0024}, Vr::SH,
         sequence.kind != Kind::dwi ? sequence.sequence_name
         : b > 0                    ? fmt::format("*ep_b{}#{}", b, shot.volume)
                                    : "*ep_b0");
  e.text({0x0018, 0x0084}, Vr::DS, "123.255762");
  e.text({0x0018, 0x0089}, Vr::IS, std::to_string(sequence.size[1]));
  e.text({0x0018, 0x1251}, Vr::SH, "Body");
  e.text({0x0018, 0x1318}, Vr::DS, "0");
  const SlicePlace place = place_of(sequence, shot.slice);
  if (is_mosaic(sequence)) {
    Pixels pixels = mosaic_of(sequence, volume);
    const SlicePlace corner = mosaic_place(sequence, pixels);
    put_picture(e, sequence, corner, std::move(pixels));
  } else {
    put_picture(e, sequence, place,
                {.values = Painter::slice_of(volume, sequence, shot.slice),
                 .columns = sequence.size[0],
                 .rows = sequence.size[1]});
  }
  if (shot.is_phase) { // 0..4095 is -pi..pi, told as -4096..4094
    e.text({0x0028, 0x1052}, Vr::DS, "-4096");
    e.text({0x0028, 0x1053}, Vr::DS, "2");
    e.text({0x0028, 0x1054}, Vr::LO, "US");
  }
  e.text({0x0028, 0x1055}, Vr::LO, "Algo1");
  put_0019(e, sequence, shot, place);
  put_0051(e, sequence, shot);
  put_csa(e, scene, run, shot);
  e.text({0x0020, 0x0012}, Vr::IS, std::to_string(is_mosaic(sequence) ? shot.volume + 1 : 1));
  return e;
}

void make_siemens_series(const Scene &scene, const SeriesRun &run, Painter &painter,
                         NameGiver &names, Sink &sink, const std::string &transfer_syntax) {
  const Sequence &sequence = run.sequence;
  const bool is_phase = sequence.kind == Kind::field_phase;
  const bool mosaic = is_mosaic(sequence);
  WriteOptions options{.source_ae_title = scene.site.ae_title};
  if (!transfer_syntax.empty()) options.transfer_syntax = transfer_syntax;
  const int echoes = is_phase ? 1 : static_cast<int>(sequence.echo_times_ms.size());
  int instance = 0;
  for (int echo = 0; echo < echoes; ++echo)
    for (int volume = 0; volume < sequence.volumes; ++volume) {
      if (run.frame_limit > 0 && volume >= run.frame_limit) return;
      const auto stored = painter.volume(sequence, run.series_number, volume, is_phase ? 1 : echo,
                                         is_phase ? Component::phase : Component::magnitude);
      for (int slice = 0; slice < (mosaic ? 1 : sequence.size[2]); ++slice) {
        Shot shot{.instance_number = ++instance,
                  .slice = slice,
                  .volume = volume,
                  .echo = is_phase ? 1 : echo,
                  .is_phase = is_phase};
        shot.time_s = time_of(run, shot);
        const Elements elements = siemens_elements(scene, run, shot, stored);
        sink.put(names.next(run, shot, instance_uid(scene, run, shot)), encode(elements, options));
      }
    }
}

} // namespace curate::support

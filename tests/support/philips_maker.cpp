#include "tests/support/philips_maker.hpp"

#include <fmt/format.h>

namespace curate::support {

using dicom::Vr;

namespace {

void put_private(Elements &e, const SeriesRun &run, const Shot &shot,
                 const PhilipsScaling &scaling) {
  const Sequence &sequence = run.sequence;
  const bool is_diffusion = !sequence.b_values.empty();
  const auto at = static_cast<std::size_t>(shot.volume);
  e.text({0x2001, 0x0010}, Vr::LO, "Philips Imaging DD 001");
  e.text({0x2001, 0x1002}, Vr::IS, "0");
  e.text({0x2001, 0x1003}, Vr::FL, is_diffusion ? decimal(sequence.b_values.at(at)) : "0");
  e.text({0x2001, 0x1006}, Vr::CS, "N");
  e.text({0x2001, 0x1008}, Vr::IS, "1");
  e.text({0x2001, 0x100A}, Vr::IS, std::to_string(shot.slice + 1));
  e.text({0x2001, 0x100B}, Vr::CS, "TRANSVERSAL");
  e.text({0x2001, 0x1012}, Vr::CS, sequence.volumes > 1 ? "Y" : "N");
  e.text({0x2001, 0x1013}, Vr::SL, std::to_string(sequence.is_epi ? sequence.size[1] / 2 : 1));
  e.text({0x2001, 0x1018}, Vr::SL, std::to_string(sequence.size[2]));
  e.text({0x2001, 0x101C}, Vr::CS, "NO");
  e.text({0x2001, 0x1020}, Vr::LO, sequence.is_epi ? "FEEPI" : "TSE");
  e.text({0x2001, 0x1022}, Vr::FL, sequence.is_epi ? "11.7" : "1.1");
  e.text({0x2001, 0x1025}, Vr::SH, decimal(sequence.echo_times_ms.front()));
  e.text({0x2001, 0x1081}, Vr::IS, std::to_string(sequence.volumes));
  e.text({0x2005, 0x0010}, Vr::LO, "Philips MR Imaging DD 001");
  e.text({0x2005, 0x0014}, Vr::LO, "Philips MR Imaging DD 005");
  e.text({0x2005, 0x100D}, Vr::FL, "0");
  e.text({0x2005, 0x100E}, Vr::FL, decimal(scaling.scale_slope));
  e.text({0x2005, 0x1011}, Vr::CS, "M");
  e.text({0x2005, 0x1012}, Vr::FL, "0");
  e.text({0x2005, 0x1030}, Vr::FL, decimal(sequence.repetition_time_ms));
  e.text({0x2005, 0x1409}, Vr::DS, decimal(scaling.rescale_intercept));
  e.text({0x2005, 0x140A}, Vr::DS, decimal(scaling.rescale_slope));
  e.text({0x2005, 0x140B}, Vr::LO, "normalized");
  if (!is_diffusion) return;
  const Vec3 &direction = sequence.gradients_lps.at(at);
  e.text({0x2005, 0x10B0}, Vr::FL, decimal(direction[0]));
  e.text({0x2005, 0x10B1}, Vr::FL, decimal(direction[1]));
  e.text({0x2005, 0x10B2}, Vr::FL, decimal(direction[2]));
}

/// Stored value → real-world value, in the standard's own sequence.
Elements real_world_mapping(const PhilipsScaling &scaling) {
  Elements mapping("ISO_IR 100");
  mapping.text({0x0028, 0x3003}, Vr::LO, "Philips");
  mapping.text({0x0040, 0x9210}, Vr::SH, "Philips");
  mapping.text({0x0040, 0x9211}, Vr::US, "4095");
  mapping.text({0x0040, 0x9216}, Vr::US, "0");
  mapping.text({0x0040, 0x9224}, Vr::FD, decimal(scaling.rescale_intercept));
  mapping.text({0x0040, 0x9225}, Vr::FD, decimal(scaling.rescale_slope));
  return mapping;
}

} // namespace

Elements philips_elements(const Scene &scene, const SeriesRun &run, const Shot &shot,
                          const PhilipsScaling &scaling, const std::vector<std::uint16_t> &volume) {
  const Sequence &sequence = run.sequence;
  Elements e = common_header(scene, run, shot);
  put_acquisition(e, sequence, shot);
  e.text({0x0008, 0x0008}, Vr::CS, "ORIGINAL\\PRIMARY\\M_SE\\M\\SE");
  e.text({0x0018, 0x0084}, Vr::DS, "127.768");
  e.text({0x0018, 0x1250}, Vr::SH, "SENSE-Head-8");
  e.text({0x0020, 0x0100}, Vr::IS, std::to_string(shot.volume + 1));
  e.text({0x0020, 0x0105}, Vr::IS, std::to_string(sequence.volumes));
  put_picture(e, sequence, place_of(sequence, shot.slice),
              {.values = Painter::slice_of(volume, sequence, shot.slice),
               .columns = sequence.size[0],
               .rows = sequence.size[1]});
  e.text({0x0028, 0x1052}, Vr::DS, decimal(scaling.rescale_intercept));
  e.text({0x0028, 0x1053}, Vr::DS, decimal(scaling.rescale_slope));
  e.text({0x0028, 0x1054}, Vr::LO, "normalized");
  e.item({0x0040, 0x9096}, real_world_mapping(scaling));
  put_private(e, run, shot, scaling);
  return e;
}

void make_philips_series(const Scene &scene, const SeriesRun &run, const PhilipsScaling &scaling,
                         Painter &painter, NameGiver &names, Sink &sink) {
  const Sequence &sequence = run.sequence;
  for (int volume = 0; volume < sequence.volumes; ++volume) {
    const auto stored =
        painter.volume(sequence, run.series_number, volume, 0, Component::magnitude);
    for (int slice = 0; slice < sequence.size[2]; ++slice) {
      const Shot shot{.instance_number = slice * sequence.volumes + volume + 1,
                      .slice = slice,
                      .volume = volume,
                      .time_s = static_cast<double>(run.start_s)};
      const Elements elements = philips_elements(scene, run, shot, scaling, stored);
      sink.put(names.next(run, shot, instance_uid(scene, run, shot)),
               encode(elements, {.source_ae_title = scene.site.ae_title}));
    }
  }
}

} // namespace curate::support

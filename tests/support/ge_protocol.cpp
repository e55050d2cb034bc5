#include "tests/support/ge_protocol.hpp"

#include <array>
#include <fmt/format.h>
#include <libdeflate.h>
#include <memory>
#include <stdexcept>

namespace curate::support {

namespace {

std::string protocol_text(const Scene &scene, const SeriesRun &run) {
  const Sequence &sequence = run.sequence;
  std::string text;
  const auto line = [&](std::string_view name, const std::string &value) {
    text += fmt::format("{} \"{}\"\n", name, value);
  };
  line("POSITION", "Supine");
  line("ENTRY", "Head First");
  line("CLINICALCOIL", "C-GE_32Ch Head");
  line("COIL", "32Ch Head");
  line("PLANE", sequence.plane == Plane::sagittal ? "SAGITTAL" : "AXIAL");
  line("SEDESC", sequence.series_description);
  line("IMODE", sequence.is_3d ? "3D" : "2D");
  line("PSEQ", sequence.is_epi ? "Gradient Echo" : "Spin Echo");
  line("IOPT", sequence.is_epi ? "EPI, FMRI" : "Fast, FC");
  line("FLIPANG", decimal(sequence.flip_angle_deg));
  line("TE", decimal(sequence.echo_times_ms.front()));
  line("NECHO", std::to_string(sequence.echo_times_ms.size()));
  line("TR", decimal(sequence.repetition_time_ms));
  line("NUMSHOTS", "1");
  line("SLICEORDER", "1");
  line("VIEWORDER", "1");
  line("FOV", decimal(sequence.size[0] * sequence.spacing_mm[0] / 10));
  line("SLTHICK", decimal(sequence.thickness_mm));
  line("NOSLC", std::to_string(sequence.size[2]));
  line("MATRIXX", std::to_string(sequence.size[0]));
  line("MATRIXY", std::to_string(sequence.size[1]));
  line("SWAPPF", "A/P");
  line("NEX", "1.00");
  line("PHASECORR", "Yes");
  line("PDGMSTR", "Clinical");
  line("SITENAME", scene.site.institution);
  line("OPERATOR", scene.site.operators);
  return text;
}

} // namespace

ByteString ge_protocol_block(const Scene &scene, const SeriesRun &run) {
  const std::string text = protocol_text(scene, run);
  const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> compressor(
      libdeflate_alloc_compressor(1), libdeflate_free_compressor);
  ByteString block(4 + libdeflate_gzip_compress_bound(compressor.get(), text.size()));
  const std::size_t length = libdeflate_gzip_compress(compressor.get(), text.data(), text.size(),
                                                      block.data() + 4, block.size() - 4);
  if (length == 0) throw std::runtime_error("cannot compress a protocol");
  for (unsigned i = 0; i < 4; ++i)
    block[i] = static_cast<std::byte>((length >> (8 * i)) & 0xFFU);
  block.resize(4 + (length + 1) / 2 * 2);
  return block;
}

} // namespace curate::support

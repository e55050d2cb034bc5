#include "tests/support/ge_maker.hpp"

#include "tests/support/ge_protocol.hpp"
#include <cmath>
#include <fmt/format.h>

namespace curate::support {

using dicom::Vr;

namespace {

/// A private element that says the same in every file.
struct Constant {
  std::uint16_t group, element;
  Vr vr;
  const char *value;
};

// As a DISCOVERY MR750 leaves them. Source: GE's MR conformance statement (names, VRs).
constexpr Constant constants[] = {{0x0009, 0x0010, Vr::LO, "GEMS_IDEN_01"},
                                  {0x0009, 0x1002, Vr::SH, "MR01"},
                                  {0x0009, 0x1004, Vr::SH, "SIGNA"},
                                  {0x0009, 0x1030, Vr::SH, "STF7"},
                                  {0x0009, 0x1031, Vr::SH, "9999"},
                                  {0x0019, 0x0010, Vr::LO, "GEMS_ACQU_01"},
                                  {0x0019, 0x100F, Vr::DS, "320.1"},
                                  {0x0019, 0x1011, Vr::SS, "0"},
                                  {0x0019, 0x1012, Vr::SS, "4"},
                                  {0x0019, 0x1017, Vr::SS, "2"},
                                  {0x0019, 0x1018, Vr::LO, "I"},
                                  {0x0019, 0x101A, Vr::LO, "S"},
                                  {0x0019, 0x107D, Vr::DS, "0"},
                                  {0x0019, 0x107F, Vr::DS, "0"},
                                  {0x0019, 0x1081, Vr::SS, "1"},
                                  {0x0019, 0x1084, Vr::DS, "0.173368"},
                                  {0x0019, 0x1087, Vr::DS, "0"},
                                  {0x0019, 0x1088, Vr::SS, "0"},
                                  {0x0019, 0x108A, Vr::SS, "13"},
                                  {0x0019, 0x108B, Vr::SS, "15"},
                                  {0x0019, 0x108D, Vr::DS, "0"},
                                  {0x0019, 0x108F, Vr::SS, "1"},
                                  {0x0019, 0x1090, Vr::SS, "0"},
                                  {0x0019, 0x1091, Vr::DS, "0"},
                                  {0x0019, 0x1092, Vr::SL, "0"},
                                  {0x0019, 0x1093, Vr::DS, "1276967490"},
                                  {0x0019, 0x1094, Vr::SS, "118"},
                                  {0x0019, 0x1095, Vr::SS, "13"},
                                  {0x0019, 0x1096, Vr::SS, "15"},
                                  {0x0019, 0x1097, Vr::SL, "1"},
                                  {0x0019, 0x109B, Vr::SS, "1"},
                                  {0x0019, 0x109D, Vr::DT, "20171017193651"},
                                  {0x0019, 0x109F, Vr::SS, "3"},
                                  {0x0019, 0x10A0, Vr::SS, "0"},
                                  {0x0019, 0x10A1, Vr::SS, "0"},
                                  {0x0019, 0x10A2, Vr::SL, "18955"},
                                  {0x0019, 0x10A3, Vr::UL, "0"},
                                  {0x0019, 0x10A4, Vr::SS, "0"},
                                  {0x0019, 0x10BE, Vr::DS, "0"},
                                  {0x0019, 0x10C0, Vr::SS, "0"},
                                  {0x0019, 0x10C2, Vr::SS, "9990"},
                                  {0x0019, 0x10C3, Vr::SS, "9990"},
                                  {0x0019, 0x10C4, Vr::SS, "9990"},
                                  {0x0019, 0x10C5, Vr::SS, "9990"},
                                  {0x0019, 0x10C6, Vr::SS, "9990"},
                                  {0x0019, 0x10C7, Vr::SS, "9990"},
                                  {0x0019, 0x10CC, Vr::SS, "0"},
                                  {0x0019, 0x10CE, Vr::SS, "2"},
                                  {0x0019, 0x10D5, Vr::SS, "3"},
                                  {0x0019, 0x10D7, Vr::SS, "0"},
                                  {0x0019, 0x10D9, Vr::DS, "0"},
                                  {0x0019, 0x10DF, Vr::DS, "0"},
                                  {0x0019, 0x10E2, Vr::DS, "0"},
                                  {0x0019, 0x10F9, Vr::DS, "118"},
                                  {0x0021, 0x0010, Vr::LO, "GEMS_RELA_01"},
                                  {0x0021, 0x1035, Vr::SS, "1"},
                                  {0x0021, 0x1036, Vr::SS, "23"},
                                  {0x0021, 0x1037, Vr::SS, "16"},
                                  {0x0021, 0x1050, Vr::SS, "0"},
                                  {0x0021, 0x1051, Vr::DS, "0"},
                                  {0x0021, 0x1052, Vr::DS, "0"},
                                  {0x0021, 0x1053, Vr::DS, "0"},
                                  {0x0021, 0x105B, Vr::DS, "0"},
                                  {0x0021, 0x105C, Vr::DS, "0"},
                                  {0x0021, 0x1081, Vr::DS, "0"},
                                  {0x0023, 0x0010, Vr::LO, "GEMS_STDY_01"},
                                  {0x0023, 0x1070, Vr::FD, "0"},
                                  {0x0023, 0x1074, Vr::SL, "0"},
                                  {0x0025, 0x0010, Vr::LO, "GEMS_SERS_01"},
                                  {0x0025, 0x1006, Vr::SS, "4"},
                                  {0x0025, 0x1010, Vr::SL, "0"},
                                  {0x0025, 0x1011, Vr::SS, "1"},
                                  {0x0025, 0x1014, Vr::SL, "0"},
                                  {0x0027, 0x0010, Vr::LO, "GEMS_IMAG_01"},
                                  {0x0027, 0x1006, Vr::SL, "0"},
                                  {0x0027, 0x1010, Vr::SS, "0"},
                                  {0x0027, 0x1031, Vr::SS, "1"},
                                  {0x0027, 0x1032, Vr::SS, "4"},
                                  {0x0027, 0x1033, Vr::UL, "1140850688"},
                                  {0x0027, 0x1035, Vr::SS, "2"},
                                  {0x0029, 0x0010, Vr::LO, "GEMS_IMPS_01"},
                                  {0x0029, 0x1015, Vr::SL, "0"},
                                  {0x0029, 0x1026, Vr::SS, "2"},
                                  {0x0043, 0x0010, Vr::LO, "GEMS_PARM_01"},
                                  {0x0043, 0x1001, Vr::SS, "1"},
                                  {0x0043, 0x1002, Vr::SS, "3"},
                                  {0x0043, 0x1003, Vr::SS, "4"},
                                  {0x0043, 0x1004, Vr::SS, "-12"},
                                  {0x0043, 0x1006, Vr::SS, "1"},
                                  {0x0043, 0x1007, Vr::SS, "0"},
                                  {0x0043, 0x100A, Vr::SS, "1"},
                                  {0x0043, 0x100B, Vr::DS, "0"},
                                  {0x0043, 0x100C, Vr::DS, "100"},
                                  {0x0043, 0x101C, Vr::SS, "0"},
                                  {0x0043, 0x101D, Vr::SS, "0"},
                                  {0x0043, 0x1030, Vr::SS, "0"},
                                  {0x0043, 0x1032, Vr::SS, "2"},
                                  {0x0043, 0x1033, Vr::FL, "0"},
                                  {0x0043, 0x1034, Vr::IS, "0"},
                                  {0x0043, 0x1060, Vr::IS, "0\\0\\0\\0\\0\\0\\0\\0"},
                                  {0x0043, 0x1081, Vr::LO, "C-GE_32Ch Head"},
                                  {0x0043, 0x1084, Vr::LO, "10000\\0\\2\\1\\asset\\NO\\"},
                                  {0x0043, 0x1089, Vr::LO, "IEC\\IEC_FIRST_LEVEL\\IEC_FIRST_LEVEL"},
                                  {0x0043, 0x1095, Vr::LO, "TG/s3,RN/s1"},
                                  {0x0043, 0x1096, Vr::CS, "PRODUCT"},
                                  {0x0043, 0x109A, Vr::IS, "1"}};

/// Files of one volume, echo and component.
int slices_of(const Sequence &sequence) {
  return sequence.size[2];
}

std::string image_type(const Sequence &sequence, const Shot &shot) {
  if (sequence.kind == Kind::bold) return "ORIGINAL\\PRIMARY\\EPI\\NONE";
  return shot.is_phase ? "ORIGINAL\\PRIMARY\\P" : "ORIGINAL\\PRIMARY\\OTHER";
}

void put_series_private(Elements &e, const Scene &scene, const SeriesRun &run) {
  const Sequence &sequence = run.sequence;
  for (const Constant &row : constants)
    e.text({row.group, row.element}, row.vr, row.value);
  for (std::uint16_t user = 0x10A7; user <= 0x10BD; ++user)
    e.text({0x0019, user}, Vr::DS, "0.000000");
  e.text({0x0009, 0x1027}, Vr::SL, std::to_string(1537271295 + run.start_s));
  e.text({0x0009, 0x10E3}, Vr::UI, scene.site.uid_root);
  e.text({0x0019, 0x101E}, Vr::DS, decimal(sequence.size[0] * sequence.spacing_mm[0]));
  e.text({0x0019, 0x105A}, Vr::FL, decimal(sequence.duration_s * 1e6));
  e.text({0x0019, 0x107E}, Vr::SS, std::to_string(sequence.echo_times_ms.size()));
  e.text({0x0019, 0x109C}, Vr::LO, sequence.sequence_name);
  e.text({0x0019, 0x109E}, Vr::LO, sequence.is_epi ? "EPI" : "FGRE");
  e.text({0x0019, 0x10F2}, Vr::SS, std::to_string(sequence.volumes));
  e.text({0x0021, 0x104F}, Vr::SS, std::to_string(slices_of(sequence)));
  e.text({0x0025, 0x1007}, Vr::SL, std::to_string(slices_of(sequence)));
  e.text({0x0025, 0x1019}, Vr::SL, std::to_string(slices_of(sequence)));
  e.text({0x0025, 0x101A}, Vr::SH, scene.site.station);
  e.bytes({0x0025, 0x101B}, Vr::OB, ge_protocol_block(scene, run));
  e.text({0x0043, 0x102C}, Vr::SS,
         std::to_string(sequence.is_epi
                            ? std::lround(sequence.echo_spacing_ms * 1000 * sequence.acceleration)
                            : 0));
  e.text({0x0043, 0x1061}, Vr::UI, study_uid(scene));
  e.text({0x0043, 0x1062}, Vr::SH, scene.visit.study_id);
  e.text({0x0043, 0x1079}, Vr::US, std::to_string(slices_of(sequence)));
  e.text({0x0043, 0x107A}, Vr::US, std::to_string(sequence.volumes));
  e.text({0x0043, 0x1083}, Vr::DS,
         sequence.acceleration > 1 ? fmt::format("{}\\1", decimal(1.0 / sequence.acceleration))
                                   : "1\\1");
  e.text({0x0043, 0x108A}, Vr::CS, sequence.phase_encoding_in_rows ? "ROW" : "COL");
}

/// The gradient in GE's own frame: frequency, phase and slice direction of the picture.
/// Source: GE's (0019,10BB..10BD), as dcm2niix and mrtrix read them.
Vec3 in_image_frame(const Sequence &sequence, const Vec3 &lps, const SlicePlace &place) {
  const double along_row = base::dot(lps, place.row_lps);
  const double along_column = base::dot(lps, place.column_lps);
  const double along_normal = base::dot(lps, place.normal_lps);
  // Frequency runs along rows for COL; GE's third axis points to the feet.
  if (sequence.phase_encoding_in_rows) return {along_column, -along_row, -along_normal};
  return {along_row, along_column, -along_normal};
}

void put_frame_private(Elements &e, const SeriesRun &run, const Shot &shot,
                       const SlicePlace &place) {
  const Sequence &sequence = run.sequence;
  e.text({0x0027, 0x1040}, Vr::SH, "S");
  e.text({0x0027, 0x1041}, Vr::FL, decimal(place.position_lps_mm[2]));
  e.text({0x0043, 0x102F}, Vr::SS, shot.is_phase ? "1" : "0");
  e.text({0x0043, 0x1039}, Vr::IS, "0\\8\\0\\0");
  if (sequence.kind == Kind::bold) {
    const double trigger_ms =
        slice_times_ms(sequence, Vendor::ge)[static_cast<std::size_t>(shot.slice)] +
        shot.volume * sequence.repetition_time_ms;
    e.text({0x0018, 0x1060}, Vr::DS, decimal(trigger_ms));
    // Tenths of a millisecond since the scanner was started.
    e.text({0x0021, 0x105E}, Vr::DS, decimal(std::round((trigger_ms + 41237.5) * 10)));
    e.text({0x0020, 0x0100}, Vr::IS, std::to_string(shot.volume + 1));
    e.text({0x0020, 0x0105}, Vr::IS, std::to_string(sequence.volumes));
  }
  e.text({0x0020, 0x9056}, Vr::SH, "1");
  e.text({0x0020, 0x9057}, Vr::UL, std::to_string(shot.slice + 1));
  if (sequence.b_values.empty()) return;
  const auto at = static_cast<std::size_t>(shot.volume);
  const Vec3 direction = in_image_frame(sequence, sequence.gradients_lps.at(at), place);
  e.text({0x0018, 0x9087}, Vr::FD, decimal(sequence.b_values.at(at)));
  // Newer software adds 1e9 to tell such values from older ones.
  const long coded = std::lround(sequence.b_values.at(at)) + 1000000000L;
  e.text({0x0043, 0x1039}, Vr::IS, fmt::format("{}\\8\\0\\0", coded));
  e.text({0x0019, 0x10E0}, Vr::DS, std::to_string(sequence.volumes - 1));
  e.text({0x0019, 0x10BB}, Vr::DS, fmt::format("{:.6f}", direction[0]));
  e.text({0x0019, 0x10BC}, Vr::DS, fmt::format("{:.6f}", direction[1]));
  e.text({0x0019, 0x10BD}, Vr::DS, fmt::format("{:.6f}", direction[2]));
}

} // namespace

Elements ge_elements(const Scene &scene, const SeriesRun &run, const Shot &shot,
                     const std::vector<std::uint16_t> &volume) {
  const Sequence &sequence = run.sequence;
  const SlicePlace place = place_of(sequence, shot.slice);
  Elements e = common_header(scene, run, shot);
  put_acquisition(e, sequence, shot);
  e.text({0x0008, 0x0008}, Vr::CS, image_type(sequence, shot));
  // GE names the whole examination here, not the series.
  e.text({0x0018, 0x1030}, Vr::LO, scene.visit.study_description);
  if (sequence.is_epi) {
    e.text({0x0018, 0x0020}, Vr::CS, sequence.kind == Kind::bold ? "EP\\GR" : "EP\\SE");
    e.text({0x0018, 0x0021}, Vr::CS, sequence.kind == Kind::bold ? "SS" : "NONE");
    e.text({0x0018, 0x0022}, Vr::CS, "EPI_GEMS\\ACC_GEMS\\PFF");
  }
  e.text({0x0018, 0x0084}, Vr::DS, "127.696749");
  e.text({0x0018, 0x0088}, Vr::DS, decimal(sequence.spacing_mm[2]));
  e.text({0x0018, 0x9034}, Vr::CS, "LINEAR");
  e.text({0x0018, 0x1088}, Vr::IS, "0");
  e.text({0x0018, 0x1090}, Vr::IS, "0");
  e.text({0x0018, 0x1094}, Vr::IS, "0");
  e.text({0x0018, 0x1100}, Vr::DS, decimal(sequence.size[0] * sequence.spacing_mm[0]));
  e.text({0x0018, 0x1250}, Vr::SH, "32Ch Head");
  e.text({0x0020, 0x1002}, Vr::IS, std::to_string(slices_of(sequence)));
  put_series_private(e, scene, run);
  put_frame_private(e, run, shot, place);
  put_picture(e, sequence, place,
              {.values = Painter::slice_of(volume, sequence, shot.slice),
               .columns = sequence.size[0],
               .rows = sequence.size[1],
               .bits_stored = 16,
               .is_signed = true});
  return e;
}

void make_ge_series(const Scene &scene, const SeriesRun &run, Painter &painter, NameGiver &names,
                    Sink &sink, const std::string &transfer_syntax) {
  const Sequence &sequence = run.sequence;
  WriteOptions options{.source_ae_title = scene.site.ae_title};
  if (!transfer_syntax.empty()) options.transfer_syntax = transfer_syntax;
  const bool has_phase = sequence.kind == Kind::field_magnitude;
  const int echoes = static_cast<int>(sequence.echo_times_ms.size());
  int instance = 0;
  for (int volume = 0; volume < sequence.volumes; ++volume)
    for (int echo = 0; echo < echoes; ++echo)
      for (int part = 0; part < (has_phase ? 2 : 1); ++part) {
        const auto stored = painter.volume(sequence, run.series_number, volume, echo,
                                           part == 0 ? Component::magnitude : Component::phase);
        for (int slice = 0; slice < slices_of(sequence); ++slice) {
          if (run.frame_limit > 0 && instance >= run.frame_limit) return;
          const Shot shot{.instance_number = ++instance,
                          .slice = slice,
                          .volume = volume,
                          .echo = echo,
                          .is_phase = part == 1,
                          .time_s = static_cast<double>(run.start_s)};
          const Elements elements = ge_elements(scene, run, shot, stored);
          sink.put(names.next(run, shot, instance_uid(scene, run, shot)),
                   encode(elements, options));
        }
      }
}

} // namespace curate::support

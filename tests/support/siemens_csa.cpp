#include "tests/support/siemens_csa.hpp"

#include <fmt/format.h>

namespace curate::support {

namespace {

std::string integer(long value) {
  return fmt::format("{:<8}", value);
}

std::vector<std::string> decimals_of(std::span<const double> values) {
  std::vector<std::string> texts;
  for (const double value : values)
    texts.push_back(csa_decimal(value));
  return texts;
}

/// Fields that stand empty in the header of most pictures.
void add_empty(std::vector<CsaField> &fields, std::initializer_list<const char *> names,
               const std::string &vr) {
  for (const char *name : names)
    fields.push_back({name, vr, {}});
}

void add_diffusion(std::vector<CsaField> &fields, const Sequence &sequence, const Shot &shot) {
  if (sequence.b_values.empty()) {
    fields.push_back({"B_value", "IS", {}});
    fields.push_back({"DiffusionGradientDirection", "FD", {}, 3});
    fields.push_back({"DiffusionDirectionality", "CS", {}});
    fields.push_back({"B_matrix", "FD", {}, 6});
    return;
  }
  const auto at = static_cast<std::size_t>(shot.volume);
  const double b = sequence.b_values.at(at);
  const Vec3 &direction = sequence.gradients_lps.at(at);
  fields.push_back({"B_value", "IS", {integer(static_cast<long>(b))}});
  if (b > 0) {
    fields.push_back({"DiffusionGradientDirection", "FD", decimals_of(direction), 3});
    fields.push_back({"DiffusionDirectionality", "CS", {"DIRECTIONAL"}});
    fields.push_back({"B_matrix", "FD", decimals_of(b_matrix(b, direction)), 6});
  } else {
    fields.push_back({"DiffusionGradientDirection", "FD", {}, 3});
    fields.push_back({"DiffusionDirectionality", "CS", {"NONE"}});
    fields.push_back({"B_matrix", "FD", {}, 6});
  }
}

std::string matrix_text(const Sequence &sequence) {
  return fmt::format("{}*{}", sequence.size[1], sequence.size[0]);
}

/// Lines `name = value`, as the console writes its protocol.
class ProtocolText {
public:
  explicit ProtocolText(std::string head) : text_(std::move(head)) {}
  void line(std::string_view name, std::string_view value) {
    text_ += fmt::format("{}\t = \t{}\n", name, value);
  }
  void count(std::string_view name, double value) {
    line(name, fmt::format("{}", static_cast<long>(value + 0.5)));
  }
  std::string ended() && { return text_ + "### ASCCONV END ###"; }

private:
  std::string text_;
};

void add_slices(ProtocolText &out, const Sequence &sequence) {
  const int count = sequence.is_3d ? 1 : sequence.size[2];
  out.count("sSliceArray.lSize", count);
  if (!sequence.is_3d) out.line("sSliceArray.ucMode", "0x4");
  for (int slice = 0; slice < count; ++slice) {
    const auto name = fmt::format("sSliceArray.asSlice[{}].", slice);
    out.line(name + "dThickness", decimal(sequence.is_3d ? sequence.size[2] * sequence.spacing_mm[2]
                                                         : sequence.thickness_mm));
    out.line(name + "dPhaseFOV", decimal(sequence.size[1] * sequence.spacing_mm[1]));
    out.line(name + "dReadoutFOV", decimal(sequence.size[0] * sequence.spacing_mm[0]));
    out.line(name + "sNormal.dTra", decimal(place_of(sequence, slice).normal_lps[2]));
  }
}

void add_sampling(ProtocolText &out, const Sequence &sequence) {
  const bool is_parallel = sequence.acceleration > 1;
  out.count("sKSpace.lBaseResolution", sequence.size[0]);
  out.count("sKSpace.lPhaseEncodingLines", sequence.size[1]);
  out.line("sKSpace.dPhaseResolution", "1.0");
  out.line("sKSpace.ucPhasePartialFourier", sequence.partial_fourier < 1 ? "0x4" : "0x10");
  out.line("sKSpace.ucSlicePartialFourier", "0x10");
  out.line("sKSpace.ucMultiSliceMode", sequence.is_3d ? "0x1" : "0x2");
  out.line("sKSpace.ucDimension", sequence.is_3d ? "0x4" : "0x2");
  out.count("sFastImaging.lEPIFactor", sequence.is_epi ? sequence.size[1] : 1);
  out.count("sFastImaging.lEchoSpacing", sequence.echo_spacing_ms * 1000 * sequence.acceleration);
  out.count("sPat.lAccelFactPE", sequence.acceleration);
  out.count("sPat.lAccelFact3D", 1);
  out.count("sPat.lRefLinesPE", is_parallel ? 24 : 0);
  out.line("sPat.ucPATMode", is_parallel ? "0x2" : "0x1");
}

/// The program that ran, as Siemens calls its own.
std::string_view sequence_file(Kind kind) {
  switch (kind) {
  case Kind::localizer:
    return "gre";
  case Kind::t1w:
    return "tfl";
  case Kind::flair:
    return "tir";
  case Kind::dual_echo:
    return "tse";
  case Kind::bold:
    return "ep2d_bold";
  case Kind::dwi:
    return "ep2d_diff";
  case Kind::field_magnitude:
  case Kind::field_phase:
    break;
  }
  return "gre_field_mapping";
}

/// The lines between ASCCONV BEGIN and END: what was dialled in. Times in microseconds.
std::string ascconv(const Scene &scene, const SeriesRun &run) {
  const Sequence &sequence = run.sequence;
  ProtocolText out("### ASCCONV BEGIN object=MrProtDataImpl@MrProtocolData version=51130001 "
                   "converter=%MEASCONST%/ConverterList/Prot_Converter.txt ###\n");
  out.count("ulVersion", 51130001);
  out.line("tSequenceFileName",
           fmt::format("\"\"%SiemensSeq%\\{}\"\"", sequence_file(sequence.kind)));
  out.line("tProtocolName", fmt::format("\"\"{}\"\"", sequence.protocol_name));
  out.line("tReferenceImage0",
           fmt::format("\"\"{}\"\"", make_uid(scene.site, scene.visit, "ref", 0)));
  out.count("lContrasts", static_cast<double>(sequence.echo_times_ms.size()));
  out.line("dAveragesDouble", "1.0");
  out.count("lRepetitions", sequence.kind == Kind::bold ? sequence.volumes - 1 : 0);
  out.line("sProtConsistencyInfo.flNominalB0", "2.89362001419");
  constexpr int shim[] = {207, 312, 110, 150, 226};
  for (std::size_t i = 0; i < std::size(shim); ++i)
    out.count(fmt::format("sGRADSPEC.alShimCurrent[{}]", i), shim[i]);
  out.count("sTXSPEC.asNucleusInfo[0].lFrequency", 123255762);
  out.line("sTXSPEC.asNucleusInfo[0].flReferenceAmplitude", "249.776");
  out.count("alTR[0]", sequence.repetition_time_ms * 1000);
  if (sequence.inversion_time_ms > 0) out.count("alTI[0]", sequence.inversion_time_ms * 1000);
  for (std::size_t i = 0; i < sequence.echo_times_ms.size(); ++i)
    out.count(fmt::format("alTE[{}]", i), sequence.echo_times_ms[i] * 1000);
  add_slices(out, sequence);
  add_sampling(out, sequence);
  if (!sequence.b_values.empty()) {
    out.count("sDiffusion.lDiffWeightings", 2);
    out.count("sDiffusion.alBValue[1]", 1000);
    out.count("sDiffusion.lDiffDirections", sequence.volumes - 1);
  }
  out.line("adFlipAngleDegree[0]", decimal(sequence.flip_angle_deg));
  return std::move(out).ended();
}

/// The protocol as XML-like text with the ASCCONV block inside. Consoles write the person in, too.
std::string phoenix(const Scene &scene, const SeriesRun &run) {
  return fmt::format("<XProtocol> \n{{\n  <Name> \"PhoenixMetaProtocol\" \n  <ID> 1000002 \n  "
                     "<Userversion> 2.0 \n  \n  <ParamMap.\"\"> \n  {{\n    <ParamLong.\"Count\">  "
                     "{{ 1  }}\n    <ParamString.\"tPatientName\">  {{ \"\"{}\"\" }}\n"
                     "    <ParamString.\"PatientID\">  {{ \"\"{}\"\" }}\n"
                     "    <ParamString.\"Protocol0\">  {{ \"{}\n\"  }}\n  }}\n}}\n",
                     in_character_set(scene.person.name, scene.person.character_set),
                     scene.person.id, ascconv(scene, run));
}

} // namespace

bool is_mosaic(const Sequence &sequence) {
  return sequence.is_epi;
}

std::array<double, 6> b_matrix(double b, const Vec3 &g) {
  return {b * g[0] * g[0], b * g[0] * g[1], b * g[0] * g[2],
          b * g[1] * g[1], b * g[1] * g[2], b * g[2] * g[2]};
}

double bandwidth_per_pixel_pe_hz(const Sequence &sequence) {
  const int lines = sequence.phase_encoding_in_rows ? sequence.size[0] : sequence.size[1];
  return 1000 / (sequence.echo_spacing_ms * lines);
}

ByteString siemens_image_csa(const SeriesRun &run, const Shot &shot) {
  const Sequence &sequence = run.sequence;
  const SlicePlace place = place_of(sequence, shot.slice);
  const bool mosaic = is_mosaic(sequence);
  const int places = sequence.kind == Kind::localizer ? 3 : sequence.size[2]; // of each slice group
  std::vector<CsaField> fields;
  for (const char *name : {"EchoLinePosition", "EchoColumnPosition", "EchoPartitionPosition"})
    fields.push_back({name, "IS", {integer(sequence.size[1] / 2)}});
  fields.push_back({"UsedChannelMask", "UL", {}});
  fields.push_back({"UsedChannelString", "UT", {"XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX"}});
  fields.push_back(
      {"ICE_Dims", "LO", {fmt::format("X_1_1_1_{}_1_1_16_1_1_1_1_4649", shot.volume)}});
  add_diffusion(fields, sequence, shot);
  add_empty(fields, {"Filter1", "Filter2"}, "IS");
  fields.push_back({"ProtocolSliceNumber", "IS", {integer(mosaic ? 0 : shot.slice % places)}});
  fields.push_back({"RealDwellTime", "IS", {integer(3400)}});
  add_empty(fields, {"PixelFile", "PixelFileName"}, "UN");
  fields.push_back({"SliceMeasurementDuration", "DS", {csa_decimal(15)}});
  fields.push_back({"AcquisitionMatrixText", "SH", {matrix_text(sequence)}});
  fields.push_back({"MeasuredFourierLines", "IS", {integer(0)}});
  fields.push_back({"PhaseEncodingDirectionPositive",
                    "IS",
                    {integer(sequence.phase_encoding_positive ? 1 : 0)}});
  fields.push_back(
      {"NumberOfImagesInMosaic", "US",
       mosaic ? std::vector<std::string>{integer(sequence.size[2])} : std::vector<std::string>{}});
  fields.push_back({"SliceNormalVector", "FD", decimals_of(place.normal_lps), 3});
  fields.push_back({"TimeAfterStart", "DS", {csa_decimal(shot.time_s - run.start_s)}});
  add_empty(fields,
            {"FlipAngle", "RepetitionTime", "EchoTime", "NumberOfAverages", "VoxelThickness",
             "VoxelPhaseFOV", "VoxelReadoutFOV", "VoxelPositionSag", "VoxelPositionCor",
             "VoxelPositionTra", "VoxelInPlaneRot"},
            "DS");
  fields.push_back({"ImaAbsTablePosition", "SL", {integer(0), integer(0), integer(-1287)}, 3});
  fields.push_back({"SlicePosition_PCS", "FD", decimals_of(place.position_lps_mm), 3});
  fields.push_back({"ImaRelTablePosition", "IS", {integer(0), integer(0), integer(0)}, 3});
  fields.push_back({"ImaCoilString", "LO", {"HEA;HEP"}});
  fields.push_back({"RFSWDDataType", "SH", {"predicted"}});
  if (sequence.acceleration > 1)
    fields.push_back({"ImaPATModeText", "LO", {fmt::format("p{}", sequence.acceleration)}});
  fields.push_back({"BandwidthPerPixelPhaseEncode", "FD",
                    sequence.is_epi
                        ? std::vector<std::string>{csa_decimal(bandwidth_per_pixel_pe_hz(sequence))}
                        : std::vector<std::string>{}});
  fields.push_back(
      {"MosaicRefAcqTimes", "FD",
       mosaic ? decimals_of(slice_times_ms(sequence, Vendor::siemens)) : std::vector<std::string>{},
       0});
  fields.push_back({"ImageHistory", "LO", {"ChannelMixing:ND=true_CMM=1_CDM=1", "ACC1"}, 0});
  add_empty(fields, {"MR_ASL", "MRDiffusion", "RealWorldValueMapping"}, "UT");
  return csa_header(fields);
}

ByteString siemens_series_csa(const Scene &scene, const SeriesRun &run) {
  const Sequence &sequence = run.sequence;
  std::vector<CsaField> fields = {
      {"UsedPatientWeight", "IS", {integer(static_cast<long>(scene.person.weight_kg))}},
      {"NumberOfPrescans", "IS", {integer(0)}},
      {"TransmitterCalibration", "DS", {csa_decimal(249.776125)}},
      {"GradientDelayTime", "DS", {csa_decimal(35), csa_decimal(35), csa_decimal(31)}, 3},
      {"SequenceFileOwner", "SH", {"SIEMENS"}},
      {"CoilForGradient2", "SH", {"AS82"}},
      {"MrProtocolVersion", "IS", {integer(51130001)}},
      {"PositivePCSDirections", "SH", {"+LPH"}},
      {"ReadoutOS", "FD", {csa_decimal(2)}},
      {"LongModelName", "LO", {"NUMARIS/4"}},
      {"SliceArrayConcatenations", "IS", {integer(1)}},
      {"AbsTablePosition", "IS", {integer(-1287)}},
      {"CoilString", "LO", {"HEA;HEP"}},
      {"PATModeText", "LO", {fmt::format("p{}", sequence.acceleration)}},
      {"PatReinPattern",
       "ST",
       {fmt::format("1;HFS;{};45.00;2;0;0;-894522266", decimal(scene.person.weight_kg))}},
      {"MrPhoenixProtocol", "UN", {phoenix(scene, run)}, 0},
      {"FlowCompensation", "SH", {"No"}},
      {"RFSWDMostCriticalAspect", "SH", {"Head"}},
      {"SafetyStandard", "CS", {"IEC"}},
      {"EchoTrainLength", "IS", {integer(sequence.is_epi ? sequence.size[1] : 1)}},
      {"Laterality4MF", "CS", {"U"}}};
  return csa_header(fields);
}

} // namespace curate::support

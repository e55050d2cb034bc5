#include "tests/support/canary_blobs.hpp"

#include <array>
#include <fmt/format.h>
#include <libcurate/base/text.hpp>
#include <libdeflate.h>
#include <memory>
#include <stdexcept>

#include "tests/support/csa.hpp"
#include "tests/support/raw_set.hpp"

namespace curate::support {

using dicom::Tag;
using dicom::Vr;

namespace {

/// Names of CSA fields. Source: headers of Siemens scanners of the lines VB and VE, as public tools
/// list them.
constexpr std::string_view image_names =
    "EchoLinePosition EchoColumnPosition EchoPartitionPosition UsedChannelMask "
    "Actual3DImaPartNumber "
    "ICE_Dims B_value Filter1 Filter2 ProtocolSliceNumber RealDwellTime PixelFile PixelFileName "
    "SliceMeasurementDuration SequenceMask AcquisitionMatrixText MeasuredFourierLines "
    "FlowEncodingDirection FlowVenc PhaseEncodingDirectionPositive NumberOfImagesInMosaic "
    "DiffusionGradientDirection ImageGroup SliceNormalVector DiffusionDirectionality "
    "TimeAfterStart "
    "FlipAngle SequenceName RepetitionTime EchoTime NumberOfAverages VoxelThickness VoxelPhaseFOV "
    "VoxelReadoutFOV VoxelPositionSag VoxelPositionCor VoxelPositionTra VoxelNormalSag "
    "VoxelNormalCor "
    "VoxelNormalTra VoxelInPlaneRot ImagePositionPatient ImageOrientationPatient PixelSpacing "
    "SliceLocation SliceThickness SpectrumTextRegionLabel Comp_Algorithm Comp_Blended "
    "Comp_ManualAdjusted Comp_AutoParam Comp_AdjustedParam Comp_JobID FMRIStimulInfo "
    "FlowEncodingDirectionString RepetitionTimeEffective CsiImagePositionPatient "
    "CsiImageOrientationPatient CsiPixelSpacing CsiSliceLocation CsiSliceThickness "
    "OriginalSeriesNumber OriginalImageNumber ImaAbsTablePosition NonPlanarImage MoCoQMeasure "
    "LQAlgorithm SlicePosition_PCS RBMoCoTrans RBMoCoRot MultistepIndex ImaRelTablePosition "
    "ImaCoilString RFSWDDataType GSWDDataType NormalizeManipulated ImaPATModeText B_matrix "
    "BandwidthPerPixelPhaseEncode FMRIStimulLevel MosaicRefAcqTimes AutoInlineImageFilterEnabled "
    "QCData ExamLandmarks ExamDataRole MRDiffusion RealWorldValueMapping DataSetInfo "
    "UsedChannelString PhaseContrastN4 MRVelocityEncoding VelocityEncodingDirectionN4 ImageType4MF "
    "ImageHistory SequenceInfo ImageTypeVisible DistortionCorrectionType ImageFilterType MR_ASL "
    "PatientName OperatorsName";
constexpr std::string_view series_names =
    "UsedPatientWeight NumberOfPrescans TransmitterCalibration PhaseGradientAmplitude "
    "ReadoutGradientAmplitude SelectionGradientAmplitude GradientDelayTime RfWatchdogMask "
    "RfPowerErrorIndicator SarWholeBody Sed SequenceFileOwner Stim_mon_mode "
    "Operation_mode_flag dBdt_max t_puls_max dBdt_thresh dBdt_limit SW_korr_faktor "
    "Stim_max_online Stim_max_ges_norm_online Stim_lim Stim_faktor CoilForGradient "
    "CoilForGradient2 CoilTuningReflection CoilId MiscSequenceParam MrProtocolVersion DataFileName "
    "RepresentativeImage PositivePCSDirections RelTablePosition ReadoutOS LongModelName "
    "SliceArrayConcatenations SliceResolution AbsTablePosition AutoAlignMatrix MeasurementIndex "
    "CoilString PATModeText PatReinPattern ProtocolChangeHistory Isocentered MrProtocol "
    "GradientMode FlowCompensation RFSWDMostCriticalAspect RFSWDDetectedLimit SafetyStandard "
    "SliceThickness EchoTrainLength PhaseSliceOversampling Laterality4MF MrEvaProtocol "
    "MrPhoenixProtocol";

std::string text_of(const ByteString &bytes) {
  return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

std::string word(Canaries &canaries, Tag tag, std::string_view field = {}) {
  return canaries.word(CanaryPlace::blob, tag, {}, std::string(field));
}

/// The protocol of a scan as consoles write it, people in it.
std::string phoenix(Canaries &canaries, Tag tag) {
  const auto next = [&] { return word(canaries, tag); };
  std::string text = "<XProtocol> \n{\n  <Name> \"" + next() + "\" \n  <ID> 1000002 \n";
  for (const char *name : {"tPatientName", "PatientID", "tOperatorName", "Institution", "Comment"})
    text += fmt::format("  <ParamString.\"{}\">  {{ \"{}\" }}\n", name, next());
  text += "  <ParamString.\"Protocol0\">  { \"### ASCCONV BEGIN ###\n";
  for (const char *name :
       {"tSequenceFileName", "tProtocolName", "tReferenceImage0", "tPatientName", "sPatient.tName",
        "sTXSPEC.asNucleusInfo[0].tNucleus", "sWipMemBlock.tFree",
        "sCoilSelectMeas.aRxCoilSelectData[0].asList[0].sCoilElementID.tCoilID",
        "sProtConsistencyInfo.tBaselineString", "tFrameOfReference", "sUnheardOf.tText"})
    text += fmt::format("{}\t = \t\"\"{}\"\"\n", name, word(canaries, tag, name));
  text += "alTR[0]\t = \t2000000\nsSliceArray.ucMode\t = \t0x4\n# " + next() + "\n";
  return text + "### ASCCONV END ###\"\n  }\n}\n";
}

ByteString csa(std::string_view names, Canaries &canaries, Tag tag) {
  std::vector<CsaField> fields;
  for (const auto name : base::split(names, ' ')) {
    if (name.empty()) continue;
    const bool is_protocol =
        name == "MrPhoenixProtocol" || name == "MrProtocol" || name == "MrEvaProtocol";
    fields.push_back({std::string(name),
                      is_protocol ? "UN" : "LO",
                      {is_protocol ? phoenix(canaries, tag) : word(canaries, tag, name)},
                      is_protocol ? 0 : 1});
  }
  fields.push_back({word(canaries, tag), "LO", {word(canaries, tag)}}); // a name nobody knows
  return csa_header(fields);
}

/// GE's block: its length, then gzipped lines NAME "value".
std::string ge_protocol(Canaries &canaries, Tag tag) {
  std::string text;
  for (const char *name : {"POSITION", "ENTRY", "COIL", "SEDESC", "PSEQ", "IOPT", "SITENAME",
                           "OPERATOR", "PATNAME", "CLINICALCOIL", "NOTHINGKNOWN"})
    text += fmt::format("{} \"{}\"\n", name, word(canaries, tag, name));
  text += "VIEWORDER \"1\"\nSLICEORDER \"1\"\n";
  const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> with(
      libdeflate_alloc_compressor(6), libdeflate_free_compressor);
  std::string packed(libdeflate_gzip_compress_bound(with.get(), text.size()), '\0');
  packed.resize(
      libdeflate_gzip_compress(with.get(), text.data(), text.size(), packed.data(), packed.size()));
  std::string block;
  for (unsigned i = 0; i < 4; ++i)
    block += static_cast<char>((packed.size() >> (8 * i)) & 0xFF);
  return block + packed;
}

/// A profile of the smallest kind: header, one tag of text. Source: ICC.1:2010, 7.
std::string icc_profile(Canaries &canaries) {
  constexpr Tag tag{0x0028, 0x2000};
  std::string head(128, '\0');
  head.replace(36, 4, "acsp");
  std::string table("\0\0\0\1desc\0\0\0\x90\0\0\0\x40", 16);
  return head + table + "desc" + std::string(8, '\0') + word(canaries, tag) + " monitor of " +
         word(canaries, tag);
}

/// Adds a small picture to an item.
void put_icon(RawSet &item, Canaries &canaries) {
  const std::vector<Tag> within{{0x0088, 0x0200}};
  std::string pixels(64, '\x20');
  pixels += canaries.word(CanaryPlace::around, dicom::tags::pixel_data, within);
  const auto put = [&](std::uint16_t element, char value) {
    item[{0x0028, element}] = {.vr = Vr::US, .bytes = std::string{value, '\0'}};
  };
  put(0x0002, 1);
  put(0x0010, 8);
  put(0x0011, 8);
  put(0x0100, 8);
  put(0x0101, 8);
  put(0x0102, 7);
  put(0x0103, 0);
  item[{0x0028, 0x0004}] = {.vr = Vr::CS, .bytes = "MONOCHROME2"};
  item[dicom::tags::pixel_data] = {.vr = Vr::OB, .bytes = pixels};
}

/// A segment of a JPEG stream: marker, length, text. Source: ITU-T T.81, B.2.4.
std::string segment(char marker, const std::string &text) {
  const std::size_t length = text.size() + 2;
  return std::string("\xFF") + marker + static_cast<char>(length >> 8) +
         static_cast<char>(length & 0xFF) + text;
}

/// The stream of one frame with comments in it, and bytes behind its end.
std::string with_comments(const std::string &stream, Canaries &canaries) {
  const auto next = [&] { return canaries.word(CanaryPlace::around, dicom::tags::pixel_data); };
  std::string out = stream;
  if (stream.starts_with("\xFF\xD8")) {
    out.insert(2, segment('\xFE', next()) + segment('\xE1', "Exif\\" + next()) +
                      segment('\xED', next()));
  } else if (stream.starts_with("\xFF\x4F\xFF\x51")) {
    const std::size_t size = static_cast<unsigned char>(stream[4]) * 256U +
                             static_cast<unsigned char>(stream[5]); // of SIZ, T.800, A.5.1
    out.insert(4 + size, segment('\x64', std::string("\0\1", 2) + next()));
  }
  return out + std::string(2, '\0') + next();
}

std::uint32_t number_at(const std::string &bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (unsigned i = 0; i < 4; ++i)
    value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes.at(at + i))) << (8 * i);
  return value;
}

/// The items of encapsulated pixels: the table of offsets stays, the first fragment is planted.
std::string with_planted_fragment(const std::string &items, Canaries &canaries) {
  constexpr std::size_t head = 8;
  const std::size_t first = head + number_at(items, 4);
  const std::size_t length = number_at(items, first + 4);
  std::string stream = with_comments(items.substr(first + head, length), canaries);
  if (stream.size() % 2 != 0) stream += '\0';
  std::string out = items.substr(0, first + 4);
  for (unsigned i = 0; i < 4; ++i)
    out += static_cast<char>((stream.size() >> (8 * i)) & 0xFF);
  return out + stream + items.substr(first + head + length);
}

} // namespace

ByteString planted_in_blobs(ByteString bytes, Canaries &canaries) {
  RawFile file = taken_apart(bytes);
  RawSet &data = file.data;
  const auto put = [&](Tag tag, Vr vr, std::string value) {
    data[tag] = {.vr = vr, .bytes = std::move(value)};
  };
  put({0x0029, 0x0010}, Vr::LO, "SIEMENS CSA HEADER");
  put({0x0029, 0x1008}, Vr::CS, "IMAGE NUM 4");
  put({0x0029, 0x1010}, Vr::OB, text_of(csa(image_names, canaries, {0x0029, 0x1010})));
  put({0x0029, 0x1020}, Vr::OB, text_of(csa(series_names, canaries, {0x0029, 0x1020})));
  put({0x0021, 0x0010}, Vr::LO, "SIEMENS MR SDS 01");
  put({0x0021, 0x1019}, Vr::OB, phoenix(canaries, {0x0021, 0x1019}));
  put({0x0025, 0x0010}, Vr::LO, "GEMS_SERS_01");
  put({0x0025, 0x101B}, Vr::OB, ge_protocol(canaries, {0x0025, 0x101B}));
  put({0x0028, 0x2000}, Vr::OB, icc_profile(canaries));
  RawElement &icons = data[{0x0088, 0x0200}];
  icons.vr = Vr::SQ;
  if (icons.items.empty()) icons.items.emplace_back();
  put_icon(icons.items.front(), canaries);
  return put_together(std::move(file));
}

ByteString planted_around_pixels(ByteString bytes, Canaries &canaries) {
  RawFile file = taken_apart(bytes);
  const auto at = file.data.find(dicom::tags::pixel_data);
  if (at == file.data.end()) return bytes;
  RawElement &pixels = at->second;
  if (pixels.is_undefined)
    pixels.bytes = with_planted_fragment(pixels.bytes, canaries);
  else
    pixels.bytes += canaries.word(CanaryPlace::around, dicom::tags::pixel_data);
  return put_together(std::move(file));
}

} // namespace curate::support

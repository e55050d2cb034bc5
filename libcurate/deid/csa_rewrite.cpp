#include "libcurate/deid/csa_rewrite.hpp"

#include <algorithm>
#include <array>
#include <libcurate/base/text.hpp>
#include <libcurate/deid/clean_number.hpp>
#include <libcurate/deid/phoenix_rewrite.hpp>
#include <libcurate/dicom/siemens_csa.hpp>
#include <string>
#include <string_view>

namespace curate::deid {

namespace {

enum class Kind { number, text, ice, protocol };

/// A name that may stay, and the VR that Siemens gives it.
struct Allowed {
  std::string_view name, vr;
  Kind kind = Kind::number;
};

// Sorted. Without weight and what is computed from it (SAR), serial numbers of coils, names of
// files, free text, UIDs, dates. Source: real headers of the lines VB13 to XA60.
constexpr std::array allowed = std::to_array<Allowed>({
    {"AbsTablePosition", "IS"},
    {"AcquisitionMatrixText", "SH", Kind::text},
    {"Actual3DImaPartNumber", "IS"},
    {"B_matrix", "FD"},
    {"B_value", "IS"},
    {"BandwidthPerPixelPhaseEncode", "FD"},
    {"CoilForGradient", "SH", Kind::text},
    {"CoilForGradient2", "SH", Kind::text},
    {"CoilString", "LO", Kind::text},
    {"CsiImageOrientationPatient", "DS"},
    {"CsiImagePositionPatient", "DS"},
    {"CsiPixelSpacing", "DS"},
    {"CsiSliceLocation", "DS"},
    {"CsiSliceThickness", "DS"},
    {"DiffusionDirectionality", "CS", Kind::text},
    {"DiffusionGradientDirection", "FD"},
    {"EchoColumnPosition", "IS"},
    {"EchoLinePosition", "IS"},
    {"EchoPartitionPosition", "IS"},
    {"EchoTime", "DS"},
    {"EchoTrainLength", "IS"},
    {"Filter1", "IS"},
    {"Filter2", "IS"},
    {"FlipAngle", "DS"},
    {"FlowCompensation", "SH", Kind::text},
    {"FlowEncodingDirection", "IS"},
    {"FlowVenc", "FD"},
    {"GradientDelayTime", "DS"},
    {"GradientEchoTrainLength", "US"},
    {"GradientMode", "SH", Kind::text},
    {"ICE_Dims", "LO", Kind::ice},
    {"ImaAbsTablePosition", "SL"},
    {"ImaCoilString", "LO", Kind::text},
    {"ImaPATModeText", "LO", Kind::text},
    {"ImaRelTablePosition", "IS"},
    {"ImageOrientationPatient", "DS"},
    {"ImagePositionPatient", "DS"},
    {"Isocentered", "US"},
    {"LongModelName", "LO", Kind::text},
    {"MeasuredFourierLines", "IS"},
    {"MiscSequenceParam", "IS"},
    {"MoCoQMeasure", "US"},
    {"MosaicRefAcqTimes", "FD"},
    {"MrPhoenixProtocol", "UN", Kind::protocol},
    {"MrProtocol", "UN", Kind::protocol},
    {"MultistepIndex", "IS"},
    {"NonPlanarImage", "US"},
    {"NormalizeManipulated", "IS"},
    {"NumberOfAverages", "DS"},
    {"NumberOfImagesInMosaic", "US"},
    {"NumberOfPrescans", "IS"},
    {"Operation_mode_flag", "IS"},
    {"PATModeText", "LO", Kind::text},
    {"PhaseEncodingDirectionPositive", "IS"},
    {"PhaseGradientAmplitude", "DS"},
    {"PhaseSliceOversampling", "CS", Kind::text},
    {"PixelSpacing", "DS"},
    {"PositivePCSDirections", "SH", Kind::text},
    {"ProtocolSliceNumber", "IS"},
    {"RBMoCoRot", "FD"},
    {"RBMoCoTrans", "FD"},
    {"RFEchoTrainLength", "US"},
    {"ReadoutGradientAmplitude", "DS"},
    {"ReadoutOS", "FD"},
    {"RealDwellTime", "IS"},
    {"RelTablePosition", "IS"},
    {"RepetitionTime", "DS"},
    {"RepetitionTimeEffective", "DS"},
    {"SelectionGradientAmplitude", "DS"},
    {"SequenceFileOwner", "SH", Kind::text},
    {"SequenceMask", "UL"},
    {"SequenceName", "SH", Kind::text},
    {"SliceArrayConcatenations", "IS"},
    {"SliceLocation", "DS"},
    {"SliceMeasurementDuration", "DS"},
    {"SliceNormalVector", "FD"},
    {"SlicePosition_PCS", "FD"},
    {"SliceResolution", "DS"},
    {"SliceThickness", "DS"},
    {"TablePositionOrigin", "SL"},
    {"TimeAfterStart", "DS"},
    {"TransmitterCalibration", "DS"},
    {"UsedChannelMask", "UL"},
    {"VelocityEncodingDirectionN4", "FD"},
    {"VoxelInPlaneRot", "DS"},
    {"VoxelNormalCor", "DS"},
    {"VoxelNormalSag", "DS"},
    {"VoxelNormalTra", "DS"},
    {"VoxelPhaseFOV", "DS"},
    {"VoxelPositionCor", "DS"},
    {"VoxelPositionSag", "DS"},
    {"VoxelPositionTra", "DS"},
    {"VoxelReadoutFOV", "DS"},
    {"VoxelThickness", "DS"},
});
static_assert(std::ranges::is_sorted(allowed, {}, &Allowed::name));

const Allowed *allowed_of(std::string_view name) {
  const auto found = std::ranges::lower_bound(allowed, name, {}, &Allowed::name);
  return found == allowed.end() || found->name != name ? nullptr : &*found;
}

/// syngo's own number of a VR. Source: real headers.
std::uint32_t syngo_type(std::string_view vr) {
  constexpr auto types = std::to_array<std::pair<std::string_view, std::uint32_t>>({{"CS", 16},
                                                                                    {"DS", 3},
                                                                                    {"FD", 4},
                                                                                    {"IS", 6},
                                                                                    {"LO", 19},
                                                                                    {"SH", 22},
                                                                                    {"SL", 7},
                                                                                    {"UL", 9},
                                                                                    {"UN", 0},
                                                                                    {"US", 10}});
  const auto found =
      std::ranges::find(types, vr, &std::pair<std::string_view, std::uint32_t>::first);
  return found == types.end() ? 0 : found->second;
}

constexpr std::uint32_t most_multiplicity = 64;
constexpr std::size_t most_values = 4096;
constexpr std::size_t name_bytes = 64;
constexpr std::uint32_t mark_filled = 77, mark_empty = 205;

/// What may stay of one field: its values, empty where one may not.
struct CleanField {
  const Allowed *allowed = nullptr;
  std::uint32_t multiplicity = 0;
  std::vector<std::string> values{};
};

std::string clean_value(Kind kind, std::string_view text, const Scrubber &scrubber) {
  switch (kind) {
  case Kind::number:
    return clean_number(text, scrubber).value_or(std::string());
  case Kind::text:
    return scrubber.machine_text(text).text();
  case Kind::ice:
    return clean_ice_dimensions(text, scrubber).value_or(std::string());
  case Kind::protocol:
    return rewrite_phoenix(text, scrubber);
  }
  return {};
}

std::vector<CleanField> clean_fields(const dicom::siemens::CsaHeader &header,
                                     const Scrubber &scrubber) {
  std::vector<CleanField> fields;
  std::array<bool, allowed.size()> is_seen{};
  for (std::size_t i = 0; i < header.size(); ++i) {
    const Allowed *found = allowed_of(header.name(i));
    if (found == nullptr) continue;
    bool &seen = is_seen[static_cast<std::size_t>(found - allowed.data())];
    if (std::exchange(seen, true)) continue; // readers take the first of two
    const auto field = header.field(i);
    CleanField clean{found, field.multiplicity <= most_multiplicity ? field.multiplicity : 0};
    for (const std::string_view value :
         std::span(field.values)
             .first(std::min(field.values.size(), found->kind == Kind::protocol ? 1 : most_values)))
      clean.values.push_back(value.empty() ? std::string()
                                           : clean_value(found->kind, value, scrubber));
    if (std::ranges::all_of(clean.values, &std::string::empty)) clean.values.clear();
    fields.push_back(std::move(clean));
  }
  return fields;
}

/// Writes little-endian numbers and padded texts one after the other.
class Writer {
public:
  void number(std::uint32_t value) {
    for (unsigned shift = 0; shift < 32; shift += 8)
      bytes_.push_back(static_cast<std::byte>(value >> shift));
  }
  void text(std::string_view text, std::size_t width) {
    for (const char c : text)
      bytes_.push_back(static_cast<std::byte>(c));
    bytes_.insert(bytes_.end(), width - text.size(), std::byte{0});
  }
  std::vector<std::byte> taken() && { return std::move(bytes_); }

private:
  std::vector<std::byte> bytes_;
};

} // namespace

std::optional<std::string> clean_ice_dimensions(std::string_view text, const Scrubber &scrubber) {
  constexpr std::size_t longest = 256;
  constexpr long long largest = 65'535;
  std::string out;
  text = base::trim(text);
  if (text.empty() || text.size() > longest) return {};
  for (const std::string_view part : base::split(text, '_')) {
    if (!out.empty()) out += '_';
    if (part == "X") {
      out += part;
      continue;
    }
    const auto number = base::to_integer(part);
    if (!number || *number < 0 || *number > largest ||
        !is_clean_count(static_cast<std::uint64_t>(*number), scrubber))
      return {};
    out += std::to_string(*number);
  }
  return out;
}

std::optional<std::vector<std::byte>> rewrite_csa(std::span<const std::byte> value,
                                                  const Scrubber &scrubber) {
  const auto header = dicom::siemens::CsaHeader::parse(value);
  if (!header) return {};
  const std::vector<CleanField> fields = clean_fields(*header, scrubber);
  if (std::ranges::all_of(fields, [](const CleanField &f) { return f.values.empty(); })) return {};
  Writer out;
  if (header->is_marked()) out.text({"SV10\4\3\2\1", 8}, 8);
  out.number(static_cast<std::uint32_t>(fields.size()));
  out.number(mark_filled);
  // In the first kind the length of an item is told together with the first field's item count.
  const auto first_count =
      header->is_marked() ? 0 : static_cast<std::uint32_t>(fields.front().values.size());
  for (const CleanField &field : fields) {
    out.text(field.allowed->name, name_bytes);
    out.number(field.multiplicity);
    out.text(field.allowed->vr, 4);
    out.number(syngo_type(field.allowed->vr));
    out.number(static_cast<std::uint32_t>(field.values.size()));
    out.number(field.values.empty() ? mark_empty : mark_filled);
    for (const std::string &text : field.values) {
      const auto length = static_cast<std::uint32_t>(text.empty() ? 0 : text.size() + 1);
      out.number(length + first_count);
      out.number(length);
      out.number(mark_filled);
      out.number(length);
      out.text(text, (length + 3U) / 4U * 4U);
    }
  }
  out.number(0); // as scanners end it
  return std::move(out).taken();
}

} // namespace curate::deid

#include <algorithm>
#include <cmath>
#include <libcurate/dicom/canon.hpp>
#include <libcurate/dicom/ct.hpp>
#include <libcurate/dicom/frame_of.hpp>
#include <libcurate/dicom/ge.hpp>
#include <libcurate/dicom/pet.hpp>
#include <libcurate/dicom/philips.hpp>
#include <libcurate/dicom/pixel_length.hpp>
#include <libcurate/dicom/pixels.hpp>
#include <libcurate/dicom/series.hpp>
#include <libcurate/dicom/series_facts.hpp>
#include <libcurate/dicom/siemens.hpp>
#include <libcurate/dicom/spin_labeling.hpp>
#include <libcurate/dicom/uih.hpp>
#include <optional>

namespace curate::dicom {

namespace {

constexpr Tag shared_groups{0x5200, 0x9229};
constexpr Tag frame_groups{0x5200, 0x9230};
constexpr Tag extended_offset_table{0x7FE0, 0x0001};
constexpr std::size_t usual_header_bytes = std::size_t{1} << 18;

bool is_picture(ObjectKind kind) {
  return kind == ObjectKind::picture || kind == ObjectKind::enhanced_picture ||
         kind == ObjectKind::secondary_capture;
}

Result<Header> read_header(const archive::Source &source) {
  if (auto start = source.read_start(usual_header_bytes)) {
    auto header = Header::parse_start(std::move(start->bytes), start->whole_length_bytes);
    if (header || header.error().code != "DICOM-TRUNCATED") return header;
  }
  auto bytes = source.read();
  if (!bytes) return tl::unexpected(bytes.error());
  return Header::parse(std::move(*bytes), Extent::until_pixel_data);
}

void add_vendor_facts(Manufacturer manufacturer, const FrameView &view, Frame &frame) {
  switch (manufacturer) {
  case Manufacturer::siemens:
    siemens::add_to(view, frame);
    break;
  case Manufacturer::ge:
    ge::add_to(view, frame);
    break;
  case Manufacturer::philips:
    philips::add_to(view, frame);
    break;
  case Manufacturer::toshiba:
  case Manufacturer::canon:
    canon::add_to(view, frame);
    break;
  case Manufacturer::uih:
    uih::add_to(view, frame);
    break;
  case Manufacturer::unknown:
  case Manufacturer::hitachi:
  case Manufacturer::bruker:
  case Manufacturer::hyperfine:
  case Manufacturer::mediso:
    break;
  }
}

/// Pixels along phase encoding: of one tile, where the picture is a mosaic.
std::optional<int> recon_matrix_of(const Frame &frame, InPlaneAxis axis) {
  if (axis == InPlaneAxis::unknown) return {};
  const int size = axis == InPlaneAxis::column ? frame.format.rows : frame.format.columns;
  if (!frame.mosaic) return size;
  return size / std::max(1, axis == InPlaneAxis::column ? frame.mosaic->tile_rows
                                                        : frame.mosaic->tile_columns);
}

PixelSource pixel_source_of(const Header &header, const archive::Source &source,
                            std::uint32_t frame_count) {
  PixelSource out;
  out.file = std::make_shared<const archive::Source>(source);
  out.frame_count = frame_count;
  out.syntax = header.transfer_syntax();
  if (const auto place = header.pixel_place()) {
    out.offset_bytes = place->offset_bytes;
    out.length_bytes = place->length_bytes;
  }
  const Element *element = header.pixel_data();
  out.is_in_words = element == nullptr || element->vr != Vr::OB;
  if (const Element *table = header.root().find(extended_offset_table)) {
    std::vector<std::uint64_t> offsets;
    for (std::size_t at = 0; at + 8 <= table->value.size(); at += 8) {
      std::uint64_t value = 0;
      for (std::size_t i = 0; i < 8; ++i)
        value |= std::to_integer<std::uint64_t>(table->value[at + i]) << (8 * i);
      offsets.push_back(value);
    }
    out.extended_offsets = std::make_shared<const std::vector<std::uint64_t>>(std::move(offsets));
  }
  return out;
}

/// How many frames the file says it has; a Problem where its bytes cannot hold so many.
Result<std::uint32_t> frame_count_of(const Dataset &root, const PixelSource &pixels) {
  const auto said = root.integer(tags::number_of_frames).value_or(1);
  if (said < 1) return 1;
  // No fragment is smaller than its 8 bytes of lead.
  const PixelFormat format = pixel_format_of(root);
  const std::uint64_t frame_bits = static_cast<std::uint64_t>(std::max(1, format.rows)) *
                                   static_cast<std::uint64_t>(std::max(1, format.columns));
  const std::uint64_t most = pixels.syntax.coding == PixelCoding::native
                                 ? pixels.length_bytes * 8 / frame_bits
                                 : pixels.length_bytes / 8;
  if (static_cast<std::uint64_t>(said) > std::max<std::uint64_t>(most, 1) &&
      !pixels.syntax.is_deflated)
    return problem("PIXELS-SHORT", "Number of Frames is more than the file can hold");
  if (said > 1'000'000) return problem("PIXELS-SIZE", "more than a million frames in one file");
  return static_cast<std::uint32_t>(said);
}

class Loader {
public:
  explicit Loader(const Series &series) : series_(series) {}

  Result<LoadedSeries> load() {
    if (const auto bad = std::ranges::find(series_.findings, Severity::error, &Finding::severity);
        bad != series_.findings.end())
      return problem(bad->code, bad->message, bad->remedy);
    if (std::ranges::none_of(series_.instances, is_picture, &Instance::kind))
      return problem("SERIES-NO-PICTURE", "no file of the series is a picture");
    if (is_of_two_persons())
      return problem("SERIES-TWO-PERSONS", "one series holds pictures of two persons",
                     "separate the files by person, or correct the headers");
    out_.findings = series_.findings;
    for (const Instance &instance : series_.instances) {
      if (!is_picture(instance.kind)) continue;
      if (const auto added = add(instance); !added)
        out_.findings.push_back(base::finding_of(added.error(), Severity::error));
    }
    if (out_.frames.empty()) {
      if (!out_.findings.empty() && out_.findings.back().severity == Severity::error)
        return problem(out_.findings.back().code, out_.findings.back().message);
      return problem("SERIES-NO-PICTURE", "no file of the series holds a picture");
    }
    finish();
    return std::move(out_);
  }

private:
  bool is_of_two_persons() const {
    const Identity *first = nullptr;
    for (const Instance &instance : series_.instances) {
      if (!instance.identity) continue;
      const Identity &identity = instance.identity->reveal();
      if (first == nullptr) first = &identity;
      if (&identity != first &&
          (identity.patient_id != first->patient_id || identity.issuer != first->issuer ||
           identity.name != first->name || identity.birth_date != first->birth_date))
        return true;
    }
    return false;
  }

  Result<void> add(const Instance &instance) {
    auto header = read_header(instance.source);
    if (!header) return tl::unexpected(header.error());
    const Dataset root = header->root();
    if (!header->pixel_place()) return problem("PIXELS-SHORT", "the file has no Pixel Data");
    PixelSource pixels = pixel_source_of(*header, instance.source, 1);
    const auto count = frame_count_of(root, pixels);
    if (!count) return tl::unexpected(count.error());
    pixels.frame_count = *count;
    if (const auto size = frame_size_bytes(pixel_format_of(root)); !size)
      return tl::unexpected(size.error());
    if (auto checked = check_pixel_length(pixels, pixel_format_of(root)); !checked) return checked;

    const auto shared = root.items(shared_groups);
    const auto own = root.items(frame_groups);
    const Manufacturer manufacturer = manufacturer_of(root);
    for (std::uint32_t i = 0; i < *count; ++i) {
      const FrameView view(root, shared.empty() ? std::nullopt : std::optional(shared.front()),
                           i < own.size() ? std::optional(own[i]) : std::nullopt);
      Frame frame = frame_of(view);
      frame.label_context = label_context_of(view, manufacturer);
      add_vendor_facts(manufacturer, view, frame);
      if (out_.frames.empty()) begin(view, frame, instance);
      add_slice_times(frame);
      pixels.frame_in_file = i;
      out_.frames.push_back(std::move(frame));
      out_.pixels.push_back(pixels);
    }
    return {};
  }

  /// The facts of the series, from its first frame.
  void begin(const FrameView &view, Frame &first, const Instance &instance) {
    const Dataset &root = view.root();
    SeriesFacts facts = series_facts_of(view);
    SeriesTexts texts = series_texts_of(root);
    facts.pet = pet::facts_of(view, first);
    facts.ct = ct::facts_of(view);
    facts.recon_matrix_pe = recon_matrix_of(first, facts.phase_encoding_axis);
    read_spin_labeling(view, first, facts);
    if (facts.manufacturer == Manufacturer::siemens) {
      siemens::add_to(view, first, facts, texts);
      begin_siemens(view, first, facts);
    } else if (facts.manufacturer == Manufacturer::ge) {
      ge::add_to(view, first, facts, texts);
    } else if (facts.manufacturer == Manufacturer::philips) {
      philips::add_to(view, facts);
    } else if (facts.manufacturer == Manufacturer::uih) {
      uih::add_to(view, facts);
    }
    out_.facts = std::move(facts);
    out_.texts = base::Secret(std::move(texts));
    out_.dates = base::Secret(series_dates_of(root));
    if (instance.identity) out_.identity = *instance.identity;
    out_.study_uid = base::Secret(std::string(root.text(tags::study_instance_uid).reveal()));
    out_.series_uid = base::Secret(std::string(root.text(tags::series_instance_uid).reveal()));
  }

  /// Slice times of mosaics made before the software recorded them.
  void begin_siemens(const FrameView &view, const Frame &first, const SeriesFacts &facts) {
    if (!first.mosaic || !first.mosaic->slice_times_ms.empty() || !first.repetition_time_s) return;
    const auto series = siemens::series_header(view);
    const auto protocol = siemens::Protocol::parse(siemens::protocol_text(view, series));
    if (protocol && !facts.is_xa && facts.multiband_acceleration_factor.value_or(1) <= 1)
      mosaic_times_ms_ =
          siemens::slice_times_ms(*protocol, first.mosaic->slice_count, *first.repetition_time_s);
  }

  void add_slice_times(Frame &frame) const {
    if (frame.mosaic && frame.mosaic->slice_times_ms.empty() &&
        mosaic_times_ms_.size() == static_cast<std::size_t>(frame.mosaic->slice_count))
      frame.mosaic->slice_times_ms = mosaic_times_ms_;
  }

  /// What only the whole series shows.
  void finish() {
    const bool has_phase =
        std::ranges::find(out_.frames, Component::phase, &Frame::component) != out_.frames.end();
    if (!has_phase) out_.facts.echo_time_1_s = out_.facts.echo_time_2_s = std::nullopt;
    settle_post_labeling_delays(out_.frames, out_.facts);
    for (Frame &frame : out_.frames)
      frame.inversion_index = siemens::inversion_index(frame, out_.facts.inversion_times_s);
    if (out_.facts.manufacturer != Manufacturer::ge) return;
    order_slice_times();
    const bool is_diffusion = std::ranges::any_of(
        out_.frames, [](const Frame &frame) { return frame.diffusion.has_value(); });
    for (Frame &frame : out_.frames) { // GE says nothing about pictures without weighting
      if (is_diffusion && !frame.diffusion) {
        frame.diffusion.emplace();
        frame.diffusion->b_value_s_per_mm2 = 0.0;
      }
    }
  }

  /// GE numbers slices as they were prescribed; facts have them along the normal.
  void order_slice_times() {
    const auto number_of = [](const Frame &frame) {
      return frame.stack_position ? frame.stack_position : frame.instance_number;
    };
    const Frame *first = nullptr;
    const Frame *second = nullptr;
    for (const Frame &frame : out_.frames) {
      if (!number_of(frame) || !frame.has_position || !frame.has_orientation) continue;
      if (number_of(frame) == 1 && first == nullptr) first = &frame;
      if (number_of(frame) == 2 && second == nullptr) second = &frame;
    }
    if (first == nullptr || second == nullptr) {
      out_.facts.slice_times_s.clear();
      return;
    }
    const Vec3 step = second->position_lps_mm - first->position_lps_mm;
    if (base::dot(step, base::cross(first->row_lps, first->column_lps)) < 0)
      std::ranges::reverse(out_.facts.slice_times_s);
  }

  const Series &series_;
  LoadedSeries out_;
  std::vector<double> mosaic_times_ms_;
};

} // namespace

Result<LoadedSeries> load(const Series &series) {
  return Loader(series).load();
}

} // namespace curate::dicom

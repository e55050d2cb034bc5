#include <algorithm>
#include <cmath>
#include <libcurate/dicom/ct.hpp>
#include <libcurate/dicom/diffusion_series.hpp>
#include <libcurate/dicom/file_pixels.hpp>
#include <libcurate/dicom/frame_of.hpp>
#include <libcurate/dicom/frames_of.hpp>
#include <libcurate/dicom/ge.hpp>
#include <libcurate/dicom/pet.hpp>
#include <libcurate/dicom/philips.hpp>
#include <libcurate/dicom/series.hpp>
#include <libcurate/dicom/series_facts.hpp>
#include <libcurate/dicom/siemens.hpp>
#include <libcurate/dicom/spin_labeling.hpp>
#include <libcurate/dicom/uih.hpp>
#include <optional>

namespace curate::dicom {

namespace {

constexpr std::size_t usual_header_bytes = std::size_t{1} << 18;

bool is_picture(ObjectKind kind) {
  return kind == ObjectKind::picture || kind == ObjectKind::enhanced_picture ||
         kind == ObjectKind::secondary_capture;
}

Result<Header> read_header(const Instance &instance) {
  const archive::Source &source = instance.source;
  // The first look knows where the pixels begin; behind that stands nothing that is asked for.
  const std::size_t wanted =
      instance.pixel_offset_bytes > 0
          ? std::min<std::size_t>(usual_header_bytes, instance.pixel_offset_bytes + 64)
          : usual_header_bytes;
  if (auto start = source.read_start(wanted)) {
    auto header = Header::parse_start(std::move(start->bytes), start->whole_length_bytes);
    if (header || header.error().code != "DICOM-TRUNCATED") return header;
  }
  auto bytes = source.read();
  if (!bytes) return tl::unexpected(bytes.error());
  return Header::parse(std::move(*bytes), Extent::until_pixel_data);
}

/// Pixels along phase encoding: of one tile, where the picture is a mosaic.
std::optional<int> recon_matrix_of(const Frame &frame, InPlaneAxis axis) {
  if (axis == InPlaneAxis::unknown) return {};
  const int size = axis == InPlaneAxis::column ? frame.format.rows : frame.format.columns;
  if (!frame.mosaic) return size;
  return size / std::max(1, axis == InPlaneAxis::column ? frame.mosaic->tile_rows
                                                        : frame.mosaic->tile_columns);
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
    out_.frames.reserve(series_.instances.size()); // mostly one each
    out_.pixels.reserve(series_.instances.size());
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
    auto header = read_header(instance);
    if (!header) return tl::unexpected(header.error());
    const Dataset root = header->root();
    auto pixels = file_pixels_of(*header, instance.source);
    if (!pixels) return tl::unexpected(pixels.error());
    is_lossy_ |= pixels->is_lossy;

    const FrameViews views(root);
    const Manufacturer manufacturer = manufacturer_of(root);
    for (std::uint32_t i = 0; i < pixels->source.frame_count; ++i) {
      const FrameView view = views.of(i);
      Frame frame = whole_frame_of(view, manufacturer, pixels->format);
      if (out_.frames.empty()) begin(view, frame, instance);
      add_slice_times(frame);
      pixels->source.frame_in_file = i;
      out_.frames.push_back(std::move(frame));
      out_.pixels.push_back(pixels->source);
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
      philips::add_to(view, facts, texts);
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
    if (is_lossy_)
      out_.findings.push_back({Severity::warning,
                               "PIXELS-LOSSY",
                               {},
                               "(0028,2110)",
                               "the pictures were compressed with loss: their values are not "
                               "those that the scanner made",
                               "ask the archive for the originals"});
    const bool has_phase =
        std::ranges::find(out_.frames, Component::phase, &Frame::component) != out_.frames.end();
    if (!has_phase) out_.facts.echo_time_1_s = out_.facts.echo_time_2_s = std::nullopt;
    settle_post_labeling_delays(out_.frames, out_.facts);
    for (Frame &frame : out_.frames)
      frame.inversion_index = siemens::inversion_index(frame, out_.facts.inversion_times_s);
    complete_unweighted(out_.frames, out_.facts);
    set_isotropic_aside(out_.frames, out_.facts.manufacturer);
    if (out_.facts.manufacturer == Manufacturer::philips) finish_philips();
    if (out_.facts.manufacturer != Manufacturer::ge) return;
    order_slice_times();
    for (Frame &frame : out_.frames) // from volume to volume
      if (frame.repetition_time_s) *frame.repetition_time_s += out_.facts.delay_time_s.value_or(0);
  }

  void finish_philips() {
    const bool is_epi = out_.facts.epi_factor.value_or(0) > 1;
    if (!is_epi || out_.facts.acquisition_kind != AcquisitionKind::three_d) return;
    const auto each_s = philips::volume_repetition_time_s(out_.frames);
    if (!each_s) return;
    for (Frame &frame : out_.frames)
      frame.repetition_time_s = each_s;
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
  bool is_lossy_ = false;
  std::vector<double> mosaic_times_ms_;
};

} // namespace

Result<LoadedSeries> load(const Series &series) {
  return Loader(series).load();
}

} // namespace curate::dicom

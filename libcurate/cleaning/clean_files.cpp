#include <libcurate/cleaning/clean_files.hpp>

#include <algorithm>
#include <fmt/format.h>
#include <libcurate/cleaning/bench.hpp>
#include <libcurate/cleaning/faces.hpp>
#include <libcurate/deid/write_object.hpp>
#include <libcurate/parallel/pipeline.hpp>
#include <set>

namespace curate::cleaning {

namespace {

// Files of a series that one worker takes in one go.
constexpr std::size_t piece_files = 32;

struct Piece {
  std::size_t series, begin, end;
};

struct Row {
  std::string path, sha256;
};

struct Done {
  std::size_t series = 0;
  std::size_t files = 0;
  std::vector<Row> rows;
  std::string folder;
  Findings findings;
  SeriesFace face;
};

/// Whole series where their faces are looked for.
std::vector<Piece> pieces_of(std::span<const dicom::Series> series,
                             std::span<const SeriesOutcome> outcomes, bool is_whole) {
  std::vector<Piece> pieces;
  for (std::size_t i = 0; i < series.size(); ++i) {
    if (outcomes[i].subject.empty()) continue;
    const std::size_t count = series[i].instances.size();
    const std::size_t most = is_whole ? count : piece_files;
    for (std::size_t begin = 0; begin < count; begin += most)
      pieces.push_back({i, begin, std::min(begin + most, count)});
  }
  return pieces;
}

/// Which time an instance UID occurs within its series UID, over all series: two files cannot have
/// one name. Only those that occur again are listed.
class Repeated {
public:
  explicit Repeated(std::span<const dicom::Series> series) {
    using Key = std::pair<dicom::Instance::Digest, dicom::Instance::Digest>;
    std::vector<std::pair<Key, const dicom::Instance *>> all;
    for (const auto &one : series)
      for (const auto &instance : one.instances)
        all.push_back({{instance.series->series_uid, instance.instance_uid}, &instance});
    std::ranges::stable_sort(all, {}, &std::pair<Key, const dicom::Instance *>::first);
    std::size_t turn = 1;
    for (std::size_t i = 1; i < all.size(); ++i) {
      turn = all[i].first == all[i - 1].first ? turn + 1 : 1;
      if (turn > 1) turns_.emplace(all[i].second, turn);
    }
  }
  std::size_t turn_of(const dicom::Instance &instance) const {
    const auto found = turns_.find(&instance);
    return found == turns_.end() ? 1 : found->second;
  }

private:
  std::map<const dicom::Instance *, std::size_t> turns_;
};

/// The file's bytes: without what stands behind its pixels where that is much, as it goes anyway
/// and may have been made to fill the memory.
Result<archive::Bytes> bytes_of(const dicom::Instance &instance) {
  constexpr std::uint64_t much_bytes = std::uint64_t{1} << 24;
  const std::uint64_t end = instance.pixel_offset_bytes + instance.pixel_length_bytes;
  if (instance.pixel_length_bytes == 0 || instance.source.length_bytes < end + much_bytes)
    return instance.source.read();
  auto start = instance.source.read_start(static_cast<std::size_t>(end));
  if (!start) return tl::unexpected(start.error());
  return std::move(start->bytes);
}

class Cleaning {
public:
  /// `faces` may be nothing.
  Cleaning(const Request &request, Bench &bench, const Faces *faces,
           std::span<const dicom::Series> series, std::span<SeriesOutcome> outcomes)
      : request_(request), bench_(bench), faces_(faces), series_(series), outcomes_(outcomes),
        repeated_(series) {}

  Done clean(const Piece &piece) const {
    Done done{piece.series, piece.end - piece.begin, {}, {}, {}, {}};
    const std::string label = outcomes_[piece.series].subject.substr(4);
    Bench::Loan loan(bench_, label);
    MaskedSeries masked;
    if (faces_ != nullptr) masked = faces_->of(piece.series);
    for (std::size_t i = piece.begin; i < piece.end; ++i) {
      const dicom::Instance &instance = series_[piece.series].instances[i];
      const auto problem =
          masked.refusal ? masked.refusal : clean_one(instance, masked.masks, loan.tools(), done);
      if (problem) done.findings.push_back(base::finding_of(*problem, Severity::error));
    }
    done.face = std::move(masked.face);
    return done;
  }

private:
  std::optional<Problem> clean_one(const dicom::Instance &instance,
                                   std::span<const deid::VerifiedMask> masks, PersonTools &tools,
                                   Done &done) const {
    auto bytes = bytes_of(instance);
    if (!bytes) return bytes.error();
    const auto object = deid::apply(std::move(*bytes), instance.source, tools.cleaner, masks);
    if (!object) return object.error();
    std::string path = deid::path_of(*object);
    if (const std::size_t turn = repeated_.turn_of(instance); turn > 1)
      path.insert(path.size() - 4, fmt::format("_{}", turn));
    if (const auto left =
            tools.search.look(object->header(), "the cleaned object", leaks::Reading::object))
      return Problem{left->code, left->message, left->remedy};
    done.findings.insert(done.findings.end(), object->findings().begin(), object->findings().end());
    done.folder = path.substr(0, path.rfind('/'));
    Row row{std::move(path), {}};
    if (!request_.is_check)
      row.sha256 = deid::write(*object, request_.output / row.path, base::Overwrite::yes);
    done.rows.push_back(std::move(row));
    return {};
  }

  const Request &request_;
  Bench &bench_;
  const Faces *faces_;
  std::span<const dicom::Series> series_;
  std::span<SeriesOutcome> outcomes_;
  Repeated repeated_;
};

// Alike findings of a series become one that says how many.
void add_finding(SeriesOutcome &outcome, std::map<std::string, std::size_t> &counts,
                 const Finding &finding) {
  const std::size_t count = ++counts[finding.code];
  const std::string place = outcome.series_number ? fmt::format("series {}", *outcome.series_number)
                                                  : "series without number";
  const auto at = std::ranges::find_if(outcome.findings, [&](const Finding &told) {
    return told.code == finding.code && count > 1;
  });
  Finding told = finding;
  told.place = place;
  if (at == outcome.findings.end()) {
    outcome.findings.push_back(told);
    return;
  }
  told.message = fmt::format("{} files: {}", count, finding.message);
  *at = told;
}

} // namespace

deid::Ledger clean_files(const Request &request, const deid::Profile &profile,
                         const deid::Pseudonyms &pseudonyms,
                         const std::map<std::string, deid::KnownValues> &known,
                         const deid::FramesOfReference &places,
                         std::span<const dicom::Series> series, std::span<SeriesOutcome> outcomes,
                         const Written &written) {
  const bool has_faces = profile.options.has(deid::Option::clean_visual_features);
  const auto pieces = pieces_of(series, outcomes, has_faces);
  const deid::Vocabulary vocabulary(profile.vocabulary);
  Bench bench(profile, vocabulary, pseudonyms);
  std::size_t total = 0, done_files = 0, next = 0;
  for (const Piece &piece : pieces) {
    const std::string label = outcomes[piece.series].subject.substr(4);
    bench.expect(label, known.at(label));
    total += piece.end - piece.begin;
  }
  std::optional<Faces> faces;
  if (has_faces) {
    faces.emplace(profile, vocabulary, known, series, outcomes, places);
    faces->look(request.jobs, [&](std::size_t done, std::size_t all) {
      if (request.progress) request.progress("looking for faces", done, all);
    });
  }
  const Cleaning cleaning(request, bench, faces ? &*faces : nullptr, series, outcomes);
  std::vector<std::map<std::string, std::size_t>> counts(outcomes.size());
  parallel::pipeline<Piece, Done>(
      request.jobs, std::size_t{4} * request.jobs,
      [&]() -> std::optional<Piece> {
        if (next == pieces.size()) return {};
        return pieces[next++];
      },
      [&](Piece piece) { return cleaning.clean(piece); },
      [&](Done done) {
        SeriesOutcome &outcome = outcomes[done.series];
        outcome.written += done.rows.size();
        if (!done.folder.empty()) outcome.folder = done.folder;
        for (const Finding &finding : done.findings)
          add_finding(outcome, counts[done.series], finding);
        for (const Finding &finding : done.face.findings)
          add_finding(outcome, counts[done.series], finding);
        if (faces) outcome.face = std::move(done.face);
        for (const Row &row : done.rows)
          written(row.path, row.sha256, outcome.face.verdict);
        done_files += done.files;
        if (request.progress)
          request.progress(request.is_check ? "checking" : "de-identifying", done_files, total);
      });
  return bench.ledger().ledger();
}

} // namespace curate::cleaning

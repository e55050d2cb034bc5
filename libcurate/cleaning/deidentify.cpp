#include <libcurate/cleaning/deidentify.hpp>

#include <algorithm>
#include <fmt/format.h>
#include <libcurate/base/error.hpp>
#include <libcurate/cleaning/clean_files.hpp>
#include <libcurate/cleaning/ledger_file.hpp>
#include <libcurate/cleaning/people.hpp>
#include <libcurate/cleaning/profile_file.hpp>
#include <libcurate/deid/confidentiality_codes.hpp>
#include <libcurate/dicom/group.hpp>
#include <libcurate/dicom/scan.hpp>
#include <libcurate/study/settings.hpp>
#include <libcurate/study/study.hpp>

namespace curate::cleaning {

namespace {

deid::Profile profile_of(const Request &request) {
  deid::Profile profile;
  if (request.study != nullptr) profile.vocabulary = request.study->settings().vocabulary;
  if (request.profile) add_profile_file(*request.profile, profile);
  for (const deid::Option option : deid::all_options())
    if (request.options.has(option)) profile.options.add(option);
  const auto has = [&](deid::Option option) { return profile.options.has(option); };
  if (has(deid::Option::retain_full_dates) && has(deid::Option::retain_modified_dates))
    throw UsageError("retain-full-dates and retain-modified-dates contradict each other: dates are "
                     "kept, or moved");
  return profile;
}

/// Clean files among the originals would be taken for originals by the next run.
void check_output(const Request &request) {
  if (request.is_check) return;
  const fs::path output = fs::weakly_canonical(request.output);
  for (const fs::path &input : request.inputs) {
    const fs::path original = fs::weakly_canonical(input);
    const auto [left, right] =
        std::mismatch(original.begin(), original.end(), output.begin(), output.end());
    if (left == original.end())
      throw UsageError("the output folder lies within what is to be de-identified, so the next run "
                       "would take clean files for originals; name a folder outside");
  }
}

std::string place_of(const SeriesOutcome &series) {
  return series.series_number ? fmt::format("series {}", *series.series_number)
                              : "series without number";
}

// Findings that forbid a conversion but no cleaning: what contradicts itself stays so.
bool forbids(const Finding &finding) {
  return finding.severity == Severity::error && finding.code != "SERIES-INSTANCE-CONFLICT";
}

SeriesOutcome begin(const dicom::Series &series, const deid::PersonVerdict &verdict) {
  SeriesOutcome out;
  const dicom::Instance &first = series.instances.front();
  if (first.series_number >= 0) out.series_number = first.series_number;
  out.what = name_of(first.kind);
  out.file_count = series.instances.size();
  for (Finding finding : series.findings) {
    if (!forbids(finding) && finding.severity == Severity::error)
      finding.severity = Severity::warning;
    finding.file = place_of(out);
    out.findings.push_back(std::move(finding));
  }
  if (verdict.problem)
    out.findings.push_back(base::finding_of(*verdict.problem, Severity::error, {}, place_of(out)));
  else
    out.subject = "sub-" + verdict.label;
  return out;
}

} // namespace

Outcome deidentify(const Request &request) {
  check_output(request);
  const deid::Profile profile = profile_of(request);
  Outcome out;
  out.options = profile.options;
  auto pseudonyms = pseudonyms_of(request, out.findings);
  const auto progress = [&](std::string_view phase, std::size_t done, std::size_t total) {
    if (request.progress) request.progress(phase, done, total);
  };

  deid::Gathering gathering(profile.options);
  deid::FramesOfReference places(nullptr);
  const bool has_faces = profile.options.has(deid::Option::clean_visual_features);
  auto scanned = dicom::scan(
      request.inputs, request.jobs,
      [&](std::size_t done, std::size_t total) { progress("scanning", done, total); },
      [&](const dicom::Header &header, const dicom::Instance &instance) {
        gathering.look_at(header, deid::whose(instance.identity->reveal()));
        if (has_faces) places.look_at(header, instance);
      });
  out.file_count = scanned.file_count;
  out.findings.insert(out.findings.end(), scanned.findings.begin(), scanned.findings.end());
  out.passed_over = dicom::by_reason(scanned.passed_over);
  auto series = dicom::group(std::move(scanned.instances)).series;

  auto people = identify(request, series, gathering, pseudonyms);
  out.findings.insert(out.findings.end(), people.findings.begin(), people.findings.end());
  for (std::size_t i = 0; i < series.size(); ++i) {
    out.series.push_back(begin(series[i], people.verdicts[i]));
    if (std::ranges::any_of(out.series.back().findings, forbids)) out.series.back().subject.clear();
  }

  std::optional<LedgerFile> file;
  if (!request.is_check) file.emplace(request.output);
  out.ledger = clean_files(
      request, profile, pseudonyms, people.known, places, series, out.series,
      [&](const std::string &path, const std::string &sha256, SeriesFace::Verdict face) {
        if (file) file->add(path, sha256, name_of(face));
      });
  for (const auto &one : out.series)
    out.written += one.written;
  if (file) file->write(out);
  return out;
}

} // namespace curate::cleaning

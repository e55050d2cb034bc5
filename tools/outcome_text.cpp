#include "tools/outcome_text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <libcurate/json/value.hpp>
#include <libcurate/report/findings_json.hpp>
#include <libcurate/report/findings_text.hpp>
#include <map>
#include <ostream>
#include <set>

namespace curate::tools {

namespace {

using conversion::Outcome;
using conversion::PictureOutcome;
using conversion::SeriesOutcome;
using conversion::Status;

std::string number_of(const SeriesOutcome &series) {
  return series.series_number ? fmt::format("{}", *series.series_number) : "-";
}

std::string title_of(const SeriesOutcome &series) {
  const std::string who = series.subject.empty() ? "" : "sub-" + series.subject + " ";
  const std::string text = series.description.empty() ? series.what : series.description;
  const std::string scanner =
      series.vendor.empty() ? "" : series.vendor + " " + series.modality + ", ";
  return fmt::format("{}series {} {} ({}{} {})", who, number_of(series), text, scanner,
                     series.file_count, series.file_count == 1 ? "file" : "files");
}

std::string why_of(const PictureOutcome &picture) {
  std::string why = picture.rule.empty() ? "" : fmt::format("rule {}", picture.rule);
  if (!picture.reason.empty()) why += fmt::format("{}{}", why.empty() ? "" : ": ", picture.reason);
  return picture.code.empty() ? why : fmt::format("[{}] {}", picture.code, why);
}

std::string joined(const std::vector<std::string> &parts) {
  return fmt::format("{}", fmt::join(parts, ", "));
}

// Why, and on which facts.
std::string explanation_of(const PictureOutcome &picture) {
  std::string why = why_of(picture);
  if (!picture.matched.empty()) why += fmt::format(" (on {})", joined(picture.matched));
  if (!picture.missing.empty()) why += fmt::format("; missing: {}", joined(picture.missing));
  return why;
}

bool has_no_name(const PictureOutcome &picture) {
  return picture.code == "NAME-UNKNOWN" || picture.code == "NAME-INCOMPLETE";
}

// Pictures that no rule could name, alike ones on one line.
void print_unmatched(std::ostream &out, const Outcome &outcome) {
  struct Unmatched {
    std::size_t pictures = 0;
    std::set<std::string> series;
  };
  std::map<std::string, Unmatched> kinds;
  std::size_t count = 0;
  for (const auto &series : outcome.series)
    for (const auto &picture : series.pictures) {
      if (!has_no_name(picture)) continue;
      const std::string title = series.description.empty() ? series.what : series.description;
      std::string line = fmt::format("{}: {}", title, picture.reason);
      if (!picture.missing.empty()) line += fmt::format("; missing: {}", joined(picture.missing));
      Unmatched &kind = kinds[line];
      ++kind.pictures;
      kind.series.insert(number_of(series));
      ++count;
    }
  if (count == 0) return;
  out << fmt::format("\n{} {} no rule could name; --draft-rules FILE drafts rules to fill in:\n",
                     count, count == 1 ? "picture that" : "pictures that");
  for (const auto &[line, kind] : kinds)
    out << fmt::format("  {:>4} x {} (series {})\n", kind.pictures, line,
                       fmt::join(kind.series, ", "));
}

json::Value json_of(const PictureOutcome &picture) {
  json::Value value = {{"status", name_of(picture.status)},
                       {"code", picture.code},
                       {"kind", picture.kind},
                       {"name", picture.name},
                       {"rule", picture.rule},
                       {"reason", picture.reason},
                       {"matched", picture.matched},
                       {"missing", picture.missing},
                       {"files", picture.files}};
  if (!picture.face.empty()) value["face"] = picture.face;
  return value;
}

json::Value json_of(const SeriesOutcome &series) {
  json::Value value;
  value["series_number"] =
      series.series_number ? json::Value(*series.series_number) : json::Value(nullptr);
  value["status"] = name_of(series.status());
  value["code"] = series.code();
  value["files"] = series.files();
  value["rule"] = series.rule();
  value["description"] = series.description;
  value["subject"] = series.subject;
  value["modality"] = series.modality;
  value["vendor"] = series.vendor;
  value["what"] = series.what;
  value["file_count"] = series.file_count;
  value["bytes"] = series.byte_count;
  value["pictures"] = json::Value::array();
  for (const auto &picture : series.pictures)
    value["pictures"].push_back(json_of(picture));
  value["findings"] = report::to_json(series.findings);
  return value;
}

// The least severity that a person is told of.
Severity least_told(const Common &common) {
  if (common.quiet) return Severity::error;
  return common.verbose ? Severity::info : Severity::warning;
}

// What became of the faces of all pictures that lie there now.
void print_faces(std::ostream &out, const Outcome &outcome) {
  std::map<std::string, std::size_t> counts;
  std::size_t refused = 0;
  for (const auto &series : outcome.series)
    for (const auto &picture : series.pictures) {
      const bool is_refused = picture.status == Status::failed && !picture.face.empty();
      refused += is_refused ? 1 : 0;
      if (!is_refused && !picture.face.empty()) ++counts[picture.face];
    }
  if (counts.empty() && refused == 0) return;
  out << fmt::format(
      "pictures: {} with the face removed, {} without a face, {} too coarse for one, "
      "{} with their face\n",
      counts["removed"], counts["no_face"], counts["too_coarse"], counts["kept"]);
  if (refused > 0)
    out << fmt::format("pictures: {} whose face could not be removed, in private/unnamed\n",
                       refused);
}

void print_passed_over(std::ostream &out, const Outcome &outcome) {
  for (const auto &[reason, count] : outcome.passed_over)
    out << fmt::format("  {:>6} files passed over: {}\n", count, reason);
}

} // namespace

void print_outcome(std::ostream &out, const Outcome &outcome, const Common &common) {
  std::map<Status, std::size_t> counts;
  for (const auto &series : outcome.series) {
    ++counts[series.status()];
    if (common.quiet && series.status() != Status::failed) continue;
    out << title_of(series) << "\n";
    for (const auto &picture : series.pictures) {
      const std::string name = picture.name.empty() ? picture.kind : picture.name;
      out << fmt::format("    {:<8}{}  {}\n", name_of(picture.status), name, why_of(picture));
    }
  }
  if (!common.quiet) {
    out << fmt::format("\n{} series in {} files: {} written, {} skipped, {} failed\n",
                       outcome.series.size(), outcome.file_count, counts[Status::written],
                       counts[Status::skipped], counts[Status::failed]);
    print_faces(out, outcome);
    print_passed_over(out, outcome);
  }
  out << report::to_text(outcome.all_findings(), least_told(common));
}

void print_outcome_json(std::ostream &out, std::ostream &err, const Outcome &outcome,
                        const Common &common) {
  err << report::to_text(outcome.findings, least_told(common));
  for (const auto &series : outcome.series)
    out << json_of(series).dump() << "\n";
}

void print_inspection(std::ostream &out, const Outcome &outcome, const Common &common) {
  for (const auto &series : outcome.series) {
    out << fmt::format("{}, {:.1f} MB\n", title_of(series),
                       static_cast<double>(series.byte_count) / 1e6);
    for (const auto &picture : series.pictures)
      out << fmt::format("    {:<10} {}  {}\n", picture.kind,
                         picture.name.empty() ? "no name" : picture.name, explanation_of(picture));
  }
  print_unmatched(out, outcome);
  out << fmt::format("\n{} series in {} files\n", outcome.series.size(), outcome.file_count);
  print_passed_over(out, outcome);
  out << report::to_text(outcome.all_findings(), least_told(common));
}

void print_inspection_json(std::ostream &out, std::ostream &err, const Outcome &outcome,
                           const Common &common) {
  err << report::to_text(outcome.findings, least_told(common));
  for (const auto &series : outcome.series) {
    json::Value value = json_of(series);
    value.erase("status");
    value.erase("files");
    value["files"] = series.file_count;
    value["name"] = series.pictures.empty() ? "" : series.pictures.front().name;
    value["kind"] = series.pictures.empty() ? series.what : series.pictures.front().kind;
    if (!series.pictures.empty()) {
      value["reason"] = series.pictures.front().reason;
      value["matched"] = series.pictures.front().matched;
      value["missing"] = series.pictures.front().missing;
    }
    value["problems"] = value["findings"];
    value.erase("findings");
    out << value.dump() << "\n";
  }
}

} // namespace curate::tools

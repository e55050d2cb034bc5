#include "tools/leaks_text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <libcurate/json/write.hpp>
#include <libcurate/report/findings_json.hpp>
#include <libcurate/report/findings_text.hpp>
#include <ostream>

namespace curate::tools {

namespace {

using deid::Option;

constexpr std::array<std::pair<std::string_view, Option>, 7> retaining = {{
    {"retain-full-dates", Option::retain_full_dates},
    {"retain-modified-dates", Option::retain_modified_dates},
    {"retain-patient-characteristics", Option::retain_patient_characteristics},
    {"retain-device-identity", Option::retain_device_identity},
    {"retain-institution-identity", Option::retain_institution_identity},
    {"retain-uids", Option::retain_uids},
    {"retain-safe-private", Option::retain_safe_private},
}};

deid::Identifies kind_of(std::size_t index) {
  return static_cast<deid::Identifies>(index);
}

// The tags of DICOM and the words of this program; never a value.
std::string spelling_of(const leaks::Leak &leak) {
  return fmt::format("{}, {}", leaks::name_of(leak.form), leaks::name_of(leak.encoding));
}

std::string not_searched(const leaks::Counted &count) {
  std::string text;
  const auto add = [&](std::size_t number, std::string_view why) {
    if (number > 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", number, why);
  };
  add(count.too_short, "too short");
  add(count.common, "words that everybody uses");
  add(count.shifted, "days before 1926 or of no meaning");
  add(count.allowed, "labels of the study");
  return text.empty() ? text : " (not searched: " + text + ")";
}

json::Value summary_of(const LeaksResult &result) {
  json::Value kinds = json::Value::object();
  for (std::size_t i = 0; i < result.counted.size(); ++i) {
    const auto &count = result.counted[i];
    if (count.values == 0) continue;
    kinds[std::string(deid::name_of(kind_of(i)))] = {
        {"values", count.values}, {"searched", count.searched}, {"too_short", count.too_short},
        {"common", count.common}, {"shifted", count.shifted},   {"allowed", count.allowed}};
  }
  return {{"summary",
           {{"hits", result.tree.leaks.size()},
            {"originals", result.originals},
            {"spellings", result.spellings},
            {"files", result.tree.files},
            {"folders", result.tree.folders},
            {"links", result.tree.links},
            {"special_files", result.tree.special_files},
            {"bytes", result.tree.bytes},
            {"kinds", kinds}}}};
}

Severity least_told(const Common &common) {
  return common.quiet ? Severity::error : common.verbose ? Severity::info : Severity::warning;
}

} // namespace

std::vector<std::string> retaining_words() {
  std::vector<std::string> words;
  for (const auto &[word, option] : retaining)
    words.emplace_back(word);
  return words;
}

deid::Options retained_of(const std::vector<std::string> &words) {
  deid::Options options;
  for (const auto &[word, option] : retaining)
    if (std::ranges::find(words, word) != words.end()) options.add(option);
  return options;
}

void print_leaks(std::ostream &out, const LeaksResult &result, const Common &common) {
  for (const auto &leak : result.tree.leaks) {
    out << fmt::format("{}\t{}\t{}\t{}\tbyte {}", leak.file, leak.place, deid::name_of(leak.what),
                       spelling_of(leak), leak.offset_bytes);
    if (leak.count > 1) out << fmt::format("\t{} times", leak.count);
    out << "\n";
  }
  out << report::to_text(result.findings, least_told(common));
  if (common.quiet) return;
  std::size_t values = 0;
  for (std::size_t i = 0; i < result.counted.size(); ++i) {
    const auto &count = result.counted[i];
    values += count.searched;
    if (count.values > 0)
      out << fmt::format("{}: {} of {} searched{}\n", deid::name_of(kind_of(i)), count.searched,
                         count.values, not_searched(count));
  }
  out << fmt::format("{} values of {} originals in {} spellings, searched in {} files ({} bytes) "
                     "and {} folders: {}\n",
                     values, result.originals, result.spellings, result.tree.files,
                     result.tree.bytes, result.tree.folders,
                     result.tree.leaks.empty()
                         ? std::string("none found")
                         : fmt::format("found in {} places", result.tree.leaks.size()));
}

void print_leaks_json(std::ostream &out, std::ostream &err, const LeaksResult &result,
                      const Common &common) {
  for (const auto &leak : result.tree.leaks)
    out << json::to_line({{"file", leak.file},
                          {"place", leak.place},
                          {"kind", deid::name_of(leak.what)},
                          {"spelling", leaks::name_of(leak.form)},
                          {"encoding", leaks::name_of(leak.encoding)},
                          {"offset", leak.offset_bytes},
                          {"count", leak.count}})
        << "\n";
  for (const auto &finding : result.findings)
    if (finding.severity >= least_told(common))
      out << json::to_line(report::to_json(finding)) << "\n";
  out << json::to_line(summary_of(result)) << "\n";
  if (!common.quiet && !result.tree.leaks.empty())
    err << fmt::format("found in {} places\n", result.tree.leaks.size());
}

} // namespace curate::tools

#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/dictionary/shipped.hpp>
#include <libcurate/release/gates.hpp>
#include <libcurate/validation/code.hpp>
#include <libcurate/validation/validate.hpp>

#include <algorithm>
#include <fmt/format.h>

namespace curate::release {

namespace {

std::optional<dictionary::Dictionary> dictionary_of(const study::Study &study) {
  const auto &name = study.settings().dictionary;
  if (!name) return {};
  const fs::path file = fs::absolute(*name, study.root());
  if (!fs::exists(file)) return dictionary::shipped(*name);
  auto read = dictionary::read(file);
  if (!read) throw UsageError(read.error().message);
  return std::move(*read);
}

bool is_of_variables(const Finding &finding) {
  for (const auto &code : validation::all_codes())
    if (code.name == finding.code) return code.part == validation::Part::variables;
  return true;
}

} // namespace

std::vector<Gate> validation_gates(const study::Study &study, const Chosen &chosen,
                                   const Request &request) {
  validation::Request asked;
  asked.dataset = study.dataset();
  asked.jobs = request.jobs;
  // That pictures are as they were written is seen by their digests.
  asked.parts.only_headers = true;
  asked.dictionary = dictionary_of(study);
  asked.subjects.assign(chosen.people.begin(), chosen.people.end());
  std::erase_if(asked.subjects, [&](const std::string &label) {
    return !fs::exists(study.dataset() / ("sub-" + label));
  });
  const auto outcome = validation::validate(asked, [&](std::size_t done, std::size_t total) {
    if (request.progress) request.progress("checking", done, total);
  });
  Findings variables, others;
  for (const auto &finding : outcome.findings) {
    if (finding.severity != Severity::error) continue;
    (is_of_variables(finding) ? variables : others).push_back(finding);
  }
  std::vector<Gate> gates;
  gates.push_back(gate_of("dictionaries", fmt::format("{} tables", outcome.counts.tables),
                          std::move(variables)));
  gates.push_back(
      gate_of("validation", fmt::format("{} files", outcome.looked_into), std::move(others)));
  return gates;
}

} // namespace curate::release

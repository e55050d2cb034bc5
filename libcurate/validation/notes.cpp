#include <libcurate/validation/notes.hpp>

#include <libcurate/validation/code.hpp>

namespace curate::validation {

void Notes::add(std::string_view name, std::string file, std::string place, std::string detail,
                std::string remedy) {
  const Code &code = code_of(name);
  std::string message(code.message);
  if (!detail.empty()) message.append(": ").append(detail);
  add(Finding{code.severity, std::string(name), std::move(file), std::move(place),
              std::move(message), remedy.empty() ? std::string(code.remedy) : std::move(remedy)});
}

void Notes::add(Finding finding) {
  if (++counted_[finding.code] <= kept_of_a_code) findings_.push_back(std::move(finding));
}

void Notes::add(Notes &&others) {
  std::map<std::string, std::size_t> lost = others.counted_;
  for (auto &finding : others.findings_) {
    --lost[finding.code];
    add(std::move(finding));
  }
  for (const auto &[code, count] : lost)
    counted_[code] += count;
}

} // namespace curate::validation

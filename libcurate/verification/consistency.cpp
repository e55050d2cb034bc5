#include <libcurate/base/text.hpp>
#include <libcurate/json/read.hpp>
#include <libcurate/verification/consistency.hpp>

#include <algorithm>
#include <optional>

namespace curate::verification {

namespace {

class Check {
public:
  Check(const Contents &contents, const Description &description)
      : contents_(contents), description_(description) {}

  Findings run() {
    check_license();
    check_dataset_description();
    check_changes();
    check_citation();
    return std::move(findings_);
  }

private:
  const std::string *text_of_file(const char *path) const {
    const auto found = contents_.texts.find(path);
    return found == contents_.texts.end() ? nullptr : &found->second;
  }

  void note(const char *code, const char *file, const char *message) {
    findings_.push_back({Severity::error,
                         code,
                         file,
                         {},
                         message,
                         "ask whoever made the release which of them is right"});
  }

  void check_license() {
    const std::string *text = text_of_file("LICENSE");
    if (!text || base::trim(*text).empty())
      note("VERIFY-LICENSE-MISSING", "LICENSE", "there is no licence in the release");
    else if (text->find(description_.license_id) == text->npos)
      note("VERIFY-LICENSE", "LICENSE", "the licence is another than RELEASE.json names");
  }

  void check_dataset_description() {
    const std::string *text = text_of_file("dataset_description.json");
    const auto value = text ? json::parse(*text) : problem("", "");
    if (!value || !value->is_object()) {
      note("VERIFY-LICENSE-MISSING", "dataset_description.json",
           "dataset_description.json is missing or damaged: it names the licence");
      return;
    }
    if (string_of(*value, "License") != description_.license_id)
      note("VERIFY-LICENSE", "dataset_description.json",
           "the licence is another than RELEASE.json names");
    std::string doi = string_of(*value, "DatasetDOI");
    if (doi.starts_with("doi:")) doi.erase(0, 4);
    if (doi != description_.doi.value_or(""))
      note("VERIFY-DOI", "dataset_description.json", "the DOI is another than RELEASE.json names");
  }

  static std::string string_of(const json::Value &value, const char *name) {
    return value.contains(name) && value[name].is_string() ? value[name].get<std::string>()
                                                           : std::string();
  }

  // Entries begin with version and date at the margin, newest first. Source: BIDS, CHANGES;
  // CPAN::Changes::Spec.
  void check_changes() {
    const std::string *text = text_of_file("CHANGES");
    if (text && version_of(base::split(*text, ' ')[0]) != description_.version)
      note("VERIFY-VERSION", "CHANGES", "its newest entry is of another version than RELEASE.json");
  }

  // The value of a key at the margin, without quotes: what our own CITATION.cff is made of.
  static std::optional<std::string> value_of(const std::string &text, std::string_view key) {
    for (const auto line : base::split(text, '\n')) {
      if (!line.starts_with(key) || line.substr(key.size(), 1) != ":") continue;
      auto value = base::trim(line.substr(key.size() + 1));
      if (value.size() > 1 && (value[0] == '"' || value[0] == '\''))
        value = value.substr(1, value.size() - 2);
      return std::string(value);
    }
    return {};
  }

  void check_citation() {
    const std::string *text = text_of_file("CITATION.cff");
    if (!text) return;
    const auto version = value_of(*text, "version");
    if (version && version_of(*version) != description_.version)
      note("VERIFY-VERSION", "CITATION.cff", "the version is another than RELEASE.json names");
    const auto license = value_of(*text, "license");
    if (license && *license != description_.license_id)
      note("VERIFY-LICENSE", "CITATION.cff", "the licence is another than RELEASE.json names");
    const auto doi = value_of(*text, "doi");
    if (doi && *doi != description_.doi.value_or(""))
      note("VERIFY-DOI", "CITATION.cff", "the DOI is another than RELEASE.json names");
  }

  const Contents &contents_;
  const Description &description_;
  Findings findings_;
};

} // namespace

Findings check_consistency(const Contents &contents, const Description &description) {
  return Check(contents, description).run();
}

} // namespace curate::verification

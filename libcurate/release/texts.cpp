#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/consent/terms_of_use.hpp>
#include <libcurate/release/texts.hpp>

#include <algorithm>
#include <fmt/format.h>

namespace curate::release {

namespace {

// Below this, who is gone could be told from the difference.
constexpr std::size_t fewest_told = 5;

std::string counted(std::size_t count, const char *one, const char *many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string on_one_line(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  std::ranges::replace(text, '\r', ' ');
  return text;
}

// In double quotes, as YAML 1.2 has it: JSON's escapes are among YAML's.
std::string quoted(const std::string &text) {
  return json::Value(text).dump();
}

std::string string_of(const json::Value &value, const char *name) {
  return value.contains(name) && value[name].is_string() ? value[name].get<std::string>()
                                                         : std::string();
}

std::vector<std::string> authors_of(const json::Value &of_study) {
  std::vector<std::string> authors;
  if (of_study.contains("Authors") && of_study["Authors"].is_array())
    for (const auto &author : of_study["Authors"])
      if (author.is_string() && !author.get<std::string>().empty())
        authors.push_back(author.get<std::string>());
  return authors;
}

} // namespace

bool singles_out(std::size_t people_gone) {
  return people_gone > 0 && people_gone < fewest_told;
}

Finding singling_out(const std::string &version_before) {
  return {
      Severity::warning,
      "RELEASE-SINGLES-OUT",
      version_before,
      {},
      "fewer than five people are gone since that version: who holds both can tell who they are",
      "where their withdrawal allows it, wait until more changes; recipients were told to "
      "delete the older one"};
}

std::string changes_text(const Request &request, const std::string &date,
                         const Difference &difference, const std::string &before) {
  std::string text = fmt::format(
      "{} {}\n", verification::text_of(request.version.value_or(verification::Version{})), date);
  const auto &d = difference;
  if (d.is_first) {
    text += fmt::format("  - First release: {}.\n", counted(d.people, "person", "people"));
  } else {
    if (d.people >= d.people_before)
      text += fmt::format("  - {} in it, {} before.\n", counted(d.people, "person", "people"),
                          d.people_before);
    else if (d.people_before - d.people >= fewest_told)
      text += fmt::format("  - {} in it, {} before.\n", counted(d.people, "person", "people"),
                          d.people_before);
    else
      text += "  - Some people are in it no longer.\n";
    text += fmt::format("  - {} added, {} changed, {} removed.\n",
                        counted(d.added, "file", "files"), d.changed, d.removed);
  }
  for (const auto &change : request.changes)
    text += "  - " + on_one_line(change) + "\n";
  return text + before;
}

std::string license_text(const license::License &license, const std::string &full_text) {
  std::string text = fmt::format("{}\n{}\n", license.name, license.id);
  if (!license.url.empty()) text += license.url + "\n";
  text += "\nThis data set is made available under the terms named above.\n\n";
  text += consent::terms_of_use(license);
  if (!full_text.empty()) text += "\n" + std::string(72, '-') + "\n\n" + full_text;
  if (!text.ends_with('\n')) text += '\n';
  return text;
}

std::string full_license_text(const study::Study &study, const license::License &license,
                              const std::optional<fs::path> &named) {
  if (named) return base::read_file(*named);
  const fs::path kept = study.root() / "licenses" / (license.id + ".txt");
  if (fs::exists(kept)) return base::read_file(kept);
  // Source: Debian Policy 12.5.
  const fs::path of_system = fs::path("/usr/share/common-licenses") / license.id;
  if (!fs::exists(of_system)) return {};
  const std::string text = base::read_file(of_system);
  base::write_file(kept, text, base::Overwrite::no);
  return text;
}

json::Value dataset_description(const json::Value &of_study,
                                const verification::Description &description) {
  json::Value value;
  value["Name"] =
      string_of(of_study, "Name").empty() ? description.dataset_name : string_of(of_study, "Name");
  value["BIDSVersion"] = string_of(of_study, "BIDSVersion");
  value["DatasetType"] = "raw";
  value["License"] = description.license_id;
  for (const char *name : {"Authors", "Acknowledgements", "HowToAcknowledge", "Funding",
                           "EthicsApprovals", "ReferencesAndLinks"})
    if (of_study.contains(name)) value[name] = of_study[name];
  if (!value.contains("HowToAcknowledge"))
    value["HowToAcknowledge"] =
        fmt::format("Please name \"{}\", version {}{}, in publications that use it.",
                    value["Name"].get<std::string>(), verification::text_of(description.version),
                    description.doi ? " (doi:" + *description.doi + ")" : std::string());
  if (description.doi) value["DatasetDOI"] = "doi:" + *description.doi;
  value["GeneratedBy"] = json::Value::array();
  for (const auto &[name, version] : description.made_by)
    value["GeneratedBy"].push_back({{"Name", name}, {"Version", version}});
  return value;
}

std::string citation_text(const json::Value &of_study,
                          const verification::Description &description) {
  const std::string title =
      string_of(of_study, "Name").empty() ? description.dataset_name : string_of(of_study, "Name");
  std::string text = "cff-version: 1.2.0\n"
                     "message: \"If you use this data set, please cite it as below.\"\n"
                     "type: dataset\n";
  text += "title: " + quoted(title) + "\n";
  text += "version: " + verification::text_of(description.version) + "\n";
  text += "date-released: " + description.date + "\n";
  // The schema knows SPDX's ids alone.
  if (description.license_id.starts_with("LicenseRef-")) {
    if (!description.license_url.empty())
      text += "license-url: " + quoted(description.license_url) + "\n";
  } else {
    text += "license: " + description.license_id + "\n";
  }
  if (description.doi) text += "doi: " + *description.doi + "\n";
  text += "authors:\n";
  auto authors = authors_of(of_study);
  if (authors.empty()) authors.push_back("The investigators of " + title);
  for (const auto &author : authors) {
    const auto comma = author.find(", ");
    if (comma == author.npos)
      text += "  - name: " + quoted(author) + "\n";
    else
      text += "  - family-names: " + quoted(author.substr(0, comma)) +
              "\n    given-names: " + quoted(author.substr(comma + 2)) + "\n";
  }
  return text;
}

json::Value datacite(const json::Value &of_study, const verification::Description &description) {
  json::Value value;
  value["creators"] = json::Value::array();
  for (const auto &author : authors_of(of_study))
    value["creators"].push_back({{"name", author}});
  value["titles"] = json::Value::array({{{"title", description.dataset_name}}});
  value["publicationYear"] = description.date.substr(0, 4);
  value["types"] = {{"resourceTypeGeneral", "Dataset"}, {"resourceType", "BIDS imaging data"}};
  value["version"] = verification::text_of(description.version);
  value["dates"] = json::Value::array({{{"date", description.date}, {"dateType", "Issued"}}});
  value["rightsList"] = json::Value::array();
  json::Value rights = {{"rights", description.license_name},
                        {"rightsIdentifier", description.license_id}};
  if (!description.license_url.empty()) rights["rightsURI"] = description.license_url;
  value["rightsList"].push_back(std::move(rights));
  if (description.doi)
    value["identifiers"] =
        json::Value::array({{{"identifier", *description.doi}, {"identifierType", "DOI"}}});
  return value;
}

} // namespace curate::release

#include <libcurate/base/text.hpp>
#include <libcurate/json/read.hpp>
#include <libcurate/verification/citation.hpp>

#include <fmt/format.h>

namespace curate::verification {

namespace {

constexpr std::string_view citation_file = "CITATION.cff";

std::string plain(std::string_view value) {
  value = base::trim(value);
  if (value.size() > 1 && (value[0] == '"' || value[0] == '\'')) {
    value.remove_prefix(1);
    value.remove_suffix(1);
  }
  return std::string(value);
}

// The people of the key `authors`: as our own files and most others write them, one name a line.
// Source: Citation File Format 1.2.0, "authors".
std::vector<std::string> authors_of_cff(const std::string &text) {
  std::vector<std::string> authors;
  std::string family, given;
  const auto settle = [&] {
    const std::string name = given.empty() ? family : family + ", " + given;
    if (!name.empty()) authors.push_back(name);
    family.clear(), given.clear();
  };
  bool is_among = false;
  for (auto line : base::split(text, '\n')) {
    if (line.starts_with("authors:")) {
      is_among = true;
      continue;
    }
    if (!is_among) continue;
    if (!line.empty() && line[0] != ' ' && line[0] != '-' && line[0] != '\r') break;
    line = base::trim(line);
    if (line.starts_with("- ")) {
      settle();
      line = base::trim(line.substr(2));
    }
    for (const std::string_view key : {"family-names:", "name:"})
      if (line.starts_with(key)) family = plain(line.substr(key.size()));
    constexpr std::string_view given_key = "given-names:";
    if (line.starts_with(given_key)) given = plain(line.substr(given_key.size()));
  }
  settle();
  return authors;
}

std::vector<std::string> authors_of(const json::Value &value) {
  std::vector<std::string> authors;
  if (!value.is_object() || !value.contains("Authors") || !value["Authors"].is_array())
    return authors;
  for (const auto &author : value["Authors"])
    if (author.is_string()) authors.push_back(author.get<std::string>());
  return authors;
}

} // namespace

std::vector<std::string> citation_in(const Contents &contents, const Description &description) {
  std::vector<std::string> authors, sentences;
  const auto cff = contents.texts.find(std::string(citation_file));
  if (cff != contents.texts.end()) authors = authors_of_cff(cff->second);
  const auto described = contents.texts.find("dataset_description.json");
  json::Value value;
  if (described != contents.texts.end())
    value = json::parse(described->second).value_or(json::Value());
  if (authors.empty()) authors = authors_of(value);
  std::string line = base::join(authors, "; ");
  const std::string year = description.date.substr(0, 4), version = text_of(description.version);
  line = line.empty() ? fmt::format("{} ({}), version {} [data set].", description.dataset_name,
                                    year, version)
                      : fmt::format("{} ({}). {}, version {} [data set].", line, year,
                                    description.dataset_name, version);
  if (description.doi) line += fmt::format(" https://doi.org/{}", *description.doi);
  sentences.push_back(shown(line));
  if (value.is_object() && value.contains("HowToAcknowledge") &&
      value["HowToAcknowledge"].is_string())
    sentences.push_back(shown(value["HowToAcknowledge"].get<std::string>()));
  if (cff != contents.texts.end())
    sentences.emplace_back("More is in CITATION.cff, which programs for references read.");
  return sentences;
}

} // namespace curate::verification

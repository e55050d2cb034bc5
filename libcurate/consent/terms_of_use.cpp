#include <libcurate/consent/duo.hpp>
#include <libcurate/consent/reach.hpp>
#include <libcurate/consent/terms_of_use.hpp>
#include <libcurate/consent/words.hpp>
#include <libcurate/license/words.hpp>

#include <fmt/format.h>

namespace curate::consent {

namespace {

// A heading and its items; nothing where there are none.
std::string section(std::string_view heading, const std::vector<std::string> &items) {
  if (items.empty()) return {};
  std::string text = fmt::format("\n{}\n", heading);
  for (const std::string &item : items)
    text += fmt::format("  - {}\n", item);
  return text;
}

template <typename Codes> std::vector<std::string> words_of_all(const Codes &codes) {
  std::vector<std::string> words;
  for (const auto code : codes)
    words.emplace_back(license::words_of(code));
  return words;
}

std::vector<std::string> words_of_terms(const license::Terms &terms) {
  std::vector<std::string> words;
  if (const auto permission = permission_of(terms.purpose))
    words.push_back("for " + words_of(Purpose{*permission, terms.diseases}));
  words.push_back(words_of(regions_of(terms)));
  if (terms.until) words.push_back("until " + base::text_of(*terms.until));
  for (const std::string &code : terms.modifiers)
    if (const auto modifier = modifier_of(code))
      words.push_back(
          fmt::format("{} ({}, {})", words_of(*modifier), term_of(*modifier).shorthand, code));
  return words;
}

} // namespace

std::string terms_of_use(const license::License &license) {
  std::string text = fmt::format("It covers {}.\n", license::words_of(license.covers));
  text += section("Whoever has the data may", words_of_all(license.permissions));
  text += section("must", words_of_all(license.duties));
  text += section("must not", words_of_all(license.limits));
  if (license.terms) text += section("and may use them only", words_of_terms(*license.terms));
  text += section("Good to know", license.notes);
  return text;
}

} // namespace curate::consent

#include "tools/license_text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <libcurate/base/text.hpp>
#include <libcurate/consent/needed.hpp>
#include <libcurate/consent/terms_of_use.hpp>

namespace curate::tools {

namespace {

using license::Duty;
using license::License;
using license::Limit;
using license::Permission;

/// The names of codes as words: "commercial use".
template <typename Codes> std::string names_of(const Codes &codes) {
  std::vector<std::string> names;
  for (const auto code : codes) {
    std::string name(license::name_of(code));
    std::ranges::replace(name, '_', ' ');
    names.push_back(std::move(name));
  }
  return base::join(names, ", ");
}

/// A heading and its items; nothing where there are none.
std::string section(std::string_view heading, const std::vector<std::string> &items) {
  if (items.empty()) return {};
  std::string text = fmt::format("\n{}\n", heading);
  for (const std::string &item : items)
    text += fmt::format("  - {}\n", item);
  return text;
}

/// The lines of a text.
std::vector<std::string> lines_of(const std::string &text) {
  std::vector<std::string> lines;
  for (const std::string_view line : base::split(text, '\n'))
    if (!line.empty()) lines.emplace_back(line);
  return lines;
}

} // namespace

std::string list_text(std::span<const License> licenses) {
  std::size_t width = 0;
  for (const License &license : licenses)
    width = std::max(width, license.id.size());
  std::string text;
  for (const License &license : licenses) {
    text += fmt::format("{:{}}  {}\n", license.id, width, license.name);
    const auto line = [&](std::string_view heading, const std::string &words) {
      if (!words.empty()) text += fmt::format("{:{}}    {}: {}\n", "", width, heading, words);
    };
    line("may", names_of(license.permissions));
    line("must", names_of(license.duties));
    line("limits", names_of(license.limits));
  }
  return text;
}

std::string page_of(const License &license) {
  std::string text = fmt::format("{}: {}\n", license.id, license.name);
  if (!license.url.empty()) text += license.url + "\n";
  text += consent::terms_of_use(license);
  text += license.can_oblige_deletion()
              ? "\nRecipients can be obliged to delete the data of a person who withdraws.\n"
              : "\nNobody can be obliged to delete the data of a person who withdraws later.\n";
  text += section("A consent must allow",
                  lines_of(consent::words_of(consent::needed_by(license), license)));
  return text;
}

std::string comparison_text(const License &one, const License &other,
                            const license::Combination &combination) {
  const std::size_t left = 22, width = std::max<std::size_t>(one.id.size(), 3) + 2;
  std::string text = fmt::format("{:{}}{:{}}{}\n", "", left, one.id, width, other.id);
  const auto row = [&](std::string_view name, bool first, bool second) {
    if (!first && !second) return;
    std::string words(name);
    std::ranges::replace(words, '_', ' ');
    text += fmt::format("{:{}}{:{}}{}\n", words, left, first ? "yes" : "-", width,
                        second ? "yes" : "-");
  };
  text += "may\n";
  for (const Permission code : {Permission::share, Permission::adapt, Permission::commercial_use})
    row("  " + std::string(name_of(code)), one.permits(code), other.permits(code));
  text += "must\n";
  for (int code = 0; code <= static_cast<int>(Duty::acknowledge); ++code)
    row("  " + std::string(name_of(static_cast<Duty>(code))),
        one.requires_to(static_cast<Duty>(code)), other.requires_to(static_cast<Duty>(code)));
  text += "limits\n";
  for (const Limit code : {Limit::non_commercial, Limit::no_derivatives, Limit::no_redistribution})
    row("  " + std::string(name_of(code)), one.limits.contains(code), other.limits.contains(code));
  text += combination.allowed ? fmt::format("\nMay be combined, under {}: {}.\n", combination.under,
                                            combination.why)
                              : fmt::format("\nMay not be combined: {}.\n", combination.why);
  return text;
}

json::Value full_json(const License &license) {
  json::Value value = license::to_json(license);
  const consent::Needed needed = consent::needed_by(license);
  value["can_oblige_deletion"] = license.can_oblige_deletion();
  value["needs"] = consent::to_json(needed.scope);
  return value;
}

} // namespace curate::tools

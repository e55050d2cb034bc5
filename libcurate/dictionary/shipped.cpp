#include <algorithm>
#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/dictionary/shipped.hpp>
#include <libcurate/json/embedded_table.hpp>

namespace curate::dictionary {

namespace {

constexpr std::string_view folder = "dictionaries/", ending = ".json";

} // namespace

std::optional<std::string_view> shipped_text(std::string_view name) {
  for (const json::EmbeddedFile &file : json::embedded_files())
    if (file.name == std::string(folder) + std::string(name) + std::string(ending))
      return file.text;
  return std::nullopt;
}

std::vector<std::string> shipped_names() {
  std::vector<std::string> names;
  for (const json::EmbeddedFile &file : json::embedded_files())
    if (file.name.starts_with(folder))
      names.emplace_back(
          file.name.substr(folder.size(), file.name.size() - folder.size() - ending.size()));
  std::ranges::sort(names);
  return names;
}

Dictionary shipped(std::string_view name) {
  const auto text = shipped_text(name);
  if (!text)
    throw UsageError("no dictionary is called so; the program brings " +
                     base::join(shipped_names(), ", "));
  auto parsed = parse(*text);
  if (!parsed) throw SystemError(parsed.error().message);
  return std::move(*parsed);
}

} // namespace curate::dictionary

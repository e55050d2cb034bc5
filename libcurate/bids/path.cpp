#include <libcurate/bids/path.hpp>

#include <libcurate/base/text.hpp>

namespace curate::bids {
namespace {

tl::unexpected<Problem> not_a_path() {
  return problem("NAME-PATH", "this is not the path of a file of a BIDS dataset",
                 "write it as sub-X[/ses-Y]/<datatype>/sub-X[_ses-Y]_..._<suffix>.<extension>");
}

} // namespace

std::string stem_of(const Entities &name) {
  std::string text;
  for (const auto &[entity, label] : name.labels) {
    text.append(key_of(entity)).append("-").append(label).append("_");
  }
  return text + name.suffix;
}

std::string folder_of(const Entities &name) {
  std::string folder = "sub-" + name.label(Entity::sub) + "/";
  if (!name.label(Entity::ses).empty()) folder += "ses-" + name.label(Entity::ses) + "/";
  return folder + name.datatype;
}

std::string path_of(const Entities &name, std::string_view extension) {
  return (folder_of(name) + "/" + stem_of(name)).append(extension);
}

Result<Entities> parse_path(std::string_view path) {
  const auto parts = base::split(path, '/');
  if (parts.size() < 3 || parts.size() > 4) return not_a_path();
  Entities name;
  name.datatype = std::string(parts[parts.size() - 2]);
  const std::string_view file = parts.back();
  const auto dot = file.find('.');
  const std::string_view extension = dot == std::string_view::npos ? "" : file.substr(dot);
  auto words = base::split(file.substr(0, dot), '_');
  name.suffix = std::string(words.back());
  words.pop_back();
  for (const std::string_view word : words) {
    const auto dash = word.find('-');
    const auto entity = entity_of(word.substr(0, dash));
    if (dash == std::string_view::npos || !entity ||
        !name.labels.emplace(*entity, word.substr(dash + 1)).second)
      return not_a_path();
  }
  if (const auto fine = check(name); !fine) return tl::unexpected<Problem>(fine.error());
  if (path_of(name, extension) != path) // a different order, or folders that say something else
    return not_a_path();
  return name;
}

} // namespace curate::bids

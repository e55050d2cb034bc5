#include <libcurate/forget/file.hpp>
#include <libcurate/withdrawal/roles.hpp>

#include <algorithm>

namespace curate::withdrawal {

namespace {

bool is_below(std::string_view path, std::string_view folder) {
  return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

bool ends_with_one_of(std::string_view name, std::initializer_list<std::string_view> ends) {
  return std::ranges::any_of(ends, [&](auto end) { return name.ends_with(end); });
}

} // namespace

Roles::Roles(const study::Study &study) {
  if (!study.settings().subjects) return;
  const fs::path table = fs::absolute(*study.settings().subjects, study.root()).lexically_normal();
  const auto below = table.lexically_relative(fs::absolute(study.root()).lexically_normal());
  subjects_ = below.string();
}

bool Roles::is_own_folder(std::string_view path) const {
  return path == "dataset" || path == "private" || path == "releases";
}

bool Roles::is_left_out(std::string_view path) const {
  if (!path.starts_with("private/")) return false;
  const auto name = path.substr(8);
  return name.starts_with("registry.sqlite") || is_below(name, "withdrawals") || name == "key" ||
         name.starts_with("signing.") || name == "lock" || name.starts_with("consent.");
}

bool Roles::may_be_removed(std::string_view path) const {
  return !is_below(path, "releases");
}

bool Roles::may_be_rewritten(std::string_view path) const {
  if (is_table_of_subjects(path)) return true;
  return forget::can_be_rewritten(path) && path != "study.json" && !is_below(path, "releases") &&
         !is_below(path, "private/releases");
}

bool Roles::is_pipeline(std::string_view path) const {
  const auto end = path.rfind('/');
  if (end == path.npos) return false;
  const auto parent = path.substr(0, end);
  return parent == "derivatives" || parent.ends_with("/derivatives");
}

bool is_text_name(std::string_view name) {
  return ends_with_one_of(name,
                          {".json", ".tsv", ".csv", ".txt", ".md", ".html", ".log", "README"});
}

bool is_packed_name(std::string_view name) {
  return ends_with_one_of(name, {".gz", ".mgz", ".tgz"});
}

bool is_computed_name(std::string_view name) {
  if (name == "dataset_description.json" || name == "participants.json" ||
      name == "participants.tsv" || name == "LICENSE" || name == "CITATION.cff")
    return false;
  return !name.starts_with("README") && !name.starts_with("CHANGES") && !name.starts_with('.');
}

} // namespace curate::withdrawal

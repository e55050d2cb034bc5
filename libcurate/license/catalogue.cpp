#include <algorithm>
#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/json/embedded_table.hpp>
#include <libcurate/json/read.hpp>
#include <libcurate/license/catalogue.hpp>

namespace curate::license {

namespace {

constexpr std::string_view folder = "licenses/",
                           template_name = "licenses/templates/data-use-agreement.json",
                           custom = "LicenseRef-";

/// A file of this size holds no licence.
constexpr std::size_t limit_bytes = std::size_t{1} << 20;

Result<License> read(const fs::path &file) {
  const auto value = json::read_file(file, {.bytes = limit_bytes});
  if (!value) return tl::unexpected<Problem>(value.error());
  auto license = license_of(*value);
  if (license && license->id != file.stem().string())
    return problem("LICENSE-NAME", "its id is not the name of its file", "name the file <id>.json");
  return license;
}

/// The files of agreements in a study, by name.
std::vector<fs::path> files_in(const fs::path &study_folder) {
  std::vector<fs::path> files;
  if (study_folder.empty() || !fs::is_directory(study_folder / "licenses")) return files;
  for (const auto &entry : fs::directory_iterator(study_folder / "licenses")) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(custom) && name.ends_with(".json")) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

std::vector<License> read_catalogue() {
  std::vector<License> all;
  for (const json::EmbeddedFile &file : json::embedded_files()) {
    if (!file.name.starts_with(folder) || file.name == template_name) continue;
    const auto value = json::parse(file.text);
    if (!value) throw InputError(std::string(file.name) + ": " + value.error().message);
    auto license = license_of(*value);
    if (!license) throw InputError(std::string(file.name) + ": " + license.error().message);
    all.push_back(std::move(*license));
  }
  std::ranges::sort(all, {}, &License::id);
  return all;
}

} // namespace

const std::vector<License> &catalogue() {
  static const std::vector<License> all = read_catalogue();
  return all;
}

std::vector<License> agreements(const fs::path &study_folder) {
  std::vector<License> all;
  for (const fs::path &file : files_in(study_folder)) {
    auto license = read(file);
    if (!license) throw InputError(file.string() + ": " + license.error().message);
    all.push_back(std::move(*license));
  }
  return all;
}

Result<License> find(std::string_view id, const fs::path &study_folder) {
  const std::string wanted = base::lower(id);
  for (const License &license : catalogue())
    if (base::lower(license.id) == wanted) return license;
  for (const fs::path &file : files_in(study_folder))
    if (base::lower(file.stem().string()) == wanted) return read(file);
  return problem("LICENSE-UNKNOWN", "no licence of this id is known",
                 "`curate license list` names them; an agreement is a file "
                 "licenses/LicenseRef-<name>.json of the study (`curate license template`)");
}

std::string agreement_template() {
  for (const json::EmbeddedFile &file : json::embedded_files())
    if (file.name == template_name) return std::string(file.text);
  throw SystemError("the program was built without its template of agreements");
}

} // namespace curate::license

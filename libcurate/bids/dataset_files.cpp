#include <libcurate/bids/dataset_files.hpp>

#include <algorithm>
#include <libcurate/base/atomic_file.hpp>

namespace curate::bids {
namespace {

constexpr std::size_t largest_bytes = std::size_t{256} << 20;

std::string text_at(const fs::path &path) {
  return fs::is_regular_file(path) ? base::read_file(path, largest_bytes) : std::string();
}

} // namespace

std::vector<std::string> write_dataset_files(const fs::path &dataset,
                                             const DatasetContent &content) {
  std::vector<DatasetFile> files = {
      description_of(content, text_at(dataset / "dataset_description.json")),
      participants_of(content, text_at(dataset / "participants.tsv")),
      participants_columns_of(content, text_at(dataset / "participants.json")),
  };
  for (const auto &tables : {scans_of(content), sessions_of(content)})
    files.insert(files.end(), tables.begin(), tables.end());
  const bool has_readme = std::ranges::any_of(
      std::initializer_list<const char *>{"README", "README.md", "README.rst", "README.txt"},
      [&](const char *name) { return fs::exists(dataset / name); });
  if (!has_readme) files.push_back(readme_of(content));
  std::vector<std::string> written;
  for (const DatasetFile &file : files) {
    const fs::path path = dataset / file.path;
    if (fs::is_regular_file(path) && text_at(path) == file.text) continue;
    base::write_file(path, file.text, base::Overwrite::yes);
    written.push_back(file.path);
  }
  std::ranges::sort(written);
  return written;
}

} // namespace curate::bids

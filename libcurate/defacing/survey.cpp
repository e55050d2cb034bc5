#include <libcurate/defacing/survey.hpp>

#include <algorithm>
#include <fmt/format.h>
#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>
#include <set>

namespace curate::defacing {

namespace {

// What may show a head and is not read here.
constexpr std::string_view other_pictures[] = {
    ".img", ".mgh",  ".mgz",  ".mnc", ".nrrd", ".nhdr", ".mha", ".mhd", ".dcm", ".mif",
    ".v",   ".head", ".brik", ".ima", ".stl",  ".gii",  ".zip", ".tar", ".tgz", ".zst"};

std::string name_of(const fs::path &path) {
  return base::lower(path.filename().string());
}

bool belongs_to_a_picture(const std::string &name) {
  return name.ends_with(".json") || name.ends_with(".bval") || name.ends_with(".bvec");
}

bool is_other_picture(std::string name) {
  if (name.ends_with(".gz")) name.resize(name.size() - 3);
  return std::ranges::any_of(other_pictures,
                             [&](std::string_view end) { return name.ends_with(end); });
}

/// All files below a folder, by path. Folders that are links are not entered.
std::vector<fs::path> files_below(const fs::path &folder) {
  std::vector<fs::path> files;
  boost::system::error_code failed;
  fs::recursive_directory_iterator it(folder, failed);
  for (; !failed && it != fs::recursive_directory_iterator(); it.increment(failed)) {
    const fs::file_status own = it->symlink_status();
    if (own.type() == fs::directory_file) continue;
    if (own.type() == fs::symlink_file && fs::is_directory(it->path(), failed)) continue;
    failed.clear(); // a link that leads nowhere is told of when it is read
    files.push_back(it->path());
  }
  if (failed) throw InputError("a folder among the inputs cannot be listed");
  std::ranges::sort(files);
  return files;
}

} // namespace

bool is_nifti_name(const fs::path &path) {
  const std::string name = name_of(path);
  return name.ends_with(".nii") || name.ends_with(".nii.gz");
}

std::string stem_of(const fs::path &picture) {
  std::string name = picture.filename().string();
  const std::string small = base::lower(name);
  for (const std::string_view end : {".nii.gz", ".nii"})
    if (small.ends_with(end)) {
      name.resize(name.size() - end.size());
      break;
    }
  return name;
}

Survey survey(const std::vector<fs::path> &inputs) {
  Survey out;
  std::set<fs::path> seen;
  const auto take = [&](const fs::path &path, const fs::path &relative) {
    if (seen.insert(fs::weakly_canonical(path)).second) out.items.push_back({path, relative});
  };
  std::size_t unread = 0;
  for (const fs::path &input : inputs) {
    if (!fs::is_directory(input)) {
      take(input, input.filename());
      continue;
    }
    for (const fs::path &path : files_below(input)) {
      const std::string name = name_of(path);
      if (name.starts_with(".") && name.ends_with(".partial")) continue;
      if (is_nifti_name(path))
        take(path, path.lexically_relative(input));
      else if (is_other_picture(name))
        ++unread;
      else if (!belongs_to_a_picture(name))
        ++out.other_files;
    }
  }
  if (unread > 0)
    out.findings.push_back({Severity::warning,
                            "DEFACE-NOT-READ",
                            {},
                            {},
                            fmt::format("{} files may hold pictures and are of formats that are "
                                        "not looked at (only .nii and .nii.gz are)",
                                        unread),
                            "convert them, or keep them out of what is shared"});
  return out;
}

} // namespace curate::defacing

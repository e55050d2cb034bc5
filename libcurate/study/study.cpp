#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/study/database.hpp>
#include <libcurate/study/lock.hpp>
#include <libcurate/study/study.hpp>

#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <sys/stat.h>

namespace curate::study {

namespace {

constexpr const char *marker = "study.json";

void make_folder(const fs::path &path, mode_t mode) {
  if (::mkdir(path.c_str(), mode) != 0 && errno != EEXIST)
    throw SystemError(
        fmt::format("cannot make the folder {}: {}", path.string(), std::strerror(errno)));
  if (!fs::is_directory(path)) throw SystemError(path.string() + " is in the way: it is no folder");
}

// The nearest folder, from here upwards, that is a study.
std::optional<fs::path> study_around(fs::path folder) {
  boost::system::error_code ignored;
  folder = fs::weakly_canonical(folder, ignored);
  for (; !folder.empty(); folder = folder.parent_path()) {
    if (fs::is_regular_file(folder / marker, ignored)) return folder;
    if (folder == folder.root_path()) break;
  }
  return {};
}

} // namespace

Study Study::init(const fs::path &folder, const std::string &name, const std::string &registry) {
  if (const auto around = study_around(folder)) {
    if (fs::is_regular_file(folder / marker))
      throw UsageError(folder.string() + " is a study already; it is left as it is");
    throw UsageError(folder.string() +
                     " lies inside a study; a study in a study would leave with it");
  }
  boost::system::error_code error;
  fs::create_directories(folder, error);
  if (error)
    throw SystemError(
        fmt::format("cannot make the folder {}: {}", folder.string(), error.message()));
  make_folder(folder / "private", 0700);
  for (const char *part : {"private/unnamed", "private/plans"})
    make_folder(folder / part, 0700);
  for (const char *part : {"dataset", "releases"})
    make_folder(folder / part, 0777);
  close_to_others(folder / "private");
  make_keys(folder / "private");
  {
    const Lock lock(folder / "private");
    Database::create(folder / "private", registry, read_key(folder / "private"));
  }
  base::write_file(folder / marker, new_settings_text(name, registry), base::Overwrite::no);
  return open(folder);
}

Study Study::open(const fs::path &folder) {
  if (!fs::is_regular_file(folder / marker))
    throw InputError(fmt::format("{} is no study: it has no {} (curate init makes one)",
                                 folder.string(), marker));
  Study study;
  study.root_ = folder;
  study.settings_ = read_settings(folder / marker);
  study.key_ = read_key(study.private_folder());
  study.findings_ = close_to_others(study.private_folder());
  return study;
}

Study Study::find(const fs::path &from) {
  const auto folder = study_around(from);
  if (!folder)
    throw InputError("there is no study here or in a folder above: name one with --study, or make "
                     "one with curate init");
  return open(*folder);
}

} // namespace curate::study

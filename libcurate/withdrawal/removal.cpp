#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/integrity/digest.hpp>
#include <libcurate/withdrawal/contents.hpp>
#include <libcurate/withdrawal/removal.hpp>

#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <ranges>
#include <unistd.h>

namespace curate::withdrawal {

namespace {

[[noreturn]] void fail(std::string_view what, const fs::path &path, int error) {
  throw SystemError(fmt::format("cannot {} {}: {}; the withdrawal was begun: run it again when "
                                "that is mended, and it goes on",
                                what, path.string(), std::strerror(error)));
}

} // namespace

void demand_writable(const study::Study &study, const Plan &plan) {
  std::set<std::string> folders{"private"};
  const auto add = [&](const std::string &path) {
    folders.insert(fs::path(path).parent_path().string());
  };
  for (const auto &place : plan.owned)
    add(place.path);
  for (const auto &path : plan.shared)
    add(path);
  if (!plan.keeps_releases)
    for (const auto &release : plan.releases)
      for (const auto &path : release.files)
        add(path);
  for (const auto &folder : folders) {
    const fs::path path = study.root() / folder;
    if (::access(path.c_str(), W_OK | X_OK) != 0 && errno != ENOENT)
      throw SystemError(fmt::format("WITHDRAW-READ-ONLY: {} may not be written: {}. Nothing was "
                                    "changed",
                                    path.string(), std::strerror(errno)));
  }
}

void remove_owned(const study::Study &study, const Plan &plan,
                  const std::function<void()> &before) {
  // Backwards, so that a folder comes after what is in it.
  for (const auto &place : plan.owned | std::views::reverse) {
    before();
    const fs::path path = study.root() / place.path;
    const int failed = place.is_folder ? ::rmdir(path.c_str()) : ::unlink(path.c_str());
    // What came into a folder since it was looked into is found by the search that follows.
    if (failed != 0 && errno != ENOENT && errno != ENOTEMPTY && errno != EEXIST)
      fail("remove", path, errno);
  }
}

void rewrite_shared(const study::Study &study, study::Database &database, const Plan &plan,
                    const Trace &trace, const std::function<void()> &before) {
  for (const auto &below : plan.shared) {
    before();
    const fs::path path = study.root() / below;
    if (!fs::is_regular_file(fs::symlink_status(path))) continue;
    const std::string text = base::read_file(path, most_text_bytes);
    const auto left = without(study, below, text, trace);
    if (left) {
      const auto rights = fs::status(path).permissions();
      base::write_file(path, *left, base::Overwrite::yes);
      fs::permissions(path, rights);
    }
    // Also where a run was killed between the two.
    database.run("UPDATE files SET sha256 = :a WHERE path = :b",
                 {integrity::hex(integrity::sha256(left ? *left : text)), below});
  }
}

void remove_releases(const study::Study &study, const Plan &plan,
                     const std::function<void()> &before) {
  for (const auto &release : plan.releases)
    for (const auto &below : release.files) {
      before();
      const fs::path path = study.root() / below;
      boost::system::error_code error;
      fs::remove_all(path, error);
      if (error) fail("remove", path, error.value());
    }
}

} // namespace curate::withdrawal

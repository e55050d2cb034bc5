#include <algorithm>
#include <fmt/format.h>
#include <libcurate/base/error.hpp>
#include <libcurate/dicom/walk.hpp>
#include <memory>
#include <set>
#include <string_view>

namespace curate::dicom {

namespace {

using boost::system::error_code;

bool is_within(const fs::path &path, const fs::path &folder) {
  const auto mismatch = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  return mismatch.first == folder.end();
}

class Walker {
public:
  explicit Walker(std::span<const fs::path> roots) {
    for (const fs::path &root : roots) {
      error_code error;
      canonical_.push_back(fs::canonical(root, error));
      if (error)
        throw InputError(fmt::format("cannot read {}: {}", root.string(), error.message()));
    }
    walk_.unreadable_folders.resize(roots.size());
    for (std::size_t i = 0; i < roots.size(); ++i) {
      if (is_covered(i)) continue;
      root_ = i;
      const std::size_t first = walk_.files.size();
      fs::is_directory(canonical_[i]) ? list(roots[i]) : add(roots[i]);
      std::sort(
          walk_.files.begin() + static_cast<std::ptrdiff_t>(first), walk_.files.end(),
          [](const FoundFile &a, const FoundFile &b) { return order_of(a.source, b.source) < 0; });
    }
  }

  Walk take() { return std::move(walk_); }

private:
  // The same as an earlier root, or inside any other.
  bool is_covered(std::size_t i) const {
    for (std::size_t other = 0; other < canonical_.size(); ++other) {
      if (other == i) continue;
      if (canonical_[other] == canonical_[i] ? other < i
                                             : is_within(canonical_[i], canonical_[other]))
        return true;
    }
    return false;
  }

  void list(const fs::path &top) {
    std::vector<fs::path> folders{top};
    while (!folders.empty()) {
      const fs::path folder = std::move(folders.back());
      folders.pop_back();
      error_code error;
      fs::directory_iterator at(folder, error);
      place_.reset();
      for (const fs::directory_iterator end; !error && at != end; at.increment(error))
        visit(*at, folders);
      if (error) ++walk_.unreadable_folders[root_];
    }
    // Of several links to one file the first by name counts.
    std::ranges::sort(links_);
    for (const fs::path &link : links_)
      follow(link);
    links_.clear();
  }

  void visit(const fs::directory_entry &entry, std::vector<fs::path> &folders) {
    error_code error;
    const fs::file_type type = entry.symlink_status(error).type();
    if (type == fs::directory_file) {
      folders.push_back(entry.path());
    } else if (type == fs::regular_file) {
      add_to_folder(entry.path());
    } else if (type == fs::symlink_file) {
      links_.push_back(entry.path());
    } else {
      ++walk_.special_files;
    }
  }

  void follow(const fs::path &link) {
    error_code error;
    const fs::path target = fs::canonical(link, error);
    if (error || !fs::is_regular_file(target, error)) return;
    const auto holds = [&](const fs::path &root) { return is_within(target, root); };
    if (std::ranges::any_of(canonical_, holds) || !followed_.insert(target.string()).second) return;
    add(link);
  }

  void add(const fs::path &path) {
    walk_.files.push_back({archive::Source::of_file(path.string()), root_});
  }

  // A file of the folder that is being listed: its files share their place.
  void add_to_folder(const fs::path &path) {
    const std::string_view text = path.native();
    const std::size_t folder_length = text.rfind('/') + 1;
    if (!place_) {
      place_ = std::make_shared<archive::Place>();
      place_->path = text.substr(0, folder_length);
    }
    walk_.files.push_back({archive::Source::add(place_, text.substr(folder_length)), root_});
  }

  std::vector<fs::path> canonical_;
  std::vector<fs::path> links_;
  std::set<std::string> followed_;
  std::size_t root_ = 0;
  std::shared_ptr<archive::Place> place_; // the folder being listed; nothing before its first file
  Walk walk_;
};

} // namespace

Walk walk(std::span<const fs::path> roots) {
  return Walker(roots).take();
}

} // namespace curate::dicom

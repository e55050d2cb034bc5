#include <algorithm>
#include <fmt/format.h>
#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/leaks/walk_tree.hpp>

namespace curate::leaks {

namespace {

using boost::system::error_code;

bool can_be_told(std::string_view name) {
  return base::is_utf8(name) && std::ranges::none_of(name, [](char c) {
           return static_cast<unsigned char>(c) < 0x20U || c == 0x7F;
         });
}

struct Folder {
  fs::path path;
  std::string told; ///< empty for the tree itself, else ends with a slash
};

class Walker {
public:
  explicit Walker(FileReport &report) : report_(report) {}

  TreeWalk walk(const fs::path &tree) {
    error_code error;
    const auto type = fs::status(tree, error).type();
    if (type == fs::regular_file) {
      add_file(tree, tree.filename().string(), told_name(tree.filename().string(), {}, 1));
      return std::move(walk_);
    }
    if (type != fs::directory_file)
      throw InputError("there is no folder or file of that name to search");
    std::vector<Folder> folders{{tree, {}}};
    while (!folders.empty()) {
      const Folder folder = std::move(folders.back());
      folders.pop_back();
      ++walk_.folders;
      std::vector<Folder> inner = list(folder);
      std::move(inner.rbegin(), inner.rend(), std::back_inserter(folders));
    }
    return std::move(walk_);
  }

private:
  std::vector<Folder> list(const Folder &folder) {
    std::vector<fs::path> paths;
    error_code error;
    fs::directory_iterator at(folder.path, error);
    for (const fs::directory_iterator end; !error && at != end; at.increment(error))
      paths.push_back(at->path());
    if (error)
      report_.note(Severity::error, "LEAKS-UNREADABLE",
                   folder.told.empty() ? std::string(".") : folder.told,
                   "the folder cannot be read: " + error.message());
    std::ranges::sort(paths, {}, [](const fs::path &path) { return path.native(); });
    std::vector<Folder> folders;
    for (std::size_t i = 0; i < paths.size(); ++i) {
      const std::string name = paths[i].filename().string();
      const std::string told = told_name(name, folder.told, i + 1);
      const auto type = fs::symlink_status(paths[i], error).type();
      if (type == fs::directory_file) {
        folders.push_back({paths[i], told + "/"});
      } else if (type == fs::regular_file) {
        add_file(paths[i], name, told);
      } else if (type == fs::symlink_file) {
        ++walk_.links;
        report_.search_name(fs::read_symlink(paths[i], error).string(), told, "target of the link");
      } else {
        ++walk_.special_files;
      }
    }
    return folders;
  }

  void add_file(const fs::path &path, const std::string &name, const std::string &told) {
    walk_.files.push_back({path.string(), name, told});
  }

  std::string told_name(const std::string &name, const std::string &folder, std::size_t number) {
    const std::string hidden = fmt::format("{}[name {} of this folder]", folder, number);
    if (report_.search_name(name, hidden, "name")) return hidden;
    return can_be_told(name) ? folder + name : hidden;
  }

  FileReport &report_;
  TreeWalk walk_;
};

} // namespace

TreeWalk walk_tree(const fs::path &tree, FileReport &report) {
  return Walker(report).walk(tree);
}

} // namespace curate::leaks

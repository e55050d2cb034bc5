#pragma once

#include "tests/support/folders.hpp"
#include "tests/support/study_maker.hpp"
#include "tests/tools/run_curate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/fs.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/json/read.hpp>
#include <libcurate/json/write.hpp>
#include <map>
#include <sys/stat.h>

// What the tests of whole commands share: the small sample study, trees of files, results.

namespace curate::tools_test {

/// The small sample study (docs/sample-study.md), made once for all tests of this program.
class Sample {
public:
  static const Sample &get() {
    static const Sample sample;
    return sample;
  }
  fs::path dicom() const { return folder_.path() / "dicom"; }
  /// Person 1 (Siemens), visit 1 or 2.
  fs::path siemens_visit(std::size_t number) const { return visit(dicom() / "prisma", number); }
  /// Every identifying value that was put into it.
  const std::vector<std::string> &planted() const { return planted_; }

private:
  Sample() {
    support::make_study(folder_.path(), support::small_study());
    bool is_head = true;
    const std::string table = base::read_file(folder_.path() / "planted.tsv");
    for (const auto line : base::split(table, '\n')) {
      if (!is_head && !line.empty()) planted_.emplace_back(base::split(line, '\t').front());
      is_head = false;
    }
  }
  // Folders of visits end with the date, so that they sort by it.
  static fs::path visit(const fs::path &folder, std::size_t number) {
    std::vector<fs::path> visits;
    for (const auto &entry : fs::directory_iterator(folder))
      visits.push_back(entry.path());
    std::sort(visits.begin(), visits.end());
    return visits.at(number - 1);
  }

  support::TemporaryFolder folder_;
  std::vector<std::string> planted_;
};

/// The bytes of every file by path below a folder; folders are there too, with a slash and no
/// bytes.
using Tree = std::map<std::string, std::string>;

inline Tree tree_of(const fs::path &folder) {
  Tree tree;
  if (!fs::exists(folder)) return tree;
  for (const auto &entry : fs::recursive_directory_iterator(folder)) {
    const std::string name = fs::relative(entry.path(), folder).string();
    if (fs::is_directory(entry.path()))
      tree[name + "/"];
    else
      tree[name] = base::read_file(entry.path());
  }
  return tree;
}

/// The paths that only one of two trees has, or that differ.
inline std::vector<std::string> differences(const Tree &a, const Tree &b) {
  std::vector<std::string> paths;
  for (const auto &[path, bytes] : a)
    if (const auto at = b.find(path); at == b.end() || at->second != bytes) paths.push_back(path);
  for (const auto &[path, bytes] : b)
    if (!a.contains(path)) paths.push_back(path);
  return paths;
}

/// When each file of a tree was last written, in ns, and which file it is: a file that is replaced
/// by the same bytes shows.
inline std::map<std::string, std::pair<std::int64_t, std::uint64_t>>
stamps_of(const fs::path &folder) {
  std::map<std::string, std::pair<std::int64_t, std::uint64_t>> stamps;
  for (const auto &entry : fs::recursive_directory_iterator(folder)) {
    struct stat of {};
    if (::stat(entry.path().c_str(), &of) == 0 && S_ISREG(of.st_mode))
      stamps[entry.path().string()] = {of.st_mtim.tv_sec * 1'000'000'000 + of.st_mtim.tv_nsec,
                                       of.st_ino};
  }
  return stamps;
}

/// The paths of a tree that end so.
inline std::vector<std::string> ending_with(const Tree &tree, std::string_view end) {
  std::vector<std::string> paths;
  for (const auto &[path, bytes] : tree)
    if (path.ends_with(end)) paths.push_back(path);
  return paths;
}

/// JSON Lines, one value each.
inline std::vector<json::Value> lines_of(const std::string &text) {
  std::vector<json::Value> values;
  for (const auto line : base::split(text, '\n')) {
    if (line.empty()) continue;
    auto value = json::parse(line);
    EXPECT_TRUE(value) << line;
    if (value) values.push_back(std::move(*value));
  }
  return values;
}

/// A study that `curate init` made. Its policy is to keep faces, so that tests of other things do
/// not take the time to look for them.
inline fs::path new_study(const fs::path &folder, const std::string &face = "keep") {
  const Ran ran = curate({"init", folder.string(), "--name", "Sample"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  auto settings = json::read_file(folder / "study.json");
  EXPECT_TRUE(settings);
  (*settings)["face"] = face;
  base::write_file(folder / "study.json", json::to_text(*settings), base::Overwrite::yes);
  return folder;
}

/// A copy of a study, its key with it.
inline fs::path copy_of(const fs::path &study, const fs::path &copy) {
  fs::copy(study, copy, fs::copy_options::recursive);
  return copy;
}

/// Runs `curate convert INPUT --study STUDY --json` with more words.
inline Ran convert(const fs::path &input, const fs::path &study,
                   const std::vector<std::string> &more = {}) {
  std::vector<std::string> words{"convert", input.string(), "--study", study.string(), "--json"};
  words.insert(words.end(), more.begin(), more.end());
  return curate(words);
}

/// The same for `--layout flat -o FOLDER`.
inline Ran convert_flat(const fs::path &input, const fs::path &folder,
                        const std::vector<std::string> &more = {}) {
  std::vector<std::string> words{"convert", input.string(),  "--layout", "flat",
                                 "-o",      folder.string(), "--json"};
  words.insert(words.end(), more.begin(), more.end());
  return curate(words);
}

} // namespace curate::tools_test

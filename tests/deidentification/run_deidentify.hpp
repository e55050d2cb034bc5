#pragma once

#include <algorithm>
#include <gtest/gtest.h>
#include <libcurate/base/fs.hpp>
#include <libcurate/deid/options.hpp>
#include <string>
#include <vector>

#include "tests/support/canary_fate.hpp"
#include "tests/support/dicom_writer.hpp"
#include "tests/tools/run_curate.hpp"

namespace curate::deidentification_test {

/// Every file below a folder, sorted; none where it does not exist.
inline std::vector<fs::path> files_below(const fs::path &folder) {
  std::vector<fs::path> files;
  if (!fs::exists(folder)) return files;
  for (const auto &entry : fs::recursive_directory_iterator(folder))
    if (fs::is_regular_file(entry.path())) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

/// Runs `curate deidentify IN -o OUT --json` with the options and the same key every time, which
/// lies beside the output.
inline tools_test::Ran deidentify(const fs::path &in, const fs::path &out, deid::Options options,
                                  const std::vector<std::string> &more = {}) {
  const fs::path key = out.parent_path() / "key";
  if (!fs::exists(key)) {
    support::write_bytes(key, support::bytes_of("0123456789abcdefghijklmnopqrstuv"));
    fs::permissions(key, fs::owner_read | fs::owner_write);
  }
  std::vector<std::string> words{"deidentify", in.string(),  "-o",    out.string(),
                                 "--key",      key.string(), "--json"};
  for (const std::string &option : support::words_of(options)) {
    words.emplace_back("--option");
    words.push_back(option);
  }
  words.insert(words.end(), more.begin(), more.end());
  return tools_test::curate(words);
}

} // namespace curate::deidentification_test

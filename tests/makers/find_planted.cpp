// Searches a finished tree for the planted identities: find_planted TREE PLANTED.tsv [KIND...]
// Prints file, offset, kind and spelling of each hit; exit 3 when there is one. KIND leaves out
// values of that kind (dates may occur by chance once dates are shifted).

#include "tests/support/search.hpp"
#include <algorithm>
#include <cstdio>
#include <exception>
#include <fstream>
#include <libcurate/base/text.hpp>
#include <set>

namespace {

int run(const std::vector<std::string> &words) {
  std::ifstream table(words[1]);
  if (!table) {
    std::fputs("find_planted: cannot read the table\n", stderr);
    return 1;
  }
  std::vector<std::string> values, kinds;
  std::string line;
  std::getline(table, line); // the head of the table
  while (std::getline(table, line)) {
    const auto cells = curate::base::split(line, '\t');
    if (cells.size() != 3 || std::find(words.begin() + 2, words.end(), cells[1]) != words.end())
      continue;
    values.emplace_back(cells[0]);
    kinds.emplace_back(cells[1]);
  }
  const auto hits = curate::support::search_tree(words[0], values);
  for (const curate::support::Hit &hit : hits)
    std::printf("%s\t%llu\t%s\t%s\t%s\n", hit.file.c_str(),
                static_cast<unsigned long long>(hit.offset), kinds[hit.value].c_str(),
                hit.spelling.c_str(), hit.in_name ? "name" : "content");
  std::set<std::size_t> found;
  for (const curate::support::Hit &hit : hits)
    found.insert(hit.value);
  std::printf("%zu values searched, %zu found, %zu hits\n", values.size(), found.size(),
              hits.size());
  return hits.empty() ? 0 : 3;
}

} // namespace

int main(int count, char **arguments) {
  const std::vector<std::string> words(arguments + 1, arguments + count);
  if (words.size() < 2) {
    std::fputs("usage: find_planted TREE PLANTED.tsv [KIND...]\n", stderr);
    return 2;
  }
  try {
    return run(words);
  } catch (const std::exception &error) {
    std::fprintf(stderr, "find_planted: %s\n", error.what());
    return 1;
  }
}

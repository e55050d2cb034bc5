// Compares two folders of converted pictures: compare_converted OURS REFERENCE. Prints every
// difference, and last how many pictures of the reference are equal. Exit 1 where one is not.

#include "tests/support/compare_pictures.hpp"

#include <algorithm>
#include <cstdio>
#include <exception>

namespace {

int run(const char *ours, const char *reference) {
  const auto found = curate::support::compare_folders(ours, reference);
  const auto equal =
      std::ranges::count_if(found.pairs, [](const auto &pair) { return pair.differences.empty(); });
  for (const auto &pair : found.pairs)
    for (const auto &difference : pair.differences)
      std::printf("%s\t%s\t%s\n", pair.reference.c_str(), difference.what.c_str(),
                  difference.how.c_str());
  for (const std::string &name : found.without_partner)
    std::printf("%s\tours alone\t\n", name.c_str());
  std::printf("%d of %zu equal\n", static_cast<int>(equal), found.pairs.size());
  return static_cast<std::size_t>(equal) == found.pairs.size() ? 0 : 1;
}

} // namespace

int main(int count, char **words) {
  if (count != 3) {
    std::fputs("usage: compare_converted OURS REFERENCE\n", stderr);
    return 2;
  }
  try {
    return run(words[1], words[2]);
  } catch (const std::exception &error) {
    std::fprintf(stderr, "compare_converted: %s\n", error.what());
    return 1;
  }
}

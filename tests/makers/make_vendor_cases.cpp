// Writes the made series of every vendor: make_vendor_cases FOLDER. Prints number and name of each.

#include "tests/support/vendor_cases.hpp"

#include <cstdio>
#include <exception>
#include <fmt/format.h>

int main(int count, char **words) {
  if (count != 2) {
    std::fputs("usage: make_vendor_cases FOLDER\n", stderr);
    return 2;
  }
  try {
    for (const auto &one : curate::support::vendor_cases()) {
      for (std::size_t i = 0; i < one.files.size(); ++i)
        curate::support::write_bytes(curate::fs::path(words[1]) /
                                         fmt::format("{}-{:03}", one.series_number, i),
                                     curate::support::encode(one.files[i]));
      std::printf("%d\t%s\n", one.series_number, one.name.c_str());
    }
  } catch (const std::exception &error) {
    std::fprintf(stderr, "make_vendor_cases: %s\n", error.what());
    return 1;
  }
  return 0;
}

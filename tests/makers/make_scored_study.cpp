// Makes the study that is scored by the public benchmark's rules: make_scored_study FOLDER

#include <cstdio>
#include <exception>

#include "tests/support/scored_study.hpp"

int main(int count, char **words) {
  if (count != 2) {
    std::fputs("usage: make_scored_study FOLDER\n", stderr);
    return 2;
  }
  try {
    curate::support::make_scored_study(words[1]);
  } catch (const std::exception &error) {
    std::fprintf(stderr, "make_scored_study: %s\n", error.what());
    return 1;
  }
  return 0;
}

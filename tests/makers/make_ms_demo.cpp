// Makes the sample study: make_ms_demo FOLDER [--small]
// What is in it stands in docs/sample-study.md.

#include "tests/support/study_maker.hpp"
#include <cstdio>
#include <exception>
#include <string_view>

int main(int count, char **words) {
  const bool small = count == 3 && std::string_view(words[2]) == "--small";
  if (count != 2 && !small) {
    std::fputs("usage: make_ms_demo FOLDER [--small]\n", stderr);
    return 2;
  }
  try {
    curate::support::make_study(words[1], small ? curate::support::small_study()
                                                : curate::support::StudyOptions{});
  } catch (const std::exception &error) {
    std::fprintf(stderr, "make_ms_demo: %s\n", error.what());
    return 1;
  }
  std::printf("made the sample study in %s\n", words[1]);
  return 0;
}

// Writes objects that are trouble to read (support::hostile_objects): make_hostile FOLDER

#include <cstdio>
#include <exception>

#include "tests/support/hostile_objects.hpp"

int main(int count, char **words) {
  if (count != 2) {
    std::fputs("usage: make_hostile FOLDER\n", stderr);
    return 2;
  }
  try {
    for (const auto &object : curate::support::hostile_objects())
      curate::support::write_bytes(curate::fs::path(words[1]) / object.name, object.file);
  } catch (const std::exception &error) {
    std::fprintf(stderr, "make_hostile: %s\n", error.what());
    return 1;
  }
  return 0;
}

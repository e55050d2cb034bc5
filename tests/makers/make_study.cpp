// Makes a study with a dataset of small pictures, whose people all agreed to everything: for long
// proofs of releases. make_study FOLDER PEOPLE; eleven files a person.

#include "tests/release/study_maker.hpp"

#include <cstdio>
#include <libcurate/base/text.hpp>

int main(int count, char **words) {
  using namespace curate;
  const auto people = count == 3 ? base::to_integer(words[2]) : std::nullopt;
  if (!people || *people < 1) {
    std::fputs("make_study FOLDER PEOPLE\n", stderr);
    return 2;
  }
  const release::MadeStudy made(static_cast<std::size_t>(*people), "removed", words[1]);
  made.everybody_consents();
  return 0;
}

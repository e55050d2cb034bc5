#pragma once

#include <libcurate/verification/verify.hpp>
#include <string>
#include <utility>
#include <vector>

namespace curate::verification {

/// Whether what is asked of a release is so.
enum class Answer { yes, no, unknown };

/// "yes", "no", "not known".
std::string_view name_of(Answer answer);

/// One of the three questions, and its answer in a sentence.
struct Question {
  std::string asked; ///< "Whole", "Genuine", "Permitted"
  Answer answer = Answer::unknown;
  std::string words;
};

/// Sentences under a heading.
struct Section {
  std::string heading;
  std::vector<std::string> sentences;
};

/// What there is to say of a release to whoever downloaded it, in plain words. Every text of the
/// release is as `shown` shows it.
struct Account {
  std::string title;                                      ///< "ms-demo 1.2.0"
  std::vector<std::pair<std::string, std::string>> facts; ///< made, DOI, holds, access, ...
  std::vector<Question> questions;
  std::string license; ///< id and name
  std::string license_url;
  std::vector<Section> terms;
  std::vector<std::string> citation; ///< how to cite and to acknowledge
};

/// The account of what `verify` found; of what is no release, only the questions.
Account account_of(const Verification &verification);

/// As a page of text for a terminal, without the findings.
std::string text_of(const Account &account);

} // namespace curate::verification

#pragma once

#include <libcurate/base/secret.hpp>
#include <libcurate/study/study.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace curate::tools {

/// How a command is told of a person: a label, or an original id that never stands on the command
/// line.
struct SubjectOption {
  std::string label, id_file, id_stream;
  std::vector<std::string> issuers;
  std::string subjects;

  bool is_given() const { return !(label.empty() && id_file.empty() && id_stream.empty()); }
};

/// Adds SUBJECT, --patient-id-file, --patient-id, --issuer and --subjects.
void declare_subject(CLI::App &app, SubjectOption &subject);

/// Adds --issuer and --subjects alone: how original ids become labels.
void declare_ids(CLI::App &app, std::vector<std::string> &issuers, std::string &subjects);

/// Who is meant: the label without "sub-", and the original id where that was given.
struct Subject {
  std::string label;
  std::optional<Secret<std::string>> id;
};

/// Throws as `subject_of`.
Subject person_of(const SubjectOption &subject, const study::Study &study);

/// The labels that the user brings: of --subjects, else of the study's table.
std::map<std::string, std::string> labels_given(const SubjectOption &subject,
                                                const study::Study &study);

/// The label without "sub-". Throws UsageError where none or two are given, it is no label, or the
/// id leads to none; no message holds the id.
std::string subject_of(const SubjectOption &subject, const study::Study &study);

} // namespace curate::tools

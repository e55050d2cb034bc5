#include "tools/subject_option.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/deid/given_labels.hpp>
#include <libcurate/tables/who.hpp>

namespace curate::tools {

namespace {

constexpr std::size_t longest_id_bytes = 4096;

std::string label_in(const std::string &text) {
  const std::string label = text.starts_with("sub-") ? text.substr(4) : std::string();
  if (label.empty() || base::alphanumeric(label) != label)
    throw UsageError("SUBJECT is a label and begins with sub-; for an original id use "
                     "--patient-id-file or --patient-id -");
  return label;
}

// The one line of a file, or of standard input.
std::string id_of(const SubjectOption &subject) {
  std::string text;
  if (!subject.id_file.empty())
    text = base::read_file(subject.id_file, longest_id_bytes);
  else
    std::getline(std::cin, text);
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3); // a byte order mark
  const std::string id(base::trim(text));
  if (id.empty() || id.find('\n') != std::string::npos || id.size() > longest_id_bytes)
    throw UsageError("the original id has to be one line of text");
  return id;
}

std::optional<fs::path> table_of(const SubjectOption &subject, const study::Study &study) {
  if (!subject.subjects.empty()) return fs::path(subject.subjects);
  if (!study.settings().subjects) return {};
  return fs::absolute(*study.settings().subjects, study.root());
}

} // namespace

void declare_ids(CLI::App &app, std::vector<std::string> &issuers, std::string &subjects) {
  app.add_option("--issuer", issuers,
                 "who gave the ids, as Issuer of Patient ID of the scans says; may be repeated")
      ->allow_extra_args(false);
  app.add_option("--subjects", subjects, "a table of original id and label")
      ->check(CLI::ExistingFile);
}

void declare_subject(CLI::App &app, SubjectOption &subject) {
  app.add_option("SUBJECT", subject.label, "the person's label, as sub-...");
  app.add_option("--patient-id-file", subject.id_file,
                 "a file that holds the person's original id, instead of SUBJECT")
      ->check(CLI::ExistingFile);
  app.add_option("--patient-id", subject.id_stream,
                 "-, and nothing else: the original id is read from standard input");
  declare_ids(app, subject.issuers, subject.subjects);
}

Subject person_of(const SubjectOption &subject, const study::Study &study) {
  const int given = !subject.label.empty() + !subject.id_file.empty() + !subject.id_stream.empty();
  if (given != 1)
    throw UsageError("who? Give SUBJECT, --patient-id-file or --patient-id -, one of them");
  if (!subject.label.empty()) return {label_in(subject.label), {}};
  if (!subject.id_stream.empty() && subject.id_stream != "-")
    throw UsageError("an original id never stands on the command line, where others may read it: "
                     "use --patient-id - and give it on standard input");
  Secret<std::string> id(id_of(subject));
  const study::Registry registry(study, study::Access::read);
  const tables::Who who(study, registry, subject.issuers,
                        deid::given_labels({}, table_of(subject, study)));
  const auto label = who.label_to_be(id.reveal());
  if (!label) throw UsageError(label.error().message + ": " + label.error().remedy);
  return {*label, std::move(id)};
}

std::map<std::string, std::string> labels_given(const SubjectOption &subject,
                                                const study::Study &study) {
  return deid::given_labels({}, table_of(subject, study)).by_id.reveal();
}

std::string subject_of(const SubjectOption &subject, const study::Study &study) {
  return person_of(subject, study).label;
}

} // namespace curate::tools

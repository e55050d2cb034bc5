#include <libcurate/release/choose.hpp>

#include <algorithm>

namespace curate::release {

namespace {

// What a picture and its companions share.
std::string stem_of(const StudyFile &file) {
  return file.path.substr(0, file.path.size() - file.extension.size());
}

class Chooser {
public:
  Chooser(const std::vector<Person> &people, Select &select) : select_(select) {
    for (const auto &person : people)
      people_.emplace(person.label, &person);
  }

  void picture(const StudyFile &file) {
    stems_[stem_of(file)] = false;
    const Person *person = may_leave(file);
    if (!person || !select_.takes(file)) return;
    const bool keeps_face = file.recorded && file.recorded->face == "kept";
    const auto &decision = keeps_face ? person->faces : person->images;
    if (keeps_face && !decision.allowed && person->images.allowed)
      chosen.faces.push_back(
          {Severity::error,
           "RELEASE-FACE",
           file.path,
           {},
           "this picture has its face, and its release is not agreed to: " + decision.words,
           "convert it again with --face remove, or leave it out with --select"});
    if (!decision.allowed || !person->images.allowed) return;
    stems_[stem_of(file)] = true;
    add(file);
  }

  void beside(const StudyFile &file) {
    const Person *person = may_leave(file);
    if (!person || !person->images.allowed) return;
    const auto stem = stems_.find(stem_of(file));
    if (stem == stems_.end() ? select_.takes(file) : stem->second) add(file);
  }

  // Who is in it with variables alone.
  void variables(const std::set<std::string> &with_rows) {
    for (const auto &[label, person] : people_) {
      if (!person->clinical.allowed) continue;
      StudyFile of_person;
      of_person.subject = label;
      if (with_rows.contains(label) && select_.takes(of_person)) chosen.people.insert(label);
      if (chosen.people.contains(label)) chosen.with_variables.insert(label);
    }
  }

  void count_left_out() {
    for (const auto &[label, person] : people_)
      if (!chosen.people.contains(label))
        ++chosen.left_out[person->may_leave() ? "RELEASE-NOT-SELECTED" : person->images.clause];
  }

  Chosen chosen;

private:
  const Person *may_leave(const StudyFile &file) const {
    const auto found = people_.find(file.subject);
    return found == people_.end() || !found->second->may_leave() ? nullptr : found->second;
  }
  void add(const StudyFile &file) {
    chosen.files.push_back(&file);
    chosen.people.insert(file.subject);
    chosen.visits[file.subject].insert(file.session);
  }

  Select &select_;
  std::map<std::string, const Person *> people_;
  std::map<std::string, bool> stems_; ///< of pictures, and whether they leave
};

} // namespace

Chosen choose(const Inventory &inventory, const std::vector<Person> &people,
              const std::set<std::string> &with_rows, Select &select) {
  Chooser chooser(people, select);
  for (const auto &file : inventory.files)
    if (file.kind == FileKind::picture) chooser.picture(file);
  for (const auto &file : inventory.files) {
    if (file.kind == FileKind::beside) chooser.beside(file);
    if (file.kind == FileKind::shared)
      chooser.chosen.passed_over.push_back(
          {Severity::warning,
           "RELEASE-SHARED",
           file.path,
           {},
           "this file is of several people, and was not written by curate: nobody looked for "
           "identities in it, and it stays",
           "sidecars of pictures hold what it says; else put what it says into them"});
  }
  chooser.variables(with_rows);
  chooser.count_left_out();
  std::ranges::sort(chooser.chosen.files, {}, &StudyFile::path);
  return std::move(chooser.chosen);
}

} // namespace curate::release

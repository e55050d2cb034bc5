#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/json/read.hpp>
#include <libcurate/json/write.hpp>
#include <libcurate/release/compose.hpp>

#include <algorithm>

namespace curate::release {

namespace {

Finding error(const char *code, std::string file, const char *message, const char *remedy) {
  return {Severity::error, code, std::move(file), {}, message, remedy};
}

class Composer {
public:
  Composer(const study::Study &study, const Chosen &chosen, const Facts &facts,
           const Labels &labels, const std::vector<std::string> &variables)
      : study_(study), chosen_(chosen), facts_(facts), labels_(labels) {
    for (const auto &label : chosen.people) {
      cut_.people.insert(label);
      if (!chosen.with_variables.contains(label)) cut_.without_data.insert(label);
      released_.push_back(labels.of(label));
    }
    cut_.variables = variables;
    std::ranges::sort(released_);
    for (const auto *file : chosen.files)
      leaving_.insert(file->path);
  }

  void add_files() {
    for (const auto *file : chosen_.files)
      if (file->extension == ".json")
        add_sidecar(*file);
      else
        add_source(*file);
  }

  void add_participants() {
    auto table = facts_.participants;
    if (table.columns.empty()) table.columns = {"participant_id"};
    table = cut_people(table, cut_, labels_);
    // Whoever is in it has a row.
    std::set<std::string> there;
    for (const auto &row : table.rows)
      there.insert(row[table.column("participant_id")]);
    for (const auto &label : released_)
      if (!there.contains("sub-" + label)) {
        std::vector<std::string> row(table.columns.size());
        row[table.column("participant_id")] = "sub-" + label;
        table.rows.push_back(std::move(row));
      }
    std::ranges::sort(table.rows);
    add_text("participants.tsv", bids::text_of(table));
    columns_["participants"] = table.columns;
  }

  void add_subject_table(const StudyFile &file) {
    if (!cut_.people.contains(file.subject)) return;
    if (file.extension != ".tsv") return add_dictionary(file);
    const auto table = read_table(file.path);
    if (!table) return;
    const bool is_scans = file.suffix == "scans";
    const auto kept = is_scans ? pictures_below(file.path) : visits_of(file.subject);
    const auto cut = cut_rows(*table, is_scans ? "filename" : "session_id", kept, cut_,
                              is_scans || chosen_.with_variables.contains(file.subject), labels_);
    if (!cut.rows.empty()) add_text(file.path, bids::text_of(cut));
    columns_[stem(file)] = cut.columns;
  }

  void add_phenotype(const StudyFile &file) {
    const auto table = read_table(file.path);
    if (!table) return;
    Cut cut = cut_;
    for (const auto &label : cut_.without_data)
      cut.people.erase(label);
    const auto kept = cut_people(*table, cut, labels_);
    if (kept.rows.empty()) return;
    add_text(file.path, bids::text_of(kept));
    columns_[stem(file)] = kept.columns;
  }

  // After its table.
  void add_dictionary(const StudyFile &file) {
    const auto columns = columns_.find(stem(file));
    if (columns == columns_.end()) return;
    const auto value = json::parse(read(file.path));
    if (!value) {
      composed.findings.push_back(error("RELEASE-TABLE", file.path,
                                        "this dictionary cannot be read", "see curate validate"));
      return;
    }
    add_text(file.path, json::to_text(cut_dictionary(*value, columns->second)));
  }

  Composed composed;

private:
  static std::string stem(const StudyFile &file) {
    return file.path.substr(0, file.path.size() - file.extension.size());
  }

  std::string read(const std::string &path) {
    std::string text = base::read_file(study_.dataset() / path);
    composed.read.emplace_back(path, integrity::sha256(text));
    return text;
  }

  std::optional<bids::Tsv> read_table(const std::string &path) {
    auto table = bids::parse_tsv(read(path));
    if (table) return std::move(*table);
    composed.findings.push_back(
        error("RELEASE-TABLE", path, table.error().message.c_str(), "see curate validate"));
    return {};
  }

  std::set<std::string> visits_of(const std::string &label) const {
    std::set<std::string> visits;
    const auto found = chosen_.visits.find(label);
    if (found != chosen_.visits.end())
      for (const auto &session : found->second)
        visits.insert("ses-" + session);
    return visits;
  }

  // As scans.tsv names them: below its own folder.
  std::set<std::string> pictures_below(const std::string &table) const {
    const std::string folder = table.substr(0, table.rfind('/') + 1);
    std::set<std::string> names;
    for (auto it = leaving_.lower_bound(folder); it != leaving_.end() && it->starts_with(folder);
         ++it)
      names.insert(it->substr(folder.size()));
    return names;
  }

  void add_text(const std::string &path, const std::string &text) {
    ReleaseFile file{labels_.in(path), {}, labels_.in(text), {}};
    if (labels_.names_others(file.path) || labels_.names_others(file.text))
      composed.findings.push_back(error("RELEASE-NAMES-OTHERS", path,
                                        "this names people who do not leave",
                                        "take the reference out, or leave the file out"));
    composed.files.push_back(std::move(file));
  }

  void add_source(const StudyFile &file) {
    composed.files.push_back(
        {labels_.in(file.path), study_.dataset() / file.path, {}, digest_of(file)});
  }

  static std::optional<integrity::Digest> digest_of(const StudyFile &file) {
    if (!file.recorded) return {};
    return integrity::digest_of_hex(file.recorded->sha256);
  }

  // Read where it may hold labels or links; else it leaves as it lies.
  void add_sidecar(const StudyFile &file) {
    const std::string text = base::read_file(study_.dataset() / file.path);
    const bool has_links = text.find("\"IntendedFor\"") != text.npos;
    const bool is_other = labels_.in(text) != text || labels_.names_others(text);
    if (!has_links && !is_other) return add_source(file);
    const auto digest = integrity::sha256(text);
    if (const auto expected = digest_of(file); expected && *expected != digest) {
      composed.findings.push_back(error("RELEASE-CHANGED", file.path,
                                        "this is not what curate wrote: nobody looked at it since",
                                        "convert its series again"));
      return;
    }
    composed.read.emplace_back(file.path, digest);
    auto value = json::parse(text);
    if (!value) {
      composed.findings.push_back(
          error("RELEASE-CHANGED", file.path, "this cannot be read", "convert its series again"));
      return;
    }
    const bool is_cut = has_links && cut_links(*value, file.subject);
    if (!is_cut && !is_other) return add_source(file);
    add_text(file.path, is_cut ? json::to_text(*value) : text);
  }

  // Takes out what IntendedFor says of pictures that stay; whether it did.
  bool cut_links(json::Value &sidecar, const std::string &subject) const {
    if (!sidecar.is_object() || !sidecar.contains("IntendedFor")) return false;
    auto &links = sidecar["IntendedFor"];
    const auto stays = [&](const json::Value &link) {
      if (!link.is_string()) return false;
      std::string path = link.get<std::string>();
      path = path.starts_with("bids::") ? path.substr(6) : "sub-" + subject + "/" + path;
      return !leaving_.contains(path);
    };
    if (links.is_string() && stays(links)) {
      sidecar.erase("IntendedFor");
      return true;
    }
    if (!links.is_array()) return false;
    json::Value left = json::Value::array();
    for (const auto &link : links)
      if (!stays(link)) left.push_back(link);
    if (left.size() == links.size()) return false;
    if (left.empty())
      sidecar.erase("IntendedFor");
    else
      links = std::move(left);
    return true;
  }

  const study::Study &study_;
  const Chosen &chosen_;
  const Facts &facts_;
  const Labels &labels_;
  Cut cut_;
  std::vector<std::string> released_;                       ///< labels that leave, sorted
  std::set<std::string> leaving_;                           ///< paths of the dataset
  std::map<std::string, std::vector<std::string>> columns_; ///< of tables that leave, by stem
};

} // namespace

Composed compose(const study::Study &study, const Inventory &inventory, const Chosen &chosen,
                 const Facts &facts, const Labels &labels,
                 const std::vector<std::string> &variables) {
  Composer composer(study, chosen, facts, labels, variables);
  composer.add_files();
  composer.add_participants();
  const auto each = [&](FileKind kind, bool is_dictionary, auto &&work) {
    for (const auto &file : inventory.files)
      if (file.kind == kind && (file.extension == ".json") == is_dictionary) work(file);
  };
  each(FileKind::subject_table, false, [&](const auto &file) { composer.add_subject_table(file); });
  each(FileKind::subject_table, true, [&](const auto &file) { composer.add_subject_table(file); });
  each(FileKind::phenotype, false, [&](const auto &file) { composer.add_phenotype(file); });
  each(FileKind::dictionary, true, [&](const auto &file) { composer.add_dictionary(file); });
  return std::move(composer.composed);
}

} // namespace curate::release

#include <libcurate/validation/subject_check.hpp>

#include <algorithm>
#include <atomic>
#include <libcurate/validation/check_image.hpp>
#include <libcurate/validation/check_links.hpp>
#include <libcurate/validation/check_metadata.hpp>
#include <libcurate/validation/check_privacy.hpp>
#include <libcurate/validation/check_tables.hpp>

namespace curate::validation {

namespace {

// All files below a folder that BIDS does not have are no files of BIDS.
void note_all(const Dataset &dataset, const Folder &folder, Notes &notes) {
  for (const File &file : dataset.tree.files_of(folder)) {
    const std::string path = dataset.tree.path_of(file);
    if (dataset.is_chosen(path)) notes.add("BIDS-FOLDER-UNKNOWN", path);
  }
  for (const auto below : folder.folders)
    note_all(dataset, dataset.tree.folders()[below], notes);
}

std::string_view last_of(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

class SubjectCheck {
public:
  SubjectCheck(const Dataset &dataset, Items &above, Notes &notes, Counts &counts)
      : dataset_(dataset), above_(above), notes_(notes), counts_(counts) {}

  void run(const Folder &folder) {
    const std::string_view label = last_of(folder.path).substr(4);
    collect(folder, {label, {}, {}});
    if (own_.items.empty() && dataset_.parts.bids &&
        (dataset_.changed == nullptr || dataset_.changed->subjects.contains(folder.path)))
      notes_.add("BIDS-SUBJECT-EMPTY", folder.path);
    for (Item &item : own_.items)
      check_item(item);
    if (dataset_.parts.bids) {
      check_links(dataset_, folder, own_, above_, notes_);
      for (const Item &item : own_.items)
        if (item.sidecar != nullptr) check_orphan(dataset_, item, notes_);
    }
    check_subject_tables(dataset_, folder, own_, above_, notes_, counts_);
  }

private:
  void collect(const Folder &folder, const Position &position) {
    for (const File &file : dataset_.tree.files_of(folder))
      add_file(dataset_, file, position, own_, notes_);
    for (const auto below : folder.folders) {
      const Folder &next = dataset_.tree.folders()[below];
      const std::string_view name = last_of(next.path);
      Position inside = position;
      if (position.datatype.empty() && dataset_.schema.has_datatype(name)) {
        inside.datatype = name;
      } else if (position.datatype.empty() && position.session.empty() &&
                 name.starts_with("ses-")) {
        inside.session = name.substr(4);
        ++counts_.sessions;
      } else {
        if (dataset_.parts.bids) note_all(dataset_, next, notes_);
        continue;
      }
      collect(next, inside);
    }
  }

  void check_item(Item &item) {
    const std::string_view extension = item.name.extension;
    if (extension == ".json") {
      ++counts_.sidecars;
      if (dataset_.parts.privacy) check_sidecar_privacy(dataset_, item, notes_);
      return;
    }
    Metadata metadata;
    for (Item *sidecar : inherited(dataset_, item, own_, above_, ".json", item.name.suffix)) {
      if (sidecar->sidecar == nullptr) continue;
      std::atomic_ref(sidecar->sidecar->is_used).store(true, std::memory_order_relaxed);
      metadata.sidecars.push_back(sidecar);
    }
    const std::string path = dataset_.tree.path_of(*item.file);
    const bool is_chosen = dataset_.changed == nullptr || hangs_on_change(item, path, metadata);
    if (item.is_image()) ++counts_.images;
    if (!is_chosen) return;
    const FileInCheck file{item, path, metadata, own_, above_};
    if (dataset_.parts.bids) check_metadata(dataset_, file, notes_);
    if (item.is_image() && (dataset_.parts.images || dataset_.parts.privacy))
      check_image(dataset_, file, notes_);
    if (dataset_.parts.images && (extension == ".bval" || extension == ".bvec"))
      check_gradient_file(dataset_, file, notes_);
  }

  // Whether a file, or one that gives metadata or gradients to it, is among the changed ones.
  bool hangs_on_change(const Item &item, const std::string &path, const Metadata &metadata) const {
    auto others = metadata.sidecars;
    for (const std::string_view extension : {".bval", ".bvec"})
      for (Item *other : inherited(dataset_, item, own_, above_, extension, item.name.suffix))
        others.push_back(other);
    return dataset_.is_chosen(path) || std::ranges::any_of(others, [this](const Item *other) {
             return dataset_.is_chosen(dataset_.tree.path_of(*other->file));
           });
  }

  const Dataset &dataset_;
  Items &above_;
  Notes &notes_;
  Counts &counts_;
  Items own_;
};

} // namespace

void check_subject(const Dataset &dataset, const Folder &folder, Items &above, Notes &notes,
                   Counts &counts) {
  SubjectCheck(dataset, above, notes, counts).run(folder);
}

} // namespace curate::validation

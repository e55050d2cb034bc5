#include <libcurate/validation/dataset_check.hpp>

#include <atomic>
#include <fmt/format.h>
#include <libcurate/validation/read_file.hpp>

namespace curate::validation {

namespace {

// A sidecar of more is no sidecar: the largest public ones (with HED, with coordinates) are below 1
// MB.
constexpr std::size_t most_sidecar_bytes = std::size_t{64} << 20;

bool is_table_of_subject(const Name &name) {
  return name.suffix == "scans" || name.suffix == "sessions";
}

// sub-X_sessions.tsv in the folder of X, sub-X[_ses-Y]_scans.tsv in that of Y, or of X without
// visits.
std::string_view check_subject_table(const Schema &schema, const Name &name,
                                     const Position &position, std::string &detail) {
  const EntityMask sub = EntityMask{1} << *schema.entity("sub"),
                   ses = EntityMask{1} << *schema.entity("ses");
  const EntityMask allowed = name.suffix == "scans" ? sub | ses : sub;
  if ((name.mask & ~allowed) != 0) return "BIDS-ENTITY";
  if ((name.mask & sub) == 0 && !position.subject.empty()) return "BIDS-ENTITY-MISSING";
  if (!position.datatype.empty() || (name.suffix == "sessions" && !position.session.empty())) {
    detail = fmt::format("{} belongs in the folder of the {}", name.suffix,
                         name.suffix == "scans" ? "session" : "subject");
    return "BIDS-DATATYPE";
  }
  if (name.extension != ".tsv" && name.extension != ".json") return "BIDS-EXTENSION";
  return name.is_ordered ? std::string_view{} : "BIDS-ENTITY-ORDER";
}

bool note_kind(const File &file, const std::string &path, Notes &notes) {
  switch (file.kind) {
  case FileKind::regular:
  case FileKind::folder_as_file:
    return true;
  case FileKind::broken_link:
    notes.add("BIDS-LINK-BROKEN", path);
    return false;
  case FileKind::special:
    notes.add("BIDS-FILE-SPECIAL", path);
    return false;
  case FileKind::unreadable:
    notes.add("BIDS-FILE-UNREADABLE", path);
    return false;
  }
  return false;
}

// Extensions of recordings that are folders, as the schema writes them.
std::string_view folder_extension(std::string_view extension) {
  for (const std::string_view known : {".ds/", ".mefd/", ".ome.zarr/", "/"})
    if (known.substr(0, known.size() - 1) == extension) return known;
  return extension;
}

void read_item_sidecar(const Dataset &dataset, const std::string &path, Item &item, Items &items,
                       Notes &notes) {
  thread_local std::string text; // its memory serves all sidecars
  const auto outcome = read_small_file(dataset.tree.descriptor(), path, most_sidecar_bytes, text);
  if (outcome == ReadOutcome::too_large)
    return notes.add("BIDS-JSON-SIZE", path, {},
                     fmt::format("at most {} MB are read", most_sidecar_bytes >> 20));
  if (outcome == ReadOutcome::unreadable) return notes.add("BIDS-FILE-UNREADABLE", path);
  if (text.empty()) return notes.add("BIDS-FILE-EMPTY", path);
  auto &sidecar = items.sidecars.emplace_back();
  sidecar.path = path;
  Notes own;
  if (read_sidecar(dataset.schema, dataset.kept, text, sidecar, own)) item.sidecar = &sidecar;
  if (dataset.is_chosen(path)) notes.add(std::move(own));
}

// Above the folders of datatypes, files may be of one session or of all.
bool is_in_its_folder(const Schema &schema, const Name &name, const Position &position) {
  const bool is_above = position.datatype.empty() && position.session.empty();
  return name.label(*schema.entity("sub")) == position.subject &&
         (is_above || name.label(*schema.entity("ses")) == position.session);
}

} // namespace

Counts &Counts::operator+=(const Counts &other) {
  images += other.images;
  sidecars += other.sidecars;
  tables += other.tables;
  sessions += other.sessions;
  return *this;
}

void add_file(const Dataset &dataset, const File &file, const Position &position, Items &items,
              Notes &notes) {
  const std::string path = dataset.tree.path_of(file);
  const bool is_told = dataset.parts.bids && dataset.is_chosen(path);
  Notes unheard;
  Notes &told = is_told ? notes : unheard;
  if (!note_kind(file, path, told)) return;
  ParsedName parsed = parse_name(dataset.schema, file.name);
  if (!parsed.wrong.empty()) return told.add(parsed.wrong, path, std::string(parsed.what));
  Name &name = parsed.name;
  if (file.kind == FileKind::folder_as_file) name.extension = folder_extension(name.extension);
  std::string detail;
  const std::string_view wrong = is_table_of_subject(name)
                                     ? check_subject_table(dataset.schema, name, position, detail)
                                     : check_name(dataset.schema, name, position.datatype, detail);
  if (!wrong.empty()) {
    told.add(wrong, path, {}, std::move(detail));
    if (wrong != "BIDS-ENTITY-ORDER") return;
  }
  if (!is_in_its_folder(dataset.schema, name, position)) return told.add("BIDS-FOLDER", path);
  Item &item = items.items.emplace_back(Item{&file, position.datatype, name, nullptr});
  if (name.extension == ".json")
    read_item_sidecar(dataset, path, item, items, told);
  else if (!item.is_image() && !(name.extension == ".tsv" && dataset.parts.variables) &&
           dataset.tree.is_empty(file)) // of tables it is told where they are read
    told.add("BIDS-FILE-EMPTY", path);
  items.inheritance.add(item);
}

std::vector<Item *> inherited(const Dataset &dataset, const Item &item, const Items &own,
                              const Items &above, std::string_view extension,
                              std::string_view suffix) {
  std::vector<Item *> found;
  for (std::uint32_t at = item.file->folder;; at = dataset.tree.folders()[at].above) {
    const Items &items = at == 0 ? above : own;
    const auto here = items.inheritance.in_folder(at, item.name, extension, suffix);
    found.insert(found.end(), here.begin(), here.end());
    if (at == 0) break;
  }
  return found;
}

} // namespace curate::validation

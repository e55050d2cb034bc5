#pragma once

#include <deque>
#include <libcurate/validation/changed.hpp>
#include <libcurate/validation/dictionaries.hpp>
#include <libcurate/validation/item.hpp>
#include <libcurate/validation/notes.hpp>
#include <libcurate/validation/schema.hpp>
#include <libcurate/validation/tree.hpp>
#include <string>

namespace curate::validation {

/// Which parts of the rules are held to.
struct Parts {
  bool bids = true, variables = true, images = true, privacy = true;
  /// Images are looked at by their headers and lengths only: they are not unpacked to their ends.
  bool only_headers = false;
};

/// What all checks of a dataset share, read by every thread.
struct Dataset {
  const Tree &tree;
  const Schema &schema;
  const KeptFields &kept;
  Parts parts;
  Dictionaries &dictionaries;
  /// Files to look into; null: all.
  const Changed *changed = nullptr;

  /// Whether a file is to be looked into.
  bool is_chosen(const std::string &path) const {
    return changed == nullptr || changed->files.contains(path);
  }
  /// Whether a file at the top is to be asked for: it is chosen, or it is what went.
  bool is_missed(const std::string &path) const {
    return is_chosen(path) || changed->gone.contains(path);
  }
};

/// How much of a dataset there was.
struct Counts {
  std::size_t images = 0, sidecars = 0, tables = 0, sessions = 0;
  Counts &operator+=(const Counts &other);
};

/// Files with their metadata, in a place that does not move.
struct Items {
  std::deque<Item> items;
  std::deque<Sidecar> sidecars;
  Inheritance inheritance;
};

/// Where the file of a name stands.
struct Position {
  std::string_view subject, session, datatype; ///< labels and the folder; empty where not below one
};

/// Takes a file into the items when BIDS has its name there; else says why not. Reads it where it
/// is a sidecar.
void add_file(const Dataset &dataset, const File &file, const Position &position, Items &items,
              Notes &notes);

/// The files that apply to an item, the nearest first: in its folder, then above; of the dataset's
/// own folder from `above`.
std::vector<Item *> inherited(const Dataset &dataset, const Item &item, const Items &own,
                              const Items &above, std::string_view extension,
                              std::string_view suffix);

} // namespace curate::validation

#pragma once

#include <libcurate/validation/name.hpp>
#include <libcurate/validation/sidecar.hpp>
#include <libcurate/validation/tree.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace curate::validation {

/// A file whose name BIDS has.
struct Item {
  const File *file = nullptr;
  std::string_view datatype; ///< empty above the folders of datatypes
  Name name;
  Sidecar *sidecar = nullptr; ///< of a .json that could be read

  bool is_image() const { return name.extension == ".nii" || name.extension == ".nii.gz"; }
};

/// Which files give metadata to others, by the inheritance principle: same suffix, no entity that
/// the other has not or has otherwise, in the same folder or above. Source: BIDS 1.11, common
/// principles.
class Inheritance {
public:
  /// `item` must outlive this.
  void add(Item &item);
  /// The files with an extension and suffix in a folder which apply to a name; those with most
  /// entities first.
  std::vector<Item *> in_folder(std::uint32_t folder, const Name &name, std::string_view extension,
                                std::string_view suffix) const;

private:
  std::unordered_map<std::string, std::vector<EntityMask>> masks_;
  std::unordered_map<std::string, Item *> items_;
};

/// The sidecars of a file, the one that counts most first, as one.
struct Metadata {
  std::vector<Item *> sidecars;

  bool has(unsigned field) const;
  /// The value that counts; null where there is none, or none that is kept.
  const FieldValue *find(unsigned field) const;
  /// Its number; nothing where it is none.
  std::optional<double> number(unsigned field) const;
};

} // namespace curate::validation

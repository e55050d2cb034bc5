#include <libcurate/validation/check_links.hpp>

#include <fmt/format.h>

namespace curate::validation {

namespace {

// The path below the dataset that a link means; nothing for links into other datasets.
std::optional<std::string> target_of(std::string_view link, const Folder &subject,
                                     std::string_view datatype) {
  if (link.starts_with("bids::")) return std::string(link.substr(6));
  if (link.starts_with("bids:")) return {};
  if (datatype == "ieeg") return std::string(link);
  return subject.path + "/" + std::string(link);
}

void check_intended_for(const Dataset &dataset, const Folder &subject, const Item &item,
                        unsigned field, Notes &notes) {
  const FieldValue *value = item.sidecar->find(field);
  if (value == nullptr || !dataset.is_chosen(item.sidecar->path)) return;
  std::size_t number = 0;
  for (const auto &link : value->all_texts()) {
    const auto target = target_of(link, subject, item.datatype);
    const std::string place = value->kind == JsonReader::Kind::array
                                  ? fmt::format("IntendedFor[{}]", number++)
                                  : "IntendedFor";
    if (target && !dataset.tree.exists(*target))
      notes.add("BIDS-INTENDED-FOR", item.sidecar->path, place);
  }
}

void add_identifiers(const Items &items, unsigned field, std::set<std::string, std::less<>> &all) {
  for (const Item &item : items.items) {
    if (item.sidecar == nullptr) continue;
    if (const FieldValue *value = item.sidecar->find(field))
      for (auto &text : value->all_texts())
        all.insert(std::move(text));
  }
}

} // namespace

void check_links(const Dataset &dataset, const Folder &subject, const Items &own,
                 const Items &above, Notes &notes) {
  const unsigned intended_for = dataset.schema.known_field("IntendedFor");
  const unsigned source = dataset.schema.known_field("B0FieldSource");
  const unsigned identifier = dataset.schema.known_field("B0FieldIdentifier");
  std::set<std::string, std::less<>> identifiers;
  add_identifiers(own, identifier, identifiers);
  add_identifiers(above, identifier, identifiers);
  for (const Item &item : own.items) {
    if (item.sidecar == nullptr) continue;
    check_intended_for(dataset, subject, item, intended_for, notes);
    const FieldValue *value = item.sidecar->find(source);
    if (value == nullptr || !dataset.is_chosen(item.sidecar->path)) continue;
    for (const auto &text : value->all_texts())
      if (!identifiers.contains(text))
        notes.add("BIDS-B0-SOURCE", item.sidecar->path, "B0FieldSource");
  }
}

} // namespace curate::validation

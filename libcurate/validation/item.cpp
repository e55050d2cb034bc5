#include <libcurate/validation/item.hpp>

#include <algorithm>
#include <bit>

namespace curate::validation {

namespace {

std::string place_of(std::uint32_t folder, std::string_view extension, std::string_view rest) {
  std::string text = std::to_string(folder);
  return text.append(extension).append("/").append(rest);
}

} // namespace

void Inheritance::add(Item &item) {
  const Name &name = item.name;
  auto &masks = masks_[place_of(item.file->folder, name.extension, name.suffix)];
  if (std::ranges::find(masks, name.mask) == masks.end()) {
    masks.push_back(name.mask);
    std::ranges::sort(masks, [](EntityMask a, EntityMask b) {
      return std::pair(std::popcount(a), a) > std::pair(std::popcount(b), b);
    });
  }
  items_.emplace(place_of(item.file->folder, name.extension, name.key(name.mask, name.suffix)),
                 &item);
}

std::vector<Item *> Inheritance::in_folder(std::uint32_t folder, const Name &name,
                                           std::string_view extension,
                                           std::string_view suffix) const {
  std::vector<Item *> found;
  const auto masks = masks_.find(place_of(folder, extension, suffix));
  if (masks == masks_.end()) return found;
  for (const EntityMask mask : masks->second) {
    if ((mask & ~name.mask) != 0) continue;
    const auto item = items_.find(place_of(folder, extension, name.key(mask, suffix)));
    if (item != items_.end()) found.push_back(item->second);
  }
  return found;
}

bool Metadata::has(unsigned field) const {
  return std::ranges::any_of(sidecars,
                             [field](const Item *item) { return item->sidecar->is_there[field]; });
}

const FieldValue *Metadata::find(unsigned field) const {
  for (const Item *item : sidecars)
    if (item->sidecar->is_there[field]) return item->sidecar->find(field);
  return nullptr;
}

std::optional<double> Metadata::number(unsigned field) const {
  const FieldValue *value = find(field);
  if (value == nullptr || value->kind != JsonReader::Kind::number) return {};
  return value->number;
}

} // namespace curate::validation

#include "libcurate/dicom/frame_view.hpp"

namespace curate::dicom {

namespace {

std::optional<Dataset> first_item(const std::optional<Dataset> &group, Tag macro) {
  if (!group || group->find(macro) == nullptr) return {};
  const auto items = group->items(macro);
  return items.empty() ? std::nullopt : std::optional(items.front());
}

void add_vendor_item(const std::optional<Dataset> &set, std::uint16_t group,
                     std::string_view creator, std::uint8_t element, std::vector<Dataset> &items) {
  const Element *sequence = set ? set->find_private(group, creator, element) : nullptr;
  if (sequence == nullptr || sequence->item_count == 0) return;
  items.push_back(set->items(*sequence).front());
}

bool has_creators(const Dataset &set, std::uint16_t group) {
  for (std::uint16_t block = 0x10; block <= 0xFF; ++block) {
    if (set.find(Tag{group, block}) != nullptr) return true;
  }
  return false;
}

} // namespace

const Element *find_private_or_usual(const Dataset &set, std::uint16_t group,
                                     std::string_view creator, std::uint8_t element) {
  if (const Element *found = set.find_private(group, creator, element)) return found;
  const Element *usual = set.find(Tag{group, static_cast<std::uint16_t>(0x1000 | element)});
  return usual != nullptr && !has_creators(set, group) ? usual : nullptr;
}

FrameView::FrameView(Dataset root) : FrameView(root, std::nullopt, std::nullopt) {}

FrameView::FrameView(Dataset root, std::optional<Dataset> shared, std::optional<Dataset> own)
    : root_(root), shared_(shared), own_(own) {
  add_vendor_item(own_, 0x0021, "SIEMENS MR SDI 02", 0xFE, vendor_items_);
  add_vendor_item(shared_, 0x0021, "SIEMENS MR SDS 01", 0xFE, vendor_items_);
  add_vendor_item(own_, 0x2005, "Philips MR Imaging DD 005", 0x0F, vendor_items_);
  // Classic copies of enhanced objects have them in the data set itself.
  add_vendor_item(root_, 0x0021, "SIEMENS MR SDI 02", 0xFE, vendor_items_);
  add_vendor_item(root_, 0x0021, "SIEMENS MR SDS 01", 0xFE, vendor_items_);
  add_vendor_item(root_, 0x2005, "Philips MR Imaging DD 005", 0x0F, vendor_items_);
}

std::optional<Dataset> FrameView::item(Tag macro) const {
  if (auto own = first_item(own_, macro)) return own;
  if (auto shared = first_item(shared_, macro)) return shared;
  return first_item(root_, macro);
}

const Dataset *FrameView::place_of(Tag macro, Tag tag, std::optional<Dataset> &storage) const {
  if (is_enhanced()) {
    for (const auto *group : {&own_, &shared_}) {
      storage = first_item(*group, macro);
      if (storage && storage->find(tag) != nullptr) return &*storage;
    }
  }
  if (root_.find(tag) != nullptr) return &root_;
  for (const Dataset &item : vendor_items_) {
    if (item.find(tag) != nullptr) return &item;
  }
  return nullptr;
}

std::optional<double> FrameView::number(Tag macro, Tag tag, std::size_t index) const {
  std::optional<Dataset> storage;
  const Dataset *place = place_of(macro, tag, storage);
  return place == nullptr ? std::nullopt : place->number(tag, index);
}

std::vector<double> FrameView::numbers(Tag macro, Tag tag) const {
  std::optional<Dataset> storage;
  const Dataset *place = place_of(macro, tag, storage);
  return place == nullptr ? std::vector<double>() : place->numbers(tag);
}

std::vector<std::string_view> FrameView::terms(Tag macro, Tag tag) const {
  std::optional<Dataset> storage;
  const Dataset *place = place_of(macro, tag, storage);
  return place == nullptr ? std::vector<std::string_view>() : place->terms(tag);
}

std::string_view FrameView::text(Tag macro, Tag tag) const {
  std::optional<Dataset> storage;
  const Dataset *place = place_of(macro, tag, storage);
  return place == nullptr ? std::string_view() : place->text(tag).reveal();
}

const Element *FrameView::find_private(std::uint16_t group, std::string_view creator,
                                       std::uint8_t element) const {
  for (const auto *set : {&own_, &shared_}) {
    if (!*set) continue;
    if (const Element *found = (*set)->find_private(group, creator, element)) return found;
  }
  for (const Dataset &item : vendor_items_) {
    if (const Element *found = item.find_private(group, creator, element)) return found;
  }
  return find_private_or_usual(root_, group, creator, element);
}

std::optional<double> FrameView::private_number(std::uint16_t group, std::string_view creator,
                                                std::uint8_t element, std::size_t index) const {
  const Element *found = find_private(group, creator, element);
  return found == nullptr ? std::nullopt : root_.number(*found, index);
}

} // namespace curate::dicom

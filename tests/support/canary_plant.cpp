#include "tests/support/canary_plant.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "tests/support/known_elements.hpp"

namespace curate::support {

using dicom::Tag;
using dicom::Vr;

namespace {

/// What says which object this is and how its pixels lie, the number by which users know a series,
/// and documents, for which an object is refused: as it was. ICC profiles are blobs.
bool is_structure(Tag tag) {
  static const std::set<Tag> structure = {
      {0x0008, 0x0001}, {0x0008, 0x0005}, {0x0008, 0x0015}, {0x0008, 0x0016}, {0x0008, 0x0060},
      {0x0008, 0x0064}, {0x0020, 0x0032}, {0x0020, 0x0037}, {0x0028, 0x0030}, {0x0028, 0x0301},
      {0x0028, 0x0302}, {0x0028, 0x2000}, {0x0028, 0x1101}, {0x0028, 0x1102}, {0x0028, 0x1103},
      {0x0040, 0xA010}, {0x0040, 0xA040}, {0x0040, 0xA050}, {0x0020, 0x0011}, {0x0042, 0x0011}};
  const bool is_format = tag.group == 0x0028 && tag.element >= 0x0002 && tag.element <= 0x0014;
  const bool is_depth = tag.group == 0x0028 && tag.element >= 0x0100 && tag.element <= 0x0103;
  const bool is_pixels = tag.group == 0x7FE0 || (tag.group & 0xFF00) == 0x7F00;
  return is_format || is_depth || is_pixels || tag.group < 8 || tag.group >= 0xFFFA ||
         tag.element == 0 || structure.contains(tag);
}

/// Whether items of the sequence may name the person by other ids: what was corrected.
bool may_hold_other_ids(const std::vector<Tag> &within) {
  constexpr Tag original{0x0400, 0x0561}, modified{0x0400, 0x0550};
  return within.empty() || within.back() == original || within.back() == modified;
}

/// Sequences whose items are filled as the data set is. Source: DICOM PS3.3: orders, references,
/// Original Attributes, functional groups of all frames and of one, plans, structures, reports,
/// presentation states.
constexpr std::array rich = {Tag{0x0008, 0x1140}, Tag{0x0008, 0x2112}, Tag{0x0040, 0x0275},
                             Tag{0x0400, 0x0561}, Tag{0x0400, 0x0550}, Tag{0x5200, 0x9229},
                             Tag{0x5200, 0x9230}, Tag{0x0020, 0x9111}, Tag{0x300A, 0x00B0},
                             Tag{0x3006, 0x0020}, Tag{0x0040, 0xA730}, Tag{0x0070, 0x0001}};

/// Sequences that lie in others: outer, inner.
constexpr std::array<std::pair<Tag, Tag>, 5> nested = {{{{0x0400, 0x0561}, {0x0400, 0x0550}},
                                                        {{0x5200, 0x9230}, {0x0020, 0x9111}},
                                                        {{0x5200, 0x9229}, {0x0018, 0x9115}},
                                                        {{0x300A, 0x00B0}, {0x300A, 0x0111}},
                                                        {{0x0040, 0xA730}, {0x0040, 0xA730}}}};

bool is_rich(Tag tag) {
  return std::find(rich.begin(), rich.end(), tag) != rich.end();
}

/// Of those, the ones whose items hold every private block too.
bool holds_private(Tag tag) {
  return tag == Tag{0x5200, 0x9230} || tag == Tag{0x0400, 0x0550} || tag == Tag{0x0040, 0x0275};
}

/// Plants into one data set or item, and into what lies within.
class Planter {
public:
  Planter(Canaries &canaries, const PlantOptions &options)
      : canaries_(canaries), options_(options) {}

  /// Everything that the standard names.
  void everything(RawSet &set, const std::vector<Tag> &within);
  /// Every private block of the dictionary, and one that nobody knows.
  void private_blocks(RawSet &set, const std::vector<Tag> &within);

private:
  void value(RawSet &set, Tag tag, Vr vr, const std::vector<Tag> &within,
             const std::string &creator = {});
  void sequence(RawSet &set, Tag tag, std::vector<Tag> within);
  void few(RawSet &set, const std::vector<Tag> &within);
  void unknown_block(RawSet &set, const std::vector<Tag> &within);

  Canaries &canaries_;
  const PlantOptions &options_;
};

void Planter::value(RawSet &set, Tag tag, Vr vr, const std::vector<Tag> &within,
                    const std::string &creator) {
  std::string bytes = canaries_.give({.tag = tag, .vr = vr, .creator = creator, .within = within});
  if (tag == dicom::tags::image_type) bytes = "ORIGINAL\\PRIMARY\\" + bytes;
  set[tag] = {.vr = vr, .bytes = std::move(bytes)};
}

void Planter::few(RawSet &set, const std::vector<Tag> &within) {
  constexpr std::array<std::pair<Tag, Vr>, 9> some = {{{{0x0008, 0x0022}, Vr::DA},
                                                       {{0x0008, 0x002A}, Vr::DT},
                                                       {{0x0008, 0x0032}, Vr::TM},
                                                       {{0x0008, 0x0080}, Vr::LO},
                                                       {{0x0008, 0x1155}, Vr::UI},
                                                       {{0x0008, 0x1070}, Vr::PN},
                                                       {{0x0018, 0x1030}, Vr::LO},
                                                       {{0x0020, 0x4000}, Vr::LT},
                                                       {{0x0040, 0xA160}, Vr::UT}}};
  for (const auto &[tag, vr] : some)
    value(set, tag, vr, within);
  unknown_block(set, within);
}

/// Items that are there get canaries; where there is none, one is made.
void Planter::sequence(RawSet &set, Tag tag, std::vector<Tag> within) {
  RawElement &element = set[tag];
  element.vr = Vr::SQ;
  element.bytes.clear();
  if (element.items.empty()) element.items.emplace_back();
  within.push_back(tag);
  const bool is_deep = within.size() > 3;
  for (RawSet &item : element.items) {
    if (is_rich(tag) && !is_deep && options_.is_deep) {
      everything(item, within);
      if (holds_private(tag)) private_blocks(item, within);
    } else {
      few(item, within);
    }
    // What was in the item already is filled too.
    for (auto &[inner, held] : item)
      if (held.vr == Vr::SQ && !held.items.empty() && !is_deep && !is_rich(tag))
        sequence(item, inner, within);
  }
}

void Planter::everything(RawSet &set, const std::vector<Tag> &within) {
  for (const KnownElement &known : known_public_elements()) {
    if (is_structure(known.tag)) continue;
    if (known.tag == dicom::tags::patient_id && !options_.has_other_persons &&
        !may_hold_other_ids(within))
      continue;
    if (known.vr != Vr::SQ) {
      value(set, known.tag, known.vr, within);
      continue;
    }
    const bool is_nested =
        !within.empty() && std::find(nested.begin(), nested.end(),
                                     std::pair{within.back(), known.tag}) != nested.end();
    if (within.empty() || is_nested || set.contains(known.tag)) sequence(set, known.tag, within);
  }
}

void Planter::unknown_block(RawSet &set, const std::vector<Tag> &within) {
  constexpr std::uint16_t group = 0x0071;
  const std::string creator =
      canaries_.give({.tag = {group, 0x0010}, .vr = Vr::LO, .within = within});
  set[{group, 0x0010}] = {.vr = Vr::LO, .bytes = creator};
  constexpr std::array vrs = {Vr::LO, Vr::PN, Vr::DA, Vr::UI, Vr::OB, Vr::UN, Vr::DS, Vr::UT};
  std::uint16_t element = 0x1001;
  for (const Vr vr : vrs)
    value(set, {group, element++}, vr, within, "unknown");
}

/// A block for each creator of a group, from 0x11 on.
void Planter::private_blocks(RawSet &set, const std::vector<Tag> &within) {
  std::map<std::pair<std::uint16_t, std::string>, std::uint16_t> blocks;
  std::map<std::uint16_t, std::uint16_t> last;
  for (const KnownElement &known : known_private_elements()) {
    const auto block_of = std::pair{known.tag.group, known.creator};
    if (!blocks.contains(block_of)) {
      std::uint16_t &block = last.try_emplace(known.tag.group, std::uint16_t{0x10}).first->second;
      if (block >= 0xFF) continue;
      blocks[block_of] = ++block;
      set[{known.tag.group, block}] = {.vr = Vr::LO, .bytes = known.creator};
    }
    const Tag tag{known.tag.group,
                  static_cast<std::uint16_t>(blocks[block_of] << 8 | known.tag.element)};
    if (known.vr != Vr::SQ) {
      value(set, tag, known.vr, within, known.creator);
      continue;
    }
    std::vector<Tag> inside = within;
    inside.push_back(tag);
    RawElement element{.vr = Vr::SQ, .items = {RawSet{}}};
    few(element.items.front(), inside);
    // As files of implicit VR leave it after conversion: the sequence's bytes under UN.
    if (known.tag.element % 2 == 1) {
      const RawSet alone{{tag, element}};
      constexpr std::size_t head_bytes = 8;
      element = {.vr = Vr::UN, .bytes = bytes_of_set(alone, true).substr(head_bytes)};
    }
    set[tag] = std::move(element);
  }
}

void plant_meta(RawFile &file, Canaries &canaries) {
  const auto put = [&](std::uint16_t element, Vr vr) {
    Canary canary{.place = CanaryPlace::meta, .tag = {0x0002, element}, .vr = vr};
    std::string bytes = canaries.give(std::move(canary));
    file.meta[{0x0002, element}] = {.vr = vr, .bytes = std::move(bytes)};
  };
  constexpr std::uint16_t titles[] = {0x0016, 0x0017, 0x0018},
                          addresses[] = {0x0026, 0x0027, 0x0028};
  for (const std::uint16_t title : titles)
    put(title, Vr::AE);
  for (const std::uint16_t address : addresses)
    put(address, Vr::UR);
  put(0x0012, Vr::UI);
  put(0x0013, Vr::SH);
  put(0x0100, Vr::UI);
  put(0x0102, Vr::OB);
  std::string said = canaries.word(CanaryPlace::around, {0x0002, 0x0000});
  for (std::size_t at = 0; at + said.size() <= file.preamble.size(); at += said.size())
    file.preamble.replace(at, said.size(), said);
}

} // namespace

ByteString planted_everywhere(std::span<const std::byte> bytes, Canaries &canaries,
                              const PlantOptions &options) {
  RawFile file = taken_apart_by_dcmtk(bytes);
  Planter planter(canaries, options);
  planter.everything(file.data, {});
  planter.private_blocks(file.data, {});
  constexpr std::uint16_t groups[] = {0x0008, 0x0010, 0x0029};
  for (const std::uint16_t group : groups)
    file.data[{group, 0x0000}] = {.vr = Vr::UL, .bytes = std::string("\x10\x27\0\0", 4)};
  plant_meta(file, canaries);
  // The UID of the object stands in both places.
  file.meta[{0x0002, 0x0003}] = file.data[dicom::tags::sop_instance_uid];
  std::string padding(256, '\0');
  padding.replace(40, 9, canaries.word(CanaryPlace::around, {0xFFFC, 0xFFFC}));
  file.data[{0xFFFC, 0xFFFC}] = {.vr = Vr::OB, .bytes = padding};
  return put_together(std::move(file));
}

} // namespace curate::support

#include <algorithm>
#include <libcurate/dicom/dictionary.hpp>
#include <libcurate/dicom/element_lead.hpp>
#include <libcurate/dicom/parser.hpp>
#include <libcurate/dicom/private_dictionary.hpp>

namespace curate::dicom {

namespace {

constexpr std::size_t most_levels = 256;
constexpr std::size_t most_rows = std::size_t{1} << 23;
constexpr Tag pixel_representation{0x0028, 0x0103};

bool is_pixel_tag(Tag tag) {
  return tag.group == 0x7FE0 &&
         (tag.element == 0x0010 || tag.element == 0x0008 || tag.element == 0x0009);
}

// A sequence, or a data set (the outermost, or an item), that has begun and not ended.
struct Open {
  std::size_t end = 0; // where it must end; where it has no length, where what is around it must
  Encoding encoding;
  bool is_sequence = false;
  bool is_undefined = false;
  bool is_sorted = true;
  std::size_t first_pending = 0; // a data set: its elements; a sequence: its items
  std::size_t element = 0;       // a sequence: its element in the pending ones
  std::size_t begin = 0;         // a sequence: where its value begins
  std::uint32_t level = 0;       // a data set
};

// Depth first without recursion: elements of open levels wait on a stack, and move to the rows when
// their level ends, so that each level's stand together.
class Parser {
public:
  Parser(std::span<const std::byte> bytes, const ParseOrder &order, Rows &rows)
      : bytes_(bytes), order_(order), rows_(rows), position_(order.begin) {}

  Parsed run() {
    pending_.reserve(512);
    open_.reserve(16);
    Parsed parsed;
    parsed.root_level = static_cast<std::uint32_t>(rows_.levels.size());
    open_data_set(bytes_.size(), order_.encoding, false);
    rows_.levels.back().parent = parsed.root_level;
    while (!open_.empty() && end_ == ParseEnd::complete)
      step();
    parsed.end = end_;
    parsed.position = position_;
    parsed.pixels = pixels_;
    return parsed;
  }

private:
  void step() {
    const Open &top = open_.back();
    if (position_ >= top.end) {
      if (top.is_undefined && top.end == bytes_.size()) return stop(ParseEnd::truncated);
      return close(position_);
    }
    const auto lead = read_lead(bytes_.subspan(position_, top.end - position_), top.encoding);
    if (!lead) return short_rest();
    if (top.is_sequence) {
      sequence_step(*lead);
    } else if (lead->tag.group == item_tag.group) {
      delimiter_step(*lead);
    } else {
      element_step(*lead);
    }
  }

  // Fewer bytes are left than a lead has.
  void short_rest() {
    const Open &top = open_.back();
    const bool is_padding = pixels_ || order_.is_meta ||
                            std::ranges::all_of(bytes_.subspan(position_, top.end - position_),
                                                [](std::byte b) { return b == std::byte{}; });
    if (open_.size() > 1) return fail_at(top.end);
    if (!is_padding || bytes_.size() < order_.whole_length_bytes) return stop(ParseEnd::truncated);
    close(position_);
  }

  void sequence_step(const Lead &lead) {
    const Open top = open_.back();
    const std::size_t after = position_ + lead.lead_bytes;
    if (lead.tag == sequence_end_tag) {
      const std::size_t end = position_;
      position_ = after;
      // Out of place in a sequence of known length: passed over.
      if (top.is_undefined) close(end);
    } else if (lead.tag == item_end_tag) {
      position_ = after;
    } else if (lead.tag != item_tag) {
      fail_at(position_ + 1);
    } else if (open_.size() > 2 * most_levels) {
      stop(ParseEnd::too_deep);
    } else if (lead.length == undefined_length) {
      position_ = after;
      open_item(top.end, true);
    } else if (lead.length > top.end - after) {
      fail_at(top.end);
    } else {
      position_ = after;
      open_item(after + lead.length, false);
    }
  }

  // An item or a delimiter where an element belongs.
  void delimiter_step(const Lead &lead) {
    const Open &top = open_.back();
    if (top.is_undefined && lead.tag == item_end_tag) {
      close(position_);
      position_ += lead.lead_bytes;
    } else if (top.is_undefined && (lead.tag == item_tag || lead.tag == sequence_end_tag)) {
      close(position_); // the delimiter of this item is missing
    } else {
      position_ += lead.lead_bytes;
    }
  }

  void element_step(const Lead &lead) {
    Open &top = open_.back();
    const bool is_root = open_.size() == 1;
    if (order_.is_meta && lead.tag.group != 0x0002) return close(position_);
    if (is_root && lead.tag == Tag{} && lead.length == 0 && is_zero_to_end())
      return close(position_);
    if (rows_.elements.size() + pending_.size() >= most_rows) return stop(ParseEnd::too_many);

    Element element{lead.tag, vr_of(lead, top.encoding), {}, 0, 0, false};
    const std::size_t value = position_ + lead.lead_bytes;
    if (is_root && is_pixel_tag(lead.tag)) return pixel_step(element, lead, value);
    if (lead.length == undefined_length) {
      element.is_undefined_length = true;
      if (element.vr == Vr::SQ) return open_sequence(element, lead, value, top.end);
      return fragments_step(element, value);
    }
    if (lead.length > top.end - value) {
      if (is_root && pixels_) return close(position_); // rubbish behind the last element
      return fail_at(top.end);
    }
    if (element.vr == Vr::SQ) return open_sequence(element, lead, value, value + lead.length);
    element.value = bytes_.subspan(value, lead.length);
    if (is_root && lead.tag == pixel_representation && lead.length >= 2)
      is_signed_ = word_at(element.value.data(), top.encoding.is_big_endian) == 1;
    position_ = value + lead.length;
    push(element);
  }

  bool is_zero_to_end() const {
    return std::ranges::all_of(bytes_.subspan(position_),
                               [](std::byte b) { return b == std::byte{}; });
  }

  // The creator of a private block stands before its elements, in the same data set.
  Vr vr_by_creator(const Lead &lead) const {
    const Open &top = open_.back();
    if (!top.is_sorted) return Vr::UN;
    const auto first = pending_.begin() + offset(top.first_pending);
    const Tag creator{lead.tag.group, static_cast<std::uint16_t>(lead.tag.element >> 8)};
    const auto found = std::lower_bound(first, pending_.end(), creator,
                                        [](const Element &e, Tag t) { return e.tag < t; });
    if (found == pending_.end() || found->tag != creator) return Vr::UN;
    const auto *text = reinterpret_cast<const char *>(found->value.data());
    return private_vr({text, found->value.size()}, lead.tag, lead.length).value_or(Vr::UN);
  }

  Vr vr_of(const Lead &lead, Encoding encoding) const {
    Vr vr = lead.vr;
    if (vr == Vr::UN) {
      // The bytes of a UN value are little endian, whatever the file is. Source: PS3.5, 6.2.2.
      const bool may_know = !lead.has_vr || !encoding.is_big_endian;
      if (may_know) vr = standard_vr(lead.tag).value_or(Vr::UN);
      if (may_know && vr == Vr::UN && lead.tag.is_private()) vr = vr_by_creator(lead);
      if (vr == us_or_ss) vr = is_signed_ ? Vr::SS : Vr::US;
      const bool is_bulk = vr == Vr::OW || vr == Vr::OB;
      if (lead.length == undefined_length && !is_bulk) vr = Vr::SQ;
    }
    return vr;
  }

  // Pixels may be cut off; all else is still good.
  void pixel_step(Element element, const Lead &lead, std::size_t value) {
    const std::uint64_t whole = std::max<std::uint64_t>(order_.whole_length_bytes, bytes_.size());
    PixelPlace place{value, whole - value, lead.length == undefined_length, false};
    element.is_undefined_length = place.is_encapsulated;
    element.value = bytes_.subspan(value);
    position_ = bytes_.size();
    if (!place.is_encapsulated) {
      place.is_truncated = lead.length > whole - value;
      place.length_bytes = std::min<std::uint64_t>(lead.length, whole - value);
      if (lead.length <= element.value.size()) {
        element.value = element.value.first(lead.length);
        position_ = value + lead.length;
      }
    } else if (order_.extent == Extent::whole) {
      std::size_t end = value;
      place.is_truncated = !walk_fragments(end, bytes_.size());
      element.value = bytes_.subspan(value, end - value);
      place.length_bytes = end - value;
      if (!place.is_truncated) position_ = end + 8;
    }
    pixels_ = place;
    push(element);
    if (order_.extent == Extent::until_pixel_data) close(position_);
  }

  // Moves to the delimiter behind the fragments; false where it is not reached.
  bool walk_fragments(std::size_t &position, std::size_t end) const {
    const bool is_big = open_.back().encoding.is_big_endian;
    while (end - position >= 8) {
      const Tag tag = tag_at(bytes_.data() + position, is_big);
      const std::uint32_t length = long_at(bytes_.data() + position + 4, is_big);
      if (tag == sequence_end_tag) return true;
      if (tag != item_tag || length > end - position - 8) return false;
      position += 8 + std::size_t{length};
    }
    return false;
  }

  void fragments_step(Element element, std::size_t value) {
    const Open &top = open_.back();
    std::size_t end = value;
    if (!walk_fragments(end, top.end)) return fail_at(top.end);
    element.value = bytes_.subspan(value, end - value);
    position_ = end + 8;
    push(element);
  }

  void push(const Element &element) {
    Open &top = open_.back();
    if (pending_.size() > top.first_pending && pending_.back().tag >= element.tag)
      top.is_sorted = false;
    pending_.push_back(element);
  }

  void open_sequence(Element element, const Lead &lead, std::size_t value, std::size_t end) {
    Open sequence;
    sequence.encoding = open_.back().encoding;
    // What was UN is implicit within, unless its writer did not know. Source: PS3.5, 6.2.2 note 2.
    if (lead.has_vr && lead.vr == Vr::UN) sequence.encoding = {false, false};
    sequence.end = end;
    sequence.is_sequence = true;
    sequence.is_undefined = lead.length == undefined_length;
    sequence.begin = value;
    if (!sequence.is_undefined) element.value = bytes_.subspan(value, end - value);
    push(element);
    sequence.element = pending_.size() - 1;
    sequence.first_pending = pending_items_.size();
    position_ = value;
    open_.push_back(sequence);
  }

  void open_item(std::size_t end, bool is_undefined) {
    Encoding encoding = open_.back().encoding;
    const auto rest = bytes_.subspan(position_, end - position_);
    if (!encoding.is_explicit && !encoding.is_big_endian && looks_explicit(rest))
      encoding.is_explicit = true;
    pending_items_.push_back(static_cast<std::uint32_t>(rows_.levels.size()));
    open_data_set(end, encoding, is_undefined);
  }

  void open_data_set(std::size_t end, Encoding encoding, bool is_undefined) {
    // Around an item is its sequence, and around that the data set that holds it.
    const std::uint32_t parent = open_.size() < 2 ? 0 : open_[open_.size() - 2].level;
    Open data_set;
    data_set.end = end;
    data_set.encoding = encoding;
    data_set.is_undefined = is_undefined;
    data_set.first_pending = pending_.size();
    data_set.level = static_cast<std::uint32_t>(rows_.levels.size());
    rows_.levels.push_back({0, 0, parent, encoding.is_big_endian});
    if (rows_.levels.size() >= most_rows) stop(ParseEnd::too_many);
    open_.push_back(data_set);
  }

  // Ends the innermost sequence or data set; its value ended at `end`.
  void close(std::size_t end) {
    const Open top = open_.back();
    open_.pop_back();
    if (top.is_sequence) {
      Element &element = pending_[top.element];
      element.value = bytes_.subspan(top.begin, end - top.begin);
      element.first_row = static_cast<std::uint32_t>(rows_.items.size());
      element.item_count = static_cast<std::uint32_t>(pending_items_.size() - top.first_pending);
      rows_.items.insert(rows_.items.end(), pending_items_.begin() + offset(top.first_pending),
                         pending_items_.end());
      pending_items_.resize(top.first_pending);
      return;
    }
    const auto first = pending_.begin() + offset(top.first_pending);
    auto last = pending_.end();
    if (!top.is_sorted) {
      // Of elements said twice the first counts, as in DCMTK.
      std::stable_sort(first, last,
                       [](const Element &a, const Element &b) { return a.tag < b.tag; });
      last = std::unique(first, last,
                         [](const Element &a, const Element &b) { return a.tag == b.tag; });
    }
    Level &level = rows_.levels[top.level];
    level.first_row = static_cast<std::uint32_t>(rows_.elements.size());
    level.row_count = static_cast<std::uint32_t>(last - first);
    rows_.elements.insert(rows_.elements.end(), first, last);
    pending_.resize(top.first_pending);
  }

  static std::ptrdiff_t offset(std::size_t index) { return static_cast<std::ptrdiff_t>(index); }

  void stop(ParseEnd end) { end_ = end; }

  // Something does not fit before `bound`. A sequence that states its length is left with what it
  // gave so far; without one around there is nowhere to go on.
  void fail_at(std::size_t bound) {
    const auto around = std::find_if(open_.rbegin(), open_.rend(), [](const Open &open) {
      return open.is_sequence && !open.is_undefined;
    });
    if (around == open_.rend())
      return stop(bound >= bytes_.size() ? ParseEnd::truncated : ParseEnd::damaged);
    const std::size_t end = around->end;
    for (auto levels = around - open_.rbegin() + 1; levels > 0; --levels)
      close(end);
    position_ = end;
  }

  std::span<const std::byte> bytes_;
  const ParseOrder &order_;
  Rows &rows_;
  std::size_t position_ = 0;
  std::vector<Element> pending_;
  std::vector<std::uint32_t> pending_items_;
  std::vector<Open> open_;
  std::optional<PixelPlace> pixels_;
  ParseEnd end_ = ParseEnd::complete;
  bool is_signed_ = false;
};

} // namespace

bool looks_explicit(std::span<const std::byte> bytes) {
  return bytes.size() >= 8 && is_vr(Vr{word_at(bytes.data() + 4, true)});
}

Parsed parse_data_set(std::span<const std::byte> bytes, const ParseOrder &order, Rows &rows) {
  return Parser(bytes, order, rows).run();
}

} // namespace curate::dicom

#include <algorithm>
#include <fmt/format.h>
#include <libcurate/dicom/character_set.hpp>
#include <libcurate/dicom/header.hpp>
#include <libcurate/leaks/look_into_dicom.hpp>

namespace curate::leaks {

namespace {

using Bytes = std::span<const std::byte>;
using dicom::Dataset;
using dicom::Element;
using dicom::Vr;

enum class Look { text, numbers, bytes };

Look look_of(Vr vr) {
  switch (vr) {
  case Vr::AE:
  case Vr::CS:
  case Vr::DA:
  case Vr::DT:
  case Vr::LO:
  case Vr::LT:
  case Vr::PN:
  case Vr::SH:
  case Vr::ST:
  case Vr::UC:
  case Vr::UI:
  case Vr::UR:
  case Vr::UT:
    return Look::text;
  case Vr::AS:
  case Vr::DS:
  case Vr::IS:
  case Vr::TM:
    return Look::numbers;
  case Vr::AT:
  case Vr::FD:
  case Vr::FL:
  case Vr::OB:
  case Vr::OD:
  case Vr::OF:
  case Vr::OL:
  case Vr::OV:
  case Vr::OW:
  case Vr::SL:
  case Vr::SQ:
  case Vr::SS:
  case Vr::SV:
  case Vr::UL:
  case Vr::UN:
  case Vr::US:
  case Vr::UV:
    return Look::bytes;
  }
  return Look::bytes;
}

std::string_view chars_of(Bytes bytes) {
  return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

bool is_print(Bytes bytes) {
  return std::ranges::all_of(chars_of(bytes), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20U || c == 0 || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == 0x1B;
  });
}

class Looker {
public:
  Looker(Bytes file_bytes, const std::string &file, FileReport &report)
      : all_(file_bytes), file_(file), report_(report) {}

  void look(const dicom::Header &header) {
    for (const Dataset &level : {header.meta(), header.root()})
      look_at(level, {});
    while (!todo_.empty()) {
      auto [level, path] = std::move(todo_.back());
      todo_.pop_back();
      look_at(level, path);
    }
    look_between();
  }

private:
  struct Place {
    std::size_t begin = 0, end = 0;
    bool is_pixels = false;
    auto operator<=>(const Place &) const = default;
  };

  void look_at(const Dataset &level, const std::string &path) {
    for (const Element &element : level.elements()) {
      const std::string place = path + dicom::to_string(element.tag);
      if (element.item_count > 0) {
        std::size_t number = 0;
        for (const Dataset &item : level.items(element))
          todo_.emplace_back(item, fmt::format("{}[{}]", place, ++number));
        continue;
      }
      if (element.value.empty() || element.vr == Vr::SQ) continue;
      look_at(level, element, place);
    }
  }

  void look_at(const Dataset &level, const Element &element, const std::string &place) {
    const Bytes value = element.value;
    const std::size_t offset = offset_of(value);
    const bool is_pixels = element.tag == dicom::tags::pixel_data ||
                           element.tag == dicom::Tag{0x7FE0, 0x0008} ||
                           element.tag == dicom::Tag{0x7FE0, 0x0009};
    places_.push_back({offset, offset + value.size(), is_pixels});
    // Packed pixels are as good as random: longer values say enough.
    if (is_pixels)
      return report_.search(value, element.is_undefined_length ? Reading::binary : Reading::voxels,
                            file_, place, offset);
    Look look = look_of(element.vr);
    // Words of pictures and palettes may look like letters.
    const bool may_be_text = element.vr == Vr::OB || element.vr == Vr::UN;
    if (may_be_text && is_print(value)) look = Look::text;
    switch (look) {
    case Look::numbers:
      return report_.search(value, Reading::numbers, file_, place, offset);
    case Look::bytes:
      return report_.search(value, Reading::binary, file_, place, offset);
    case Look::text:
      break;
    }
    report_.search(value, Reading::text, file_, place, offset);
    const auto text = chars_of(value);
    if (dicom::is_plain_ascii(text)) return;
    const std::string decoded = dicom::to_utf8(text, level.character_set());
    if (decoded != text)
      report_.search(std::as_bytes(std::span(decoded)), Reading::text, file_, place, offset);
  }

  // Values of a deflated data set lie nowhere in the file; of those the offset is 0.
  std::size_t offset_of(Bytes value) const {
    const auto *const from = value.data();
    const auto *const begin = all_.data();
    if (std::less<>()(from, begin) || !std::less<>()(from, begin + all_.size())) return 0;
    return static_cast<std::size_t>(from - begin);
  }

  // What no value holds: hits within a value were told with its tag.
  void look_between() {
    std::ranges::sort(places_);
    std::size_t from = 0, end_of_all = 0;
    for (const Place &place : places_) {
      end_of_all = std::max(end_of_all, place.end);
      if (!place.is_pixels || place.begin < from) continue;
      look_between(from, place.begin);
      from = place.end;
    }
    end_of_values_ = end_of_all;
    look_between(from, all_.size());
  }

  void look_between(std::size_t from, std::size_t to) {
    if (from >= to) return;
    const Searcher &searcher = report_.wanted().searcher;
    searcher.search(all_.subspan(from, to - from), Reading::binary, [&](const Hit &hit) {
      const auto meaning = searcher.meaning(hit);
      const std::size_t begin = from + hit.offset, end = begin + meaning.length_bytes;
      const auto after = std::ranges::upper_bound(places_, begin, {}, &Place::begin);
      const bool is_told = after != places_.begin() && std::prev(after)->end >= end;
      if (!is_told) report_.add(meaning, file_, name_of_gap(begin), begin);
      return true;
    });
  }

  std::string_view name_of_gap(std::size_t begin) const {
    constexpr std::size_t preamble_bytes = 128; // Source: DICOM PS3.10, 7.1
    if (begin < preamble_bytes) return "preamble";
    return end_of_values_ > 0 && begin >= end_of_values_ ? "behind the data set"
                                                         : "between elements";
  }

  Bytes all_;
  const std::string &file_;
  FileReport &report_;
  std::vector<std::pair<Dataset, std::string>> todo_;
  std::vector<Place> places_;
  std::size_t end_of_values_ = 0;
};

} // namespace

Result<void> look_into_dicom(archive::Bytes bytes, const std::string &file, FileReport &report) {
  const Bytes view = bytes.view(); // stays where it is when its owner is moved
  const auto header = dicom::Header::parse(std::move(bytes), dicom::Extent::whole);
  if (!header) return tl::unexpected(header.error());
  Looker(view, file, report).look(*header);
  return {};
}

} // namespace curate::leaks

#include "tests/support/hostile_objects.hpp"

#include <array>
#include <fmt/format.h>

#include "tests/support/raw_set.hpp"

namespace curate::support {

using dicom::Tag;
using dicom::Vr;

namespace {

const std::string word(hostile_word);

std::string word_of(std::string_view utf8) {
  return word + std::string(utf8);
}

void put(RawSet &set, Tag tag, Vr vr, std::string bytes) {
  set[tag] = {.vr = vr, .bytes = std::move(bytes), .items = {}};
}

std::string two_bytes(int value) {
  return {static_cast<char>(value & 0xFF), static_cast<char>(value >> 8)};
}

/// A good picture of 4 by 4 pixels.
RawFile good(int instance = 1) {
  RawFile file;
  put(file.meta, {0x0002, 0x0001}, Vr::OB, std::string("\0\1", 2));
  put(file.meta, {0x0002, 0x0002}, Vr::UI, "1.2.840.10008.5.1.4.1.1.4");
  put(file.meta, {0x0002, 0x0003}, Vr::UI, fmt::format("1.2.3.4.{}", instance));
  put(file.meta, {0x0002, 0x0010}, Vr::UI, "1.2.840.10008.1.2.1");
  RawSet &data = file.data;
  put(data, {0x0008, 0x0008}, Vr::CS, "ORIGINAL\\PRIMARY\\M");
  put(data, {0x0008, 0x0016}, Vr::UI, "1.2.840.10008.5.1.4.1.1.4");
  put(data, {0x0008, 0x0018}, Vr::UI, fmt::format("1.2.3.4.{}", instance));
  put(data, {0x0008, 0x0020}, Vr::DA, "20260102");
  put(data, {0x0008, 0x0030}, Vr::TM, "101500");
  put(data, {0x0008, 0x0060}, Vr::CS, "MR");
  put(data, {0x0008, 0x0080}, Vr::LO, word_of(" house"));
  put(data, {0x0010, 0x0010}, Vr::PN, word_of("^Anna"));
  put(data, {0x0010, 0x0020}, Vr::LO, word_of("-17"));
  put(data, {0x0010, 0x0030}, Vr::DA, "19710417");
  put(data, {0x0020, 0x000D}, Vr::UI, "1.2.3");
  put(data, {0x0020, 0x000E}, Vr::UI, "1.2.3.4");
  put(data, {0x0020, 0x0011}, Vr::IS, "1");
  put(data, {0x0020, 0x0013}, Vr::IS, std::to_string(instance));
  put(data, {0x0020, 0x4000}, Vr::LT, word_of(" moved"));
  put(data, {0x0028, 0x0002}, Vr::US, two_bytes(1));
  put(data, {0x0028, 0x0004}, Vr::CS, "MONOCHROME2");
  put(data, {0x0028, 0x0010}, Vr::US, two_bytes(4));
  put(data, {0x0028, 0x0011}, Vr::US, two_bytes(4));
  put(data, {0x0028, 0x0100}, Vr::US, two_bytes(16));
  put(data, {0x0028, 0x0101}, Vr::US, two_bytes(12));
  put(data, {0x0028, 0x0102}, Vr::US, two_bytes(11));
  put(data, {0x0028, 0x0103}, Vr::US, two_bytes(0));
  put(data, {0x7FE0, 0x0010}, Vr::OW, std::string(32, '\1'));
  return file;
}

ByteString head_of(const RawFile &file) {
  RawFile alone = file;
  alone.data.clear();
  return put_together(std::move(alone));
}

/// A good file with bytes put in before its pixels.
ByteString with_bytes(const std::string &inserted) {
  RawFile file = good();
  ByteString out = head_of(file);
  RawSet pixels;
  pixels[dicom::tags::pixel_data] = file.data.at(dicom::tags::pixel_data);
  file.data.erase(dicom::tags::pixel_data);
  const ByteString body = bytes_of(bytes_of_set(file.data) + inserted + bytes_of_set(pixels));
  out.insert(out.end(), body.begin(), body.end());
  return out;
}

class Making {
public:
  std::vector<HostileObject> all{};

  void cut();
  void nested();
  void endless();
  void wrong_vrs();
  void stars();
  void people();
  void order();

private:
  void add(std::string name, ByteString file, bool must_be_refused = false) {
    all.push_back({std::move(name), std::move(file), must_be_refused});
  }
  void add(std::string name, RawFile file, bool must_be_refused = false) {
    add(std::move(name), put_together(std::move(file)), must_be_refused);
  }
};

void Making::cut() {
  const ByteString whole = put_together(good());
  constexpr std::size_t step = 7, pixel_bytes = 32;
  for (std::size_t length = 0; length < whole.size(); length += step) {
    const bool in_pixels = length > whole.size() - pixel_bytes && length < whole.size();
    add(fmt::format("cut_{:04}", length),
        ByteString(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)), in_pixels);
  }
}

void Making::nested() {
  constexpr int levels = 10'000;
  const std::string begin("\x40\x00\x30\xA7SQ\0\0\xFF\xFF\xFF\xFF\xFE\xFF\x00\xE0\xFF\xFF\xFF\xFF",
                          20);
  const std::string end("\xFE\xFF\x0D\xE0\0\0\0\0\xFE\xFF\xDD\xE0\0\0\0\0", 16);
  std::string open, closed;
  for (int i = 0; i < levels; ++i) {
    open += begin;
    closed += end;
  }
  RawSet innermost;
  put(innermost, {0x0040, 0xA123}, Vr::PN, word_of("^Deep"));
  const std::string deep = bytes_of_set(innermost);
  add("nested_10000_levels", with_bytes(open + deep + closed));
  add("nested_10000_levels_never_closed", with_bytes(open + deep), true);
  RawSet set = innermost;
  for (int i = 0; i < 300; ++i) {
    RawSet outer;
    outer[{0x0040, 0xA730}] = {.vr = Vr::SQ, .bytes = {}, .items = {set}};
    set = std::move(outer);
  }
  RawFile file = good();
  file.data.merge(set);
  add("nested_300_levels_of_known_length", std::move(file));
}

void Making::endless() {
  const auto element = [](std::string_view head, std::string_view rest) {
    return std::string(head) + std::string("\0\0\xFF\xFF\xFF\xFF", 6) + std::string(rest);
  };
  using namespace std::string_view_literals;
  add("sequence_without_end", with_bytes(element("\x40\x00\x75\x02SQ"sv, "")), true);
  add("item_without_end",
      with_bytes(element("\x40\x00\x75\x02SQ"sv, "\xFE\xFF\x00\xE0\xFF\xFF\xFF\xFF"sv)), true);
  add("unknown_without_end", with_bytes(element("\x31\x00\x02\x10UN"sv, word)), true);
  add("text_of_undefined_length", with_bytes(element("\x40\x00\x60\xA1UT"sv, word)), true);
  const auto known = [](std::string_view head, std::string_view length, std::string_view rest) {
    return std::string(head) + std::string(2, '\0') + std::string(length) + std::string(rest);
  };
  add("longer_than_the_file", with_bytes(known("\x40\x00\x60\xA1UT"sv, "\xF0\xFF\xFF\x7F"sv, word)),
      true);
  add("item_longer_than_its_sequence",
      with_bytes(known("\x40\x00\x75\x02SQ"sv, "\x10\0\0\0"sv, "\xFE\xFF\x00\xE0\0\1\0\0"sv) +
                 std::string(8, '\0')));
  RawFile file = good();
  file.meta[{0x0002, 0x0010}].bytes = "1.2.840.10008.1.2.4.70";
  RawElement &pixels = file.data[dicom::tags::pixel_data];
  pixels.vr = Vr::OB;
  ByteString endless = put_together(file);
  for (std::size_t i = endless.size() - 36; i < endless.size() - 32; ++i)
    endless[i] = std::byte{0xFF};
  add("fragments_without_end", std::move(endless), true);
}

void Making::wrong_vrs() {
  constexpr std::array vrs = {Vr::AE, Vr::AS, Vr::AT, Vr::CS, Vr::DA, Vr::DS, Vr::FD,
                              Vr::IS, Vr::LO, Vr::OB, Vr::OW, Vr::PN, Vr::SQ, Vr::SS,
                              Vr::UI, Vr::UL, Vr::UN, Vr::US, Vr::UT, Vr::TM};
  for (const Tag tag : {Tag{0x0008, 0x0020}, Tag{0x0008, 0x0018}, Tag{0x0010, 0x0010},
                        Tag{0x0010, 0x0020}, Tag{0x0020, 0x4000}, Tag{0x0028, 0x0010}})
    for (const Vr vr : vrs) {
      RawFile file = good();
      file.data[tag].vr = vr;
      if (vr == Vr::SQ) file.data[tag].bytes.resize(file.data[tag].bytes.size() / 2 * 2);
      const auto code = static_cast<unsigned>(vr);
      add(fmt::format("{:04X}{:04X}_as_{}{}", tag.group, tag.element, static_cast<char>(code >> 8),
                      static_cast<char>(code & 0xFF)),
          std::move(file));
    }
  RawFile file = good();
  put(file.data, {0x0040, 0x0275}, Vr::LO, word_of(" in place of a sequence"));
  add("text_for_a_sequence", std::move(file));
}

void Making::stars() {
  for (const Tag tag : {Tag{0x0008, 0x0020}, Tag{0x0008, 0x0030}, Tag{0x0010, 0x0010},
                        Tag{0x0010, 0x0030}, Tag{0x0020, 0x0013}}) {
    RawFile file = good();
    file.data[tag].bytes = "***";
    add(fmt::format("stars_in_{:04X}{:04X}", tag.group, tag.element), std::move(file));
  }
  RawFile file = good();
  file.data[dicom::tags::patient_id].bytes = "***";
  add("stars_for_an_id", std::move(file), true);
  RawFile dates = good();
  constexpr std::array values = {"20261399", "2026",       "00000000",
                                 "99991231", "2026.01.02", "tomorrow"};
  for (const char *value : values) {
    dates.data[{0x0008, 0x0020}].bytes = value;
    add(fmt::format("date_{}", value), dates);
  }
}

void Making::people() {
  RawFile file = good();
  RawSet inner;
  put(inner, dicom::tags::patient_name, Vr::PN, word_of("other^Bertha"));
  put(inner, dicom::tags::patient_id, Vr::LO, word_of("-18"));
  file.data[{0x0008, 0x1120}] = {.vr = Vr::SQ, .bytes = {}, .items = {inner, inner}};
  add("another_person_inside", std::move(file));
  RawFile two = good();
  two.data[dicom::tags::patient_id].bytes = word_of("-17\\") + word_of("-18");
  add("two_ids_in_one_element", std::move(two));
  RawFile circle = good();
  RawSet reference;
  put(reference, {0x0008, 0x1155}, Vr::UI, "1.2.3.4.1");
  circle.data[{0x0008, 0x1140}] = {.vr = Vr::SQ, .bytes = {}, .items = {reference}};
  add("refers_to_itself", std::move(circle));
}

void Making::order() {
  RawSet once;
  put(once, {0x0010, 0x0010}, Vr::PN, word_of("^Twice"));
  const std::string again = bytes_of_set(once);
  add("an_element_twice", with_bytes(again + again));
  add("rubbish_behind", [] {
    ByteString file = put_together(good());
    const ByteString rubbish = bytes_of(word + std::string(41, '\x7F') + word);
    file.insert(file.end(), rubbish.begin(), rubbish.end());
    return file;
  }());
  add("nothing_at_all", ByteString{});
  add("preamble_alone", ByteString(132, std::byte{0}));
  add("meta_alone", head_of(good()));
}

} // namespace

std::vector<HostileObject> hostile_objects() {
  Making making;
  making.cut();
  making.nested();
  making.endless();
  making.wrong_vrs();
  making.stars();
  making.people();
  making.order();
  return std::move(making.all);
}

} // namespace curate::support

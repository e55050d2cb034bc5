#include "tests/support/raw_set.hpp"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dcistrmb.h>
#include <dcmtk/dcmdata/dcostrmb.h>
#include <dcmtk/dcmdata/dctk.h>
#include <stdexcept>

namespace curate::support {

using dicom::Tag;
using dicom::Vr;

namespace {

constexpr std::uint32_t undefined = 0xFFFFFFFF;
constexpr Tag item_begin{0xFFFE, 0xE000}, item_end{0xFFFE, 0xE00D}, sequence_end{0xFFFE, 0xE0DD};

/// VRs whose length has four bytes. Source: DICOM PS3.5, 7.1.2.
bool is_long(Vr vr) {
  switch (vr) {
  case Vr::OB:
  case Vr::OD:
  case Vr::OF:
  case Vr::OL:
  case Vr::OV:
  case Vr::OW:
  case Vr::SQ:
  case Vr::SV:
  case Vr::UC:
  case Vr::UN:
  case Vr::UR:
  case Vr::UT:
  case Vr::UV:
    return true;
  case Vr::AE:
  case Vr::AS:
  case Vr::AT:
  case Vr::CS:
  case Vr::DA:
  case Vr::DS:
  case Vr::DT:
  case Vr::FD:
  case Vr::FL:
  case Vr::IS:
  case Vr::LO:
  case Vr::LT:
  case Vr::PN:
  case Vr::SH:
  case Vr::SL:
  case Vr::SS:
  case Vr::ST:
  case Vr::TM:
  case Vr::UI:
  case Vr::UL:
  case Vr::US:
    return false;
  }
  return false;
}

class Reader {
public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  bool is_at_end() const { return at_ >= bytes_.size(); }
  std::size_t place() const { return at_; }
  std::uint32_t number(std::size_t width) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < width; ++i)
      value |= static_cast<std::uint32_t>(static_cast<unsigned char>(take(1)[0])) << (8 * i);
    return value;
  }
  Tag tag() {
    const auto group = static_cast<std::uint16_t>(number(2));
    return {group, static_cast<std::uint16_t>(number(2))};
  }
  Tag next_tag() {
    const std::size_t from = at_;
    const Tag next = tag();
    at_ = from;
    return next;
  }
  std::string_view take(std::size_t length) {
    if (length > bytes_.size() - at_) throw std::runtime_error("a file ends too early");
    at_ += length;
    return bytes_.substr(at_ - length, length);
  }
  /// Elements up to a place; of undefined length up to the delimiter.
  RawSet set(std::size_t end, bool has_delimiter);
  RawElement element();

private:
  void sequence(RawElement &element, std::uint32_t length);
  std::string fragments();

  std::string_view bytes_;
  std::size_t at_ = 0;
};

RawSet Reader::set(std::size_t end, bool has_delimiter) {
  RawSet set;
  while (at_ < end && !is_at_end()) {
    if (next_tag() == item_end && has_delimiter) {
      take(8);
      break;
    }
    const Tag at = tag();
    set[at] = element();
  }
  return set;
}

RawElement Reader::element() {
  RawElement element;
  const auto first = number(1);
  element.vr = static_cast<Vr>(first << 8 | number(1));
  std::uint32_t length = 0;
  if (is_long(element.vr)) {
    take(2);
    length = number(4);
  } else {
    length = number(2);
  }
  element.is_undefined = length == undefined;
  if (element.vr == Vr::SQ)
    sequence(element, length);
  else if (element.is_undefined)
    element.bytes = fragments();
  else
    element.bytes = take(length);
  return element;
}

void Reader::sequence(RawElement &element, std::uint32_t length) {
  const std::size_t end = length == undefined ? bytes_.size() : at_ + length;
  while (at_ < end) {
    const Tag at = tag();
    const std::uint32_t item_length = number(4);
    if (at == sequence_end) return;
    if (at != item_begin) throw std::runtime_error("no item where one should be");
    element.items.push_back(set(item_length == undefined ? bytes_.size() : at_ + item_length,
                                item_length == undefined));
  }
}

std::string Reader::fragments() {
  std::string all;
  for (;;) {
    const std::size_t from = at_;
    const Tag at = tag();
    const std::uint32_t length = number(4);
    if (at == sequence_end) return all;
    if (at != item_begin) throw std::runtime_error("no fragment where one should be");
    take(length);
    all += bytes_.substr(from, at_ - from);
  }
}

void put(std::string &out, std::uint32_t value, std::size_t width) {
  for (std::size_t i = 0; i < width; ++i)
    out += static_cast<char>((value >> (8 * i)) & 0xFF);
}

void put(std::string &out, Tag tag) {
  put(out, tag.group, 2);
  put(out, tag.element, 2);
}

std::string value_of(const RawElement &element, bool is_implicit) {
  std::string value = element.bytes;
  for (const RawSet &item : element.items) {
    const std::string bytes = bytes_of_set(item, is_implicit);
    put(value, item_begin);
    put(value, element.is_undefined ? undefined : static_cast<std::uint32_t>(bytes.size()), 4);
    value += bytes;
    if (!element.is_undefined) continue;
    put(value, item_end);
    put(value, 0, 4);
  }
  const bool is_binary = element.vr == Vr::UI || element.vr == Vr::OB || element.vr == Vr::UN;
  if (value.size() % 2 != 0) value += is_binary ? '\0' : ' ';
  return value;
}

} // namespace

std::string bytes_of_set(const RawSet &set, bool is_implicit) {
  std::string out;
  for (const auto &[tag, element] : set) {
    const std::string value = value_of(element, is_implicit);
    const auto length = element.is_undefined ? undefined : static_cast<std::uint32_t>(value.size());
    put(out, tag);
    if (is_implicit) {
      put(out, length, 4);
    } else {
      const auto code = static_cast<std::uint16_t>(element.vr);
      out += static_cast<char>(code >> 8);
      out += static_cast<char>(code & 0xFF);
      if (is_long(element.vr)) put(out, 0, 2);
      put(out, length, is_long(element.vr) ? 4 : 2);
    }
    out += value;
    if (!element.is_undefined) continue;
    put(out, sequence_end);
    put(out, 0, 4);
  }
  return out;
}

RawFile taken_apart(std::span<const std::byte> file) {
  const std::string_view all(reinterpret_cast<const char *>(file.data()), file.size());
  Reader reader(all);
  RawFile out;
  out.preamble = reader.take(128);
  if (reader.take(4) != "DICM") throw std::runtime_error("no file of DICOM");
  while (!reader.is_at_end() && reader.next_tag().group == 2) {
    const Tag at = reader.tag();
    out.meta[at] = reader.element();
  }
  out.data = reader.set(all.size(), false);
  return out;
}

RawFile taken_apart_by_dcmtk(std::span<const std::byte> bytes) {
  DcmFileFormat file;
  DcmInputBufferStream input;
  input.setBuffer(bytes.data(), static_cast<offile_off_t>(bytes.size()));
  input.setEos();
  file.transferInit();
  if (file.read(input).bad()) throw std::runtime_error("DCMTK cannot read a file");
  file.transferEnd();
  file.loadAllDataIntoMemory();
  DcmXfer syntax(file.getDataset()->getOriginalXfer());
  if (syntax.isNotEncapsulated()) syntax = EXS_LittleEndianExplicit;
  file.validateMetaInfo(syntax.getXfer(), EWM_createNewMeta);
  std::vector<char> room(bytes.size() * 2 + (std::size_t{1} << 20));
  DcmOutputBufferStream output(room.data(), static_cast<offile_off_t>(room.size()));
  file.transferInit();
  if (file.write(output, syntax.getXfer(), EET_ExplicitLength, nullptr).bad())
    throw std::runtime_error("DCMTK cannot write a file");
  file.transferEnd();
  void *written = nullptr;
  offile_off_t length = 0;
  output.flushBuffer(written, length);
  return taken_apart({static_cast<const std::byte *>(written), static_cast<std::size_t>(length)});
}

ByteString put_together(RawFile file) {
  file.meta.erase({0x0002, 0x0000});
  const auto length = static_cast<std::uint32_t>(bytes_of_set(file.meta).size());
  RawElement &said = file.meta[{0x0002, 0x0000}];
  said.vr = Vr::UL;
  put(said.bytes, length, 4);
  return bytes_of(file.preamble + "DICM" + bytes_of_set(file.meta) + bytes_of_set(file.data));
}

} // namespace curate::support

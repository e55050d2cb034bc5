#include <libcurate/archive/gzip.hpp>
#include <libcurate/archive/source.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/dicom/element_lead.hpp>
#include <libcurate/dicom/header_table.hpp>

namespace curate::dicom {

namespace {

constexpr Tag transfer_syntax_uid{0x0002, 0x0010};

tl::unexpected<Problem> problem_of(ParseEnd end) {
  switch (end) {
  case ParseEnd::too_deep:
    return problem("DICOM-TOO-DEEP", "sequences are nested more than 256 deep");
  case ParseEnd::too_many:
    return problem("DICOM-TOO-MANY", "the header has more than 8 million elements");
  case ParseEnd::truncated:
    return problem("DICOM-TRUNCATED", "the file ends in the middle of its header",
                   "copy it from its origin again");
  case ParseEnd::damaged:
  case ParseEnd::complete:
    break;
  }
  return problem("DICOM-DAMAGED", "the header cannot be followed: lengths contradict each other",
                 "copy it from its origin again");
}

TransferSyntax syntax_of(Encoding encoding) {
  const std::string_view uid = encoding.is_big_endian ? "1.2.840.10008.1.2.2"
                               : encoding.is_explicit ? "1.2.840.10008.1.2.1"
                                                      : "1.2.840.10008.1.2";
  TransferSyntax syntax = *transfer_syntax_of(uid);
  syntax.is_explicit_vr = encoding.is_explicit;
  return syntax;
}

} // namespace

Header::Header(std::unique_ptr<HeaderTable> table) : table_(std::move(table)) {}
Header::Header(Header &&) noexcept = default;
Header &Header::operator=(Header &&) noexcept = default;
Header::~Header() = default;

Result<Header> Header::parse(archive::Bytes bytes, Extent extent) {
  const std::uint64_t length = bytes.view().size();
  return parse(std::move(bytes), extent, length);
}

Result<Header> Header::parse_start(archive::Bytes bytes, std::uint64_t whole_length_bytes) {
  return parse(std::move(bytes), Extent::until_pixel_data, whole_length_bytes);
}

Result<Header> Header::parse(archive::Bytes bytes, Extent extent,
                             std::uint64_t whole_length_bytes) {
  auto table = std::make_unique<HeaderTable>();
  table->bytes = std::move(bytes);
  std::span<const std::byte> view = table->bytes.view();
  const auto begin = data_begin(view);
  if (!begin) return problem("DICOM-NOT", "this is not a DICOM file");

  ParseOrder order{*begin, {}, extent, true, whole_length_bytes};
  Parsed parsed = parse_data_set(view, order, table->rows);
  if (parsed.end != ParseEnd::complete) return problem_of(parsed.end);
  table->meta_level = parsed.root_level;
  order.begin = parsed.position;
  order.is_meta = false;

  Header header(std::move(table));
  HeaderTable &t = *header.table_;
  const std::string_view uid = header.meta().uid(transfer_syntax_uid);
  if (uid.empty()) {
    // Behind the letters DICM even odd elements are taken for what they say they are.
    const auto rest = view.subspan(order.begin);
    const auto guess = guess_encoding(rest).value_or(Encoding{looks_explicit(rest), false});
    t.transfer_syntax = syntax_of(guess);
  } else if (const auto known = transfer_syntax_of(uid)) {
    t.transfer_syntax = *known;
  } else {
    return problem("DICOM-SYNTAX", "the transfer syntax is none that this program knows");
  }

  if (t.transfer_syntax.is_deflated) {
    if (view.size() < whole_length_bytes) return problem_of(ParseEnd::truncated);
    auto inflated = archive::inflate(view.subspan(order.begin), archive::most_inflated_bytes);
    if (!inflated) return tl::unexpected(inflated.error());
    t.file = std::exchange(t.bytes, std::move(*inflated));
    view = t.bytes.view();
    order.begin = 0;
    order.whole_length_bytes = view.size();
  }
  order.encoding = {t.transfer_syntax.is_explicit_vr, t.transfer_syntax.is_big_endian};
  // Some writers name the implicit syntax and write the explicit one.
  if (!order.encoding.is_explicit && looks_explicit(view.subspan(order.begin)))
    order.encoding.is_explicit = true;
  parsed = parse_data_set(view, order, t.rows);
  if (parsed.end != ParseEnd::complete) return problem_of(parsed.end);
  if (t.bytes.is_cut() || t.file.is_cut()) return problem_of(ParseEnd::truncated);
  t.root_level = parsed.root_level;
  t.pixels = parsed.pixels;
  return header;
}

Dataset Header::root() const {
  return {*table_, table_->root_level};
}

Dataset Header::meta() const {
  return {*table_, table_->meta_level};
}

TransferSyntax Header::transfer_syntax() const {
  return table_->transfer_syntax;
}

const Element *Header::pixel_data() const {
  for (const Tag tag : {tags::pixel_data, Tag{0x7FE0, 0x0008}, Tag{0x7FE0, 0x0009}})
    if (const Element *found = root().find(tag)) return found;
  return nullptr;
}

std::optional<PixelPlace> Header::pixel_place() const {
  return table_->pixels;
}

bool Header::is_pixel_data_truncated() const {
  return table_->pixels && table_->pixels->is_truncated;
}

} // namespace curate::dicom

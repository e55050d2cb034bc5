#include <algorithm>
#include <array>
#include <libcurate/dicom/transfer_syntax.hpp>

namespace curate::dicom {

namespace {

struct Row {
  std::string_view uid;
  bool is_explicit_vr, is_big_endian, is_deflated;
  PixelCoding coding;
};

using enum PixelCoding;

// Source: DICOM PS3.6, Annex A, 2024; GE's private one: GE MR DICOM conformance statements
// (implicit VR little endian, but for the pixels, which are big endian).
// clang-format off
constexpr std::array rows = std::to_array<Row>({
  {"1.2.840.10008.1.2", false, false, false, native},
  {"1.2.840.10008.1.2.1", true, false, false, native},
  {"1.2.840.10008.1.2.1.98", true, false, false, unsupported}, // encapsulated uncompressed
  {"1.2.840.10008.1.2.1.99", true, false, true, native},
  {"1.2.840.10008.1.2.2", true, true, false, native},
  {"1.2.840.10008.1.2.4.50", true, false, false, jpeg},
  {"1.2.840.10008.1.2.4.51", true, false, false, jpeg},
  {"1.2.840.10008.1.2.4.52", true, false, false, jpeg},
  {"1.2.840.10008.1.2.4.53", true, false, false, jpeg},
  {"1.2.840.10008.1.2.4.54", true, false, false, jpeg},
  {"1.2.840.10008.1.2.4.55", true, false, false, jpeg},
  {"1.2.840.10008.1.2.4.56", true, false, false, jpeg},
  {"1.2.840.10008.1.2.4.57", true, false, false, jpeg_lossless},
  {"1.2.840.10008.1.2.4.58", true, false, false, jpeg_lossless},
  {"1.2.840.10008.1.2.4.59", true, false, false, unsupported},
  {"1.2.840.10008.1.2.4.60", true, false, false, unsupported},
  {"1.2.840.10008.1.2.4.61", true, false, false, unsupported},
  {"1.2.840.10008.1.2.4.62", true, false, false, unsupported},
  {"1.2.840.10008.1.2.4.63", true, false, false, unsupported},
  {"1.2.840.10008.1.2.4.64", true, false, false, unsupported},
  {"1.2.840.10008.1.2.4.65", true, false, false, unsupported},
  {"1.2.840.10008.1.2.4.66", true, false, false, unsupported},
  {"1.2.840.10008.1.2.4.70", true, false, false, jpeg_lossless},
  {"1.2.840.10008.1.2.4.80", true, false, false, jpeg_ls},
  {"1.2.840.10008.1.2.4.81", true, false, false, jpeg_ls},
  {"1.2.840.10008.1.2.4.90", true, false, false, jpeg_2000},
  {"1.2.840.10008.1.2.4.91", true, false, false, jpeg_2000},
  {"1.2.840.10008.1.2.4.92", true, false, false, unsupported},
  {"1.2.840.10008.1.2.4.93", true, false, false, unsupported},
  {"1.2.840.10008.1.2.4.94", true, false, false, unsupported},
  {"1.2.840.10008.1.2.4.95", true, false, true, unsupported},
  {"1.2.840.10008.1.2.4.100", true, false, false, unsupported},
  {"1.2.840.10008.1.2.4.100.1", true, false, false, unsupported},
  {"1.2.840.10008.1.2.4.101", true, false, false, unsupported},
  {"1.2.840.10008.1.2.4.101.1", true, false, false, unsupported},
  {"1.2.840.10008.1.2.4.102", true, false, false, unsupported},
  {"1.2.840.10008.1.2.4.102.1", true, false, false, unsupported},
  {"1.2.840.10008.1.2.4.103", true, false, false, unsupported},
  {"1.2.840.10008.1.2.4.103.1", true, false, false, unsupported},
  {"1.2.840.10008.1.2.4.104", true, false, false, unsupported},
  {"1.2.840.10008.1.2.4.104.1", true, false, false, unsupported},
  {"1.2.840.10008.1.2.4.105", true, false, false, unsupported},
  {"1.2.840.10008.1.2.4.105.1", true, false, false, unsupported},
  {"1.2.840.10008.1.2.4.106", true, false, false, unsupported},
  {"1.2.840.10008.1.2.4.106.1", true, false, false, unsupported},
  {"1.2.840.10008.1.2.4.107", true, false, false, unsupported},
  {"1.2.840.10008.1.2.4.108", true, false, false, unsupported},
  {"1.2.840.10008.1.2.4.110", true, false, false, unsupported},
  {"1.2.840.10008.1.2.4.111", true, false, false, unsupported},
  {"1.2.840.10008.1.2.4.112", true, false, false, unsupported},
  {"1.2.840.10008.1.2.4.201", true, false, false, unsupported},
  {"1.2.840.10008.1.2.4.202", true, false, false, unsupported},
  {"1.2.840.10008.1.2.4.203", true, false, false, unsupported},
  {"1.2.840.10008.1.2.4.204", true, false, false, unsupported},
  {"1.2.840.10008.1.2.4.205", true, false, false, unsupported},
  {"1.2.840.10008.1.2.5", true, false, false, rle},
  {"1.2.840.10008.1.2.6.1", true, false, false, unsupported},
  {"1.2.840.10008.1.2.7.1", true, false, false, unsupported},
  {"1.2.840.10008.1.2.7.2", true, false, false, unsupported},
  {"1.2.840.10008.1.2.7.3", true, false, false, unsupported},
  {"1.2.840.10008.1.2.8.1", true, false, false, unsupported},
  {"1.2.840.10008.1.20", false, false, false, native}, // Papyrus 3
  {"1.2.840.113619.5.2", false, false, false, native},
});
// clang-format on

} // namespace

std::optional<TransferSyntax> transfer_syntax_of(std::string_view uid) {
  const auto *row = std::ranges::find(rows, uid, &Row::uid);
  if (row == rows.end()) return {};
  return TransferSyntax{row->uid, row->is_explicit_vr, row->is_big_endian, row->is_deflated,
                        row->coding};
}

} // namespace curate::dicom

// The Siemens CSA header: its table, and every value of every name that code asks for.

#include <libcurate/dicom/siemens.hpp>

#include "tests/fuzz/memory_file.hpp"

using namespace curate;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size) {
  const auto header = dicom::siemens::CsaHeader::parse(fuzz::bytes_of(data, size));
  if (!header) return 0;
  std::size_t sum = header->size();
  for (const char *name :
       {"MosaicRefAcqTimes", "NumberOfImagesInMosaic", "SliceNormalVector", "B_value", "B_matrix",
        "DiffusionGradientDirection", "MrPhoenixProtocol", "MrProtocol",
        "BandwidthPerPixelPhaseEncode", "PhaseEncodingDirectionPositive", ""}) {
    sum += header->numbers(name).size();
    for (std::size_t i = 0; i < 8; ++i)
      sum += header->text(name, i).size() + (header->number(name, i) ? 1 : 0);
    if (const auto protocol = dicom::siemens::Protocol::parse(header->text(name)))
      sum += protocol->size();
  }
  return sum == 1 ? 0 : 0;
}

// Small texts of vendors and of the standard: Canon's comments, UIH's acceleration, Siemens' ICE
// dimensions, dates, Image Type.

#include <libcurate/dicom/canon.hpp>
#include <libcurate/dicom/date_time.hpp>
#include <libcurate/dicom/image_type.hpp>
#include <libcurate/dicom/object_kind.hpp>
#include <libcurate/dicom/siemens_asl.hpp>
#include <libcurate/dicom/siemens_ice.hpp>
#include <libcurate/dicom/siemens_mosaic.hpp>
#include <libcurate/dicom/transfer_syntax.hpp>
#include <libcurate/dicom/uih.hpp>
#include <string>
#include <vector>

#include "tests/fuzz/memory_file.hpp"

using namespace curate;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size) {
  const std::string text(reinterpret_cast<const char *>(data), size);
  (void)dicom::canon::diffusion_of_comment(text);
  (void)dicom::uih::acceleration_of(text);
  (void)dicom::siemens::ice_dimensions(text);
  (void)dicom::siemens::pat_factors(text);
  (void)dicom::siemens::slice_count_of(text);
  (void)dicom::siemens::label_context_of(text);
  (void)dicom::time_of_day_s(text);
  (void)dicom::time_of_date_time_s(text);
  (void)dicom::date_digits(text);
  (void)dicom::object_kind(text);
  (void)dicom::transfer_syntax_of(text);
  std::vector<std::string_view> terms;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\\', at), text.size());
    terms.push_back(std::string_view(text).substr(at, end - at));
    at = end + 1;
  }
  (void)dicom::component_of(terms);
  (void)dicom::flavor_of(terms);
  return 0;
}

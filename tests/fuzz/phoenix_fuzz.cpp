// The text of Siemens' measurement protocol, and all that is reckoned from it.

#include <libcurate/dicom/siemens.hpp>
#include <libcurate/dicom/siemens_asl.hpp>

#include "tests/fuzz/memory_file.hpp"

using namespace curate;
namespace siemens = dicom::siemens;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size) {
  const std::string text(reinterpret_cast<const char *>(data), size);
  const auto protocol = siemens::Protocol::parse(text);
  if (!protocol) return 0;
  (void)siemens::partial_fourier(*protocol);
  (void)siemens::shim_setting(*protocol);
  (void)siemens::parallel_technique(*protocol);
  (void)siemens::coil_combination(*protocol);
  (void)siemens::echo_time_s(*protocol, 1);
  (void)siemens::multiband_factor(siemens::slice_times_ms(*protocol, 5, 2.0));
  (void)siemens::inversion_times_s(*protocol);
  for (const auto kind : {dicom::SpinLabeling::none, dicom::SpinLabeling::pulsed}) {
    dicom::SeriesFacts facts;
    facts.spin_labeling = kind;
    siemens::read_spin_labeling(*protocol, facts);
  }
  (void)protocol->number("sSliceArray.lSize");
  (void)protocol->text("tSequenceFileName");
  return 0;
}

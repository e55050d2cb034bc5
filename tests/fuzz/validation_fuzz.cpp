// What `curate validate` reads: sidecars (held against the other reader of JSON), names, patterns
// of .bidsignore, gradients, headers of images. The first byte chooses.

#include "tests/fuzz/memory_file.hpp"

#include <cstdlib>
#include <libcurate/json/read.hpp>
#include <libcurate/validation/gradient_table.hpp>
#include <libcurate/validation/ignore.hpp>
#include <libcurate/validation/image_header.hpp>
#include <libcurate/validation/name.hpp>
#include <libcurate/validation/sidecar.hpp>

using namespace curate;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size);

namespace {

void read_json(const validation::Schema &schema, const validation::KeptFields &kept,
               std::string_view text) {
  validation::Sidecar sidecar;
  validation::Notes notes;
  const bool is_read = validation::read_sidecar(schema, kept, text, sidecar, notes);
  // Numbers beyond a double are a matter of taste.
  const bool is_of_taste = text.find_first_of("eE") != text.npos || size(text) > 300;
  const auto other = json::parse(text);
  const bool is_deep = !other && other.error().code == "JSON-DEPTH";
  if (!is_of_taste && !is_deep && is_read != (other && other->is_object())) std::abort();
}

} // namespace

int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size) {
  static const validation::Schema schema;
  static const validation::KeptFields kept(schema);
  static fuzz::MemoryFile file;
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char *>(data) + 1, size - 1);
  std::string detail;
  switch (data[0] % 5) {
  case 0:
    read_json(schema, kept, text);
    break;
  case 1: {
    const auto parsed = validation::parse_name(schema, text);
    for (const std::string_view datatype : {"", "anat", "func", "meg"})
      (void)validation::check_name(schema, parsed.name, datatype, detail);
    break;
  }
  case 2:
    (void)validation::Ignore(text).leaves_out("sub-1/anat/sub-1_T1w.nii.gz", false);
    break;
  case 3:
    (void)validation::parse_gradient_table(text);
    break;
  default:
    file.hold(fuzz::bytes_of(data + 1, size - 1));
    (void)validation::look_at_image(file.path(), true, false);
    if (const auto look = validation::look_at_image(file.path(), false, true))
      (void)look->header.repetition_time_s();
    break;
  }
  return 0;
}

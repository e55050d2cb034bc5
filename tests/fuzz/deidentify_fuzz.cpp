// Whole objects: whatever a file holds, cleaning refuses it or gives a file that reads back, with
// the person's label and no name in it that was known. Each input runs under several options.

#include <cstdlib>
#include <libcurate/deid/object_cleaner.hpp>

#include "tests/fuzz/memory_file.hpp"

using namespace curate;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size);

namespace {

deid::Profile profile_of(deid::Options options) {
  deid::Profile profile;
  profile.options = options;
  return profile;
}

class Case {
public:
  explicit Case(deid::Options options)
      : profile_(profile_of(options)), pseudonyms_(Secret(deid::Key{}), {}),
        cleaner_(profile_, vocabulary_, pseudonyms_, "label", known_) {}

  void run(std::span<const std::byte> bytes) {
    const auto object = deid::apply(
        archive::Bytes(std::vector<std::byte>(bytes.begin(), bytes.end())), {}, cleaner_);
    if (!object) return;
    std::vector<std::byte> file;
    for (const auto part : {object->header(), object->pixels(), object->tail()})
      file.insert(file.end(), part.begin(), part.end());
    const auto again = dicom::Header::parse(archive::Bytes(std::move(file)), dicom::Extent::whole);
    if (!again) std::abort();
    if (again->root().text(dicom::tags::patient_id).reveal() != "sub-label") std::abort();
  }

private:
  deid::Vocabulary vocabulary_;
  deid::KnownValues known_;
  deid::Profile profile_;
  deid::Pseudonyms pseudonyms_;
  deid::ObjectCleaner cleaner_;
};

} // namespace

int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size) {
  using enum deid::Option;
  static Case plain({});
  static Case kept({retain_safe_private, retain_modified_dates, clean_descriptors, clean_graphics,
                    clean_structured_content, retain_patient_characteristics,
                    retain_device_identity, retain_institution_identity});
  plain.run(fuzz::bytes_of(data, size));
  kept.run(fuzz::bytes_of(data, size));
  return 0;
}

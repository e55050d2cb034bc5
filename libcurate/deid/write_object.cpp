#include <libcurate/deid/write_object.hpp>

#include <array>
#include <libcurate/integrity/digest.hpp>

namespace curate::deid {

std::string path_of(const CleanObject &object) {
  return object.subject() + "/" + object.study_uid() + "/" + object.series_uid() + "/" +
         object.instance_uid() + ".dcm";
}

std::string write(const CleanObject &object, const fs::path &path, base::Overwrite overwrite) {
  integrity::Sha256 digest;
  base::AtomicFile file(path);
  for (const auto part : {object.header(), object.pixels(), object.tail()})
    digest.add(part);
  file.write({object.header(), object.pixels(), object.tail()});
  file.commit(overwrite);
  return integrity::hex(digest.finish());
}

} // namespace curate::deid

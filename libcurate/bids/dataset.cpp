#include <libcurate/bids/dataset.hpp>

#include <libcurate/bids/path.hpp>
#include <libcurate/bids/sidecar.hpp>
#include <libcurate/bids/sidecar_asl.hpp>
#include <libcurate/bids/write_picture.hpp>
#include <libcurate/json/write.hpp>

namespace curate::bids {

Result<std::vector<WrittenFile>> write(const volume::CleanVolume &volume, const Entities &name,
                                       const fs::path &dataset, const WriteOptions &options) {
  if (const auto fine = check(name); !fine) return tl::unexpected<Problem>(fine.error());
  if (name.label(Entity::sub).empty())
    return problem("NAME-ENTITY", "a name in a dataset needs a subject");
  const bool is_dwi = name.suffix == "dwi";
  if (is_dwi && !has_gradients(volume))
    return problem("BIDS-GRADIENTS", "a dwi needs a b-value and a direction of every volume",
                   "give the picture another name, or leave it out, by a naming rule");
  PictureFiles files{path_of(name, ""), json::to_text(sidecar_of(volume.acquisition(), name)),
                     is_dwi};
  if (name.suffix == "asl") {
    files.label_context = label_context_text(volume.acquisition());
    files.label_context_path =
        files.stem.substr(0, files.stem.size() - name.suffix.size()) + "aslcontext.tsv";
  }
  return write_picture(volume, files, dataset, options);
}

} // namespace curate::bids

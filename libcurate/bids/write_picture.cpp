#include <libcurate/bids/write_picture.hpp>

#include <algorithm>
#include <libcurate/nifti/gradients.hpp>
#include <libcurate/nifti/header.hpp>

namespace curate::bids {

bool has_gradients(const volume::CleanVolume &volume) {
  const volume::Acquisition &acquisition = volume.acquisition();
  const auto volumes = static_cast<std::size_t>(volume.voxels().volume_count);
  return acquisition.b_values_s_per_mm2.size() == volumes &&
         acquisition.gradients.size() == volumes;
}

namespace {

/// Shows the search all that is no picture.
std::optional<Problem> found_in(const volume::CleanVolume &volume, const PictureFiles &files,
                                const Search &search) {
  const auto look = [&](const std::string &text, Content content) {
    return search(std::as_bytes(std::span(text)), content);
  };
  for (const auto *text : {&files.stem, &files.sidecar, &files.label_context})
    if (auto found = look(*text, Content::text)) return found;
  if (files.with_gradients) {
    if (auto found =
            look(nifti::bval_text(volume.acquisition().b_values_s_per_mm2), Content::numbers))
      return found;
    if (auto found = look(nifti::bvec_text(volume.acquisition().gradients), Content::numbers))
      return found;
  }
  const auto header = nifti::header_of(volume.grid(), volume.voxels(), volume.acquisition());
  if (!header) return header.error();
  return search(*header, Content::header);
}

} // namespace

Result<std::vector<WrittenFile>> write_picture(const volume::CleanVolume &volume,
                                               const PictureFiles &files, const fs::path &folder,
                                               const WriteOptions &options) {
  if (options.search)
    if (auto found = found_in(volume, files, options.search)) return tl::unexpected(*found);
  std::vector<WrittenFile> written;
  const auto witness_of = [&](const std::string &path) {
    return options.witness ? options.witness(path) : nifti::Witness{};
  };
  const auto put_at = [&](const std::string &path, const std::string &text) {
    if (const nifti::Witness witness = witness_of(path)) witness(std::as_bytes(std::span(text)));
    base::write_file(folder / path, text, options.overwrite);
    written.push_back({path, text.size()});
  };
  const auto put = [&](const char *extension, const std::string &text) {
    put_at(files.stem + extension, text);
  };
  put(".json", files.sidecar);
  if (!files.label_context.empty()) put_at(files.label_context_path, files.label_context);
  if (files.with_gradients) {
    put(".bval", nifti::bval_text(volume.acquisition().b_values_s_per_mm2));
    put(".bvec", nifti::bvec_text(volume.acquisition().gradients));
  }
  const std::string path = files.stem + ".nii.gz";
  nifti::WriteOptions nifti_options;
  nifti_options.gzip_level = options.gzip_level;
  nifti_options.overwrite = options.overwrite;
  const auto size = nifti::write(volume, folder / path, nifti_options, witness_of(path));
  if (!size) return tl::unexpected<Problem>(size.error());
  written.push_back({path, *size});
  std::ranges::sort(written, {}, &WrittenFile::path);
  return written;
}

} // namespace curate::bids

#include <algorithm>
#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/verification/archive_contents.hpp>
#include <libcurate/verification/description.hpp>
#include <libcurate/verification/folder_contents.hpp>
#include <libcurate/verification/purge_note.hpp>

namespace curate::verification {

std::string shown(std::string_view path) {
  std::string text(path.substr(0, 1000));
  const bool is_text = base::is_utf8(text);
  for (char &c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f || (byte >= 0x80 && !is_text)) c = '?';
  }
  return text;
}

bool is_looked_into(std::string_view path) {
  constexpr std::string_view names[] = {
      description_file, signature_file, manifest_file,  purge_note_file, "dataset_description.json",
      "LICENSE",        "CHANGES",      "CITATION.cff", "README",        "participants.tsv"};
  return std::ranges::find(names, path) != std::end(names);
}

Contents read_contents(const fs::path &release, unsigned jobs, const ReadProgress &progress) {
  boost::system::error_code error;
  const auto status = fs::status(release, error);
  Contents contents;
  if (fs::is_directory(status))
    contents = read_folder(release, jobs, progress);
  else if (fs::is_regular_file(status))
    contents = read_archive(release, jobs, progress);
  else
    throw InputError(release.string() + " is neither a folder nor an archive");
  std::ranges::sort(contents.items, {}, &Item::path);
  return contents;
}

} // namespace curate::verification

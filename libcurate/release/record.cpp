#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/integrity/hmac.hpp>
#include <libcurate/release/record.hpp>
#include <libcurate/study/releases.hpp>

#include <fmt/format.h>

namespace curate::release {

namespace {

constexpr std::size_t token_bytes = 16, dataset_id_bytes = 8;

std::string token(const study::Key &key, std::string_view kind, std::string_view text) {
  const auto digest =
      integrity::hmac_sha256(key.reveal(), std::string(kind) + '\0' + std::string(text));
  return integrity::hex(std::span(digest).first(token_bytes));
}

std::string text_of(const FileTokens &files) {
  std::string text;
  for (const auto &[path, content] : files)
    text += path + " " + content + "\n";
  return text;
}

FileTokens files_of(std::string_view text) {
  FileTokens files;
  for (const auto line : base::split(text, '\n')) {
    const auto parts = base::split(line, ' ');
    if (parts.size() == 2) files.emplace(parts[0], parts[1]);
  }
  return files;
}

// Where it is not known everything counts as later.
std::int64_t events_in(const fs::path &file) {
  if (!fs::exists(file)) return 0;
  return base::to_integer(base::trim(base::read_file(file))).value_or(0);
}

} // namespace

std::string_view name_of(const Format &format) {
  if (!format) return "folder";
  switch (*format) {
  case archive::PackFormat::tar:
    return "tar";
  case archive::PackFormat::tar_zst:
    return "tar.zst";
  case archive::PackFormat::zip:
    return "zip";
  }
  return {};
}

Format format_of(std::string_view name) {
  for (const auto format :
       {archive::PackFormat::tar, archive::PackFormat::tar_zst, archive::PackFormat::zip})
    if (name_of(format) == name) return format;
  return {};
}

std::string key_of(const verification::Version &version,
                   const std::optional<std::string> &recipient) {
  return verification::text_of(version) + (recipient ? "@" + *recipient : std::string());
}

std::string dataset_id(const study::Key &key) {
  return token(key, "dataset", "").substr(0, 2 * dataset_id_bytes);
}

std::string path_token(const study::Key &key, std::string_view path) {
  return token(key, "release path", path);
}

std::string content_token(const study::Key &key, std::string_view sha256) {
  return token(key, "release content", sha256);
}

fs::path record_folder(const study::Study &study, const std::string &key) {
  const auto at = key.find('@');
  std::string name = key.substr(0, at);
  if (at != key.npos) name += "@" + token(study.key(), "recipient", key.substr(at + 1));
  return study.private_folder() / "releases" / name;
}

std::optional<Record> read_record(const study::Study &study, const std::string &key) {
  const fs::path folder = record_folder(study, key);
  const fs::path file = folder / std::string(verification::description_file);
  if (!fs::exists(file)) return {};
  auto description = verification::read_description(base::read_file(file));
  if (!description)
    throw InputError(fmt::format("{}: {}", file.string(), description.error().message));
  return Record{std::move(*description), base::read_file(folder / "CHANGES"),
                files_of(base::read_file(folder / "files")),
                format_of(base::trim(base::read_file(folder / "format"))),
                events_in(folder / "events")};
}

void write_record(const study::Study &study, const std::string &key, const Record &record) {
  const fs::path folder = record_folder(study, key);
  base::write_file(folder / "files", text_of(record.files), base::Overwrite::yes);
  base::write_file(folder / "CHANGES", record.changes, base::Overwrite::yes);
  base::write_file(folder / "format", std::string(name_of(record.format)) + "\n",
                   base::Overwrite::yes);
  base::write_file(folder / "events", std::to_string(record.events) + "\n", base::Overwrite::yes);
  // Last: where it lies the others lie.
  base::write_file(folder / std::string(verification::description_file),
                   verification::text_of(record.description), base::Overwrite::yes);
}

std::optional<Record> record_before(const study::Study &study, study::Database &database,
                                    const verification::Version &version,
                                    const std::optional<std::string> &recipient) {
  std::optional<verification::Version> newest;
  for (const auto &release : study::Releases(database).all()) {
    const auto at = release.version.find('@');
    const auto one = verification::version_of(release.version.substr(0, at));
    const bool is_of_line =
        recipient ? at != std::string::npos && release.version.substr(at + 1) == *recipient
                  : at == std::string::npos;
    if (one && is_of_line && *one < version && (!newest || *newest < *one)) newest = one;
  }
  if (!newest) return {};
  return read_record(study, key_of(*newest, recipient));
}

} // namespace curate::release

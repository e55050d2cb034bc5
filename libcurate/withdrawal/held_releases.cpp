#include <libcurate/archive/bytes.hpp>
#include <libcurate/archive/entries.hpp>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/study/releases.hpp>
#include <libcurate/verification/description.hpp>
#include <libcurate/withdrawal/held_releases.hpp>

#include <algorithm>

namespace curate::withdrawal {

namespace {

constexpr std::size_t most_description_bytes = std::size_t{16} << 20;

// RELEASE.json of a folder or an archive; empty where there is none.
std::string description_in(const fs::path &release) {
  const std::string name(verification::description_file);
  if (fs::is_directory(release)) {
    const fs::path file = release / name;
    return fs::is_regular_file(file) ? base::read_file(file, most_description_bytes)
                                     : std::string();
  }
  const auto bytes = archive::Bytes::from_file(release.string());
  if (!bytes) return {};
  std::string text;
  archive::Entries entries(bytes->view(), [&](auto part) { bytes->forget(part); });
  while (const auto entry = entries.next()) {
    if (!entry->is_file || !(entry->name == name || entry->name.ends_with("/" + name))) continue;
    entries.read([&](std::span<const std::byte> block) {
      if (text.size() + block.size() <= most_description_bytes)
        text.append(reinterpret_cast<const char *>(block.data()), block.size());
    });
    break;
  }
  return text;
}

// Everything in releases/ and one folder further down, where those of recipients lie.
std::vector<fs::path> candidates(const study::Study &study) {
  std::vector<fs::path> all;
  if (!fs::is_directory(study.releases())) return all;
  for (const auto &entry : fs::directory_iterator(study.releases())) {
    all.push_back(entry.path());
    if (!fs::is_directory(entry.symlink_status())) continue;
    if (fs::exists(entry.path() / std::string(verification::description_file))) continue;
    for (const auto &inner : fs::directory_iterator(entry.path()))
      all.push_back(inner.path());
  }
  std::ranges::sort(all);
  return all;
}

} // namespace

std::vector<HeldBy> held_releases(const study::Study &study, study::Database &database,
                                  const std::string &label, std::vector<Named> &named) {
  study::Releases releases(database);
  std::vector<HeldBy> held;
  for (const auto &subject : releases.with(label)) {
    const auto release = releases.find(subject.version);
    if (!release) continue;
    HeldBy one{subject.version, {}, {}};
    for (const auto &delivery : releases.deliveries_of(subject.version))
      one.recipients.push_back(delivery.recipient);
    const std::string version = subject.version.substr(0, subject.version.find('@'));
    for (const auto &path : candidates(study)) {
      if (path.filename().string().find(version) == std::string::npos) continue;
      const auto description = verification::read_description(description_in(path));
      const std::string below = path.lexically_relative(study.root()).string();
      if (!description)
        named.push_back({"WITHDRAW-RELEASE", below});
      else if (description->nonce == release->nonce)
        one.files.push_back(below);
    }
    held.push_back(std::move(one));
  }
  return held;
}

} // namespace curate::withdrawal

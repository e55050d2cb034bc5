#include <libcurate/base/text.hpp>
#include <libcurate/verification/revoked.hpp>

#include <map>
#include <set>

namespace curate::verification {

namespace {

constexpr std::string_view prefix = "sub-";

// The labels of every part of a path that begins with "sub-".
void add_labels(std::string_view path, std::set<std::string> &labels) {
  for (std::size_t at = path.find(prefix); at != path.npos; at = path.find(prefix, at + 1)) {
    if (at > 0 && path[at - 1] != '/') continue;
    const std::size_t begin = at + prefix.size();
    const std::size_t end = path.find_first_of("/_.\t", begin);
    labels.insert(std::string(path.substr(begin, end == path.npos ? end : end - begin)));
  }
}

} // namespace

std::vector<std::string> labels_in(const Contents &contents) {
  std::set<std::string> labels;
  for (const auto &item : contents.items)
    add_labels(item.path, labels);
  const auto table = contents.texts.find("participants.tsv");
  if (table != contents.texts.end())
    for (const auto line : base::split(table->second, '\n'))
      if (line.starts_with(prefix)) add_labels(base::trim(line), labels);
  return {labels.begin(), labels.end()};
}

std::vector<Revoked> revoked_in(const Contents &contents, const Description &description,
                                const Revocation &revocation) {
  std::map<std::string, Demand> demands;
  for (const auto &release : revocation.releases)
    if (release.manifest_sha256 == description.manifest_sha256)
      for (const auto &subject : release.subjects)
        demands.emplace(subject.token, subject.demand);
  std::vector<Revoked> revoked;
  if (demands.empty()) return revoked;
  for (const auto &label : labels_in(contents)) {
    const auto token = revocation_token(description.nonce, label);
    const auto found = demands.find(token);
    if (found != demands.end()) revoked.push_back({label, found->second, token, revocation.number});
  }
  return revoked;
}

} // namespace curate::verification

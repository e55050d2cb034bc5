#include <libcurate/release/record.hpp>
#include <libcurate/release/successor.hpp>
#include <libcurate/study/releases.hpp>

#include <map>

namespace curate::release {

namespace {

using Line = std::optional<std::string>; ///< a recipient, or nobody in particular

} // namespace

std::vector<Request> successors(const study::Study &study, study::Database &database) {
  std::map<Line, std::pair<verification::Version, bool>> newest; ///< and whether it is retired
  for (const auto &release : study::Releases(database).all()) {
    const auto at = release.version.find('@');
    const auto version = verification::version_of(release.version.substr(0, at));
    if (!version) continue;
    const Line line = at == std::string::npos ? Line() : Line(release.version.substr(at + 1));
    const auto found = newest.find(line);
    if (found == newest.end() || found->second.first < *version)
      newest[line] = {*version, release.state == "retired"};
  }
  std::vector<Request> requests;
  for (const auto &[line, last] : newest) {
    const auto &[version, is_retired] = last;
    const auto record =
        is_retired ? read_record(study, key_of(version, line)) : std::optional<Record>();
    if (!record) continue;
    Request request;
    request.version = version;
    request.recipient = line;
    request.license_id = record->description.license_id;
    request.access = consent::access_of(record->description.access).value_or(request.access);
    request.selection = record->description.selection;
    request.doi = record->description.doi;
    request.format = record->format;
    ++request.version->patch;
    requests.push_back(std::move(request));
  }
  return requests;
}

} // namespace curate::release

#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/consent/ledger.hpp>
#include <libcurate/release/build.hpp>
#include <libcurate/verification/verify.hpp>

#include <fmt/format.h>

namespace curate::release {

namespace {

// The beginning of the release's day: the time of every file in it.
std::int64_t time_of(const std::string &date) {
  const auto day = base::day_of(date);
  if (!day) throw UsageError("the date of a release is written YYYY-MM-DD");
  return std::chrono::sys_seconds(*day).time_since_epoch().count();
}

// What may stand in names of files everywhere.
std::string file_name_of(std::string_view text) {
  std::string name;
  for (const char c : text) {
    const bool is_plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                          (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '.';
    name += is_plain ? c : '-';
  }
  while (name.starts_with('.'))
    name.erase(0, 1);
  return name.empty() ? "dataset" : name;
}

std::string top_of(const study::Study &study, const Request &request) {
  return file_name_of(study.settings().name) + "-" +
         verification::text_of(request.version.value_or(verification::Version{}));
}

class Builder {
public:
  Builder(const study::Study &study, const Request &request, const std::optional<fs::path> &output)
      : study_(study), request_(request), output_(output), registry_(study, study::Access::write),
        releases_(registry_.database()) {}

  Built run() {
    Built built;
    built.plan = make_plan(study_, registry_, request_);
    if (!built.plan.may_leave()) return built;
    const std::string key = key_of(*request_.version, request_.recipient);
    built.is_rebuild = releases_.find(key).has_value();
    Writing writing{path_of(study_, request_, output_),
                    top_of(study_, request_),
                    request_.format,
                    time_of(built.plan.description.date),
                    request_.jobs,
                    {},
                    {}};
    if (fs::exists(fs::symlink_status(writing.destination))) {
      if (was_complete(key, writing.destination, built)) return built;
      throw UsageError(writing.destination.string() +
                       " is there already; nothing replaces a release: name another place with "
                       "--output");
    }
    if (request_.progress)
      writing.progress = [this](std::uint64_t done, std::uint64_t total) {
        request_.progress("writing", done, total);
      };
    writing.before_commit = [&](const auto &description, auto lines) {
      demand_unchanged(built.plan);
      record(built.plan, description, lines);
    };
    built.description =
        write_release(built.plan.files, built.plan.description, study_.signing_key(), writing);
    releases_.change_state(key, "built");
    built.path = writing.destination;
    return built;
  }

private:
  // A run that was killed after the release had its name, and before that was written down.
  bool was_complete(const std::string &key, const fs::path &path, Built &built) {
    const auto row = releases_.find(key);
    const auto known = read_record(study_, key);
    if (!row || row->state != "building" || !known) return false;
    verification::Request request;
    request.release = path;
    request.key = integrity::verifying_key_of(study_.signing_key());
    request.jobs = request_.jobs;
    const auto found = verification::verify(request);
    if (!found.is_whole || !found.is_genuine || found.description != known->description)
      return false;
    releases_.change_state(key, "built");
    built.description = known->description;
    built.path = path;
    return true;
  }

  void demand_unchanged(const Plan &plan) {
    const auto events = consent::Ledger(study_, registry_.database()).events();
    bool is_same = (events.empty() ? std::string() : events.back().hash) == plan.ledger_hash;
    for (const auto &[path, digest] : plan.read) {
      const fs::path file = study_.dataset() / path;
      is_same = is_same && fs::exists(file) && integrity::sha256_of_file(file) == digest;
    }
    if (!is_same)
      throw PolicyError(
          "RELEASE-STUDY-CHANGED",
          "consents or tables of the study changed while the release was built; nothing "
          "was released: build it again");
  }

  void record(const Plan &plan, const verification::Description &description,
              std::span<const integrity::ManifestLine> lines) {
    const std::string key = key_of(description.version, request_.recipient);
    const auto known = read_record(study_, key);
    if (known && verification::text_of(known->description) != verification::text_of(description))
      throw PolicyError(
          "RELEASE-REBUILD-DIFFERS",
          fmt::format("version {} was built before, and would not be the same now: the "
                      "study, the consents or the request changed; build a new version",
                      key));
    study::Release row{key,
                       description.dataset_name,
                       description.license_id,
                       description.access,
                       description.date,
                       description.nonce,
                       description.manifest_sha256,
                       "building"};
    // What was built stays so, whatever becomes of this run.
    if (const auto before = releases_.find(key)) row.state = before->state;
    Record written{description, plan.changes, {}, request_.format, plan.events};
    for (const auto &line : lines)
      written.files.emplace(path_token(study_.key(), line.path),
                            content_token(study_.key(), integrity::hex(line.digest)));
    study::Transaction transaction(registry_.database());
    releases_.put(row, plan.subjects);
    if (request_.recipient) releases_.deliver({key, *request_.recipient, description.date});
    transaction.commit();
    if (!known) write_record(study_, key, written);
  }

  const study::Study &study_;
  const Request &request_;
  const std::optional<fs::path> &output_;
  study::Registry registry_;
  study::Releases releases_;
};

} // namespace

fs::path path_of(const study::Study &study, const Request &request,
                 const std::optional<fs::path> &output) {
  fs::path folder = output.value_or(study.releases());
  if (request.recipient && !output) folder /= file_name_of(*request.recipient);
  std::string name = top_of(study, request);
  if (request.format) name += "." + std::string(name_of(request.format));
  return folder / name;
}

Built build(const study::Study &study, const Request &request,
            const std::optional<fs::path> &output) {
  if (!request.version) throw UsageError("which version? Name it with --version X.Y.Z");
  return Builder(study, request, output).run();
}

} // namespace curate::release

#include <cstdlib>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/json/embedded.hpp>
#include <libcurate/json/read.hpp>
#include <libcurate/json/schema_valijson.hpp>
#include <libcurate/json/write.hpp>
#include <libcurate/verification/known_releases.hpp>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace curate::verification {

namespace {

// Held while the file is read and written anew, so that two at once lose nothing of each other.
class Lock {
public:
  explicit Lock(const fs::path &file) {
    boost::system::error_code error;
    fs::create_directories(file.parent_path(), error);
    descriptor_ = ::open((file.string() + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor_ < 0 || ::flock(descriptor_, LOCK_EX) != 0)
      throw SystemError("cannot write " + file.string());
  }
  Lock(const Lock &) = delete;
  Lock &operator=(const Lock &) = delete;
  ~Lock() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }

private:
  int descriptor_ = -1;
};

} // namespace

std::optional<fs::path> KnownReleases::default_file() {
  const char *config = std::getenv("XDG_CONFIG_HOME"), *home = std::getenv("HOME");
  // Source: XDG Base Directory Specification 0.8: a relative path is not followed.
  if (config && config[0] == '/') return fs::path(config) / "curate" / "known-releases.json";
  if (home && home[0] == '/') return fs::path(home) / ".config" / "curate" / "known-releases.json";
  return {};
}

KnownReleases::KnownReleases(fs::path file) : file_(std::move(file)) {
  if (!fs::exists(file_)) return;
  const auto value = json::read_file(file_);
  const bool is_right =
      value && json::check(*value, json::embedded("known_releases.schema.json"), "").empty();
  if (!is_right)
    throw InputError(file_.string() +
                     " is damaged: it remembers the keys of releases; look at what "
                     "is in it, or remove it and compare keys again");
  for (const auto &[id, one] : (*value)["datasets"].items())
    datasets_[id] = {one["name"].get<std::string>(), one["signing_key"].get<std::string>(),
                     version_of(one["newest"].get<std::string>()).value_or(Version{})};
}

std::optional<KnownDataset> KnownReleases::find(const std::string &dataset_id) const {
  const auto found = datasets_.find(dataset_id);
  if (found == datasets_.end()) return {};
  return found->second;
}

void KnownReleases::remember(const std::string &dataset_id, const KnownDataset &dataset) {
  if (find(dataset_id) == dataset) return;
  const Lock lock(file_);
  datasets_ = KnownReleases(file_).datasets_;
  datasets_[dataset_id] = dataset;
  json::Value value;
  value["schema_version"] = 1;
  value["datasets"] = json::Value::object();
  for (const auto &[id, one] : datasets_)
    value["datasets"][id] = {
        {"name", one.name}, {"signing_key", one.signing_key}, {"newest", text_of(one.newest)}};
  base::write_file(file_, json::to_text(value), base::Overwrite::yes);
}

} // namespace curate::verification

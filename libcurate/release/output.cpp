#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/release/output.hpp>
#include <set>
#include <sys/stat.h>
#include <unistd.h>

namespace curate::release {

namespace {

class ArchiveOutput : public Output {
public:
  explicit ArchiveOutput(const Writing &writing)
      : top_(writing.top), file_(writing.destination),
        pack_([this](auto bytes) { file_.write(bytes); }, *writing.format, writing.time_s) {}

  void begin(std::string_view path, std::uint64_t size_bytes) override {
    pack_.add_file(top_ + "/" + std::string(path), size_bytes);
  }
  void write(std::span<const std::byte> bytes) override { pack_.write(bytes); }
  void end() override {}
  void finish() override { pack_.finish(); }
  void commit() override { file_.commit(base::Overwrite::no); }

private:
  std::string top_;
  base::AtomicFile file_;
  archive::Pack pack_;
};

[[noreturn]] void fail(const fs::path &path) {
  throw SystemError(fmt::format("cannot write {}: {}", path.string(), std::strerror(errno)));
}

class FolderOutput : public Output {
public:
  explicit FolderOutput(const Writing &writing)
      : folder_(writing.destination), time_{writing.time_s, 0},
        partial_(folder_.parent_path() / ("." + folder_.filename().string() + ".partial")) {
    fs::remove_all(partial_); // of a run that was killed
    make(partial_);
  }
  ~FolderOutput() override {
    if (descriptor_ >= 0) ::close(descriptor_);
    boost::system::error_code ignored;
    if (!is_committed_) fs::remove_all(partial_, ignored);
  }

  void begin(std::string_view path, std::uint64_t) override {
    path_ = partial_ / std::string(path);
    if (folders_.insert(path_.parent_path().string()).second) make(path_.parent_path());
    descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (descriptor_ < 0) fail(path_);
  }
  void write(std::span<const std::byte> bytes) override {
    while (!bytes.empty()) {
      const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail(path_);
      bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
  }
  void end() override {
    const timespec times[] = {time_, time_};
    const bool is_done = ::futimens(descriptor_, times) == 0;
    if (::close(std::exchange(descriptor_, -1)) != 0 || !is_done) fail(path_);
  }
  void finish() override {}
  void commit() override {
    // A rename replaces an empty folder alone; what is there stays.
    if (fs::exists(fs::symlink_status(folder_))) {
      errno = EEXIST;
      fail(folder_);
    }
    if (::rename(partial_.c_str(), folder_.c_str()) != 0) fail(folder_);
    is_committed_ = true;
  }

private:
  static void make(const fs::path &folder) {
    boost::system::error_code error;
    fs::create_directories(folder, error);
    if (error)
      throw SystemError(
          fmt::format("cannot make the folder {}: {}", folder.string(), error.message()));
  }

  fs::path folder_;
  timespec time_;
  fs::path partial_, path_;
  std::set<std::string> folders_;
  int descriptor_ = -1;
  bool is_committed_ = false;
};

} // namespace

std::unique_ptr<Output> output_of(const Writing &writing) {
  if (writing.format) return std::make_unique<ArchiveOutput>(writing);
  return std::make_unique<FolderOutput>(writing);
}

} // namespace curate::release

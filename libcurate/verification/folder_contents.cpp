#include <libcurate/base/error.hpp>
#include <libcurate/parallel/for_each.hpp>
#include <libcurate/verification/folder_contents.hpp>

#include <atomic>
#include <cerrno>
#include <fcntl.h>
#include <memory>
#include <mutex>
#include <sys/stat.h>
#include <unistd.h>

namespace curate::verification {

namespace {

constexpr std::size_t block_bytes = std::size_t{1} << 18;
constexpr std::size_t most_depth = 200;

class Descriptor {
public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor &) = delete;
  Descriptor &operator=(const Descriptor &) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int operator*() const { return number_; }

private:
  int number_;
};

Finding unreadable(std::string_view path) {
  return {Severity::error,       "VERIFY-UNREADABLE",
          shown(path),           {},
          "this cannot be read", "look at its permissions, or copy the release again"};
}

ItemKind kind_of(mode_t mode) {
  if (S_ISREG(mode)) return ItemKind::file;
  if (S_ISDIR(mode)) return ItemKind::folder;
  if (S_ISLNK(mode)) return ItemKind::link;
  return ItemKind::special;
}

void walk(const fs::path &folder, const std::string &below, std::size_t depth, Contents &contents) {
  boost::system::error_code error;
  fs::directory_iterator it(folder, error);
  if (error || depth > most_depth) {
    contents.findings.push_back(unreadable(below));
    return;
  }
  for (; it != fs::directory_iterator(); it.increment(error)) {
    const std::string path = below + it->path().filename().string();
    struct stat status {};
    if (::lstat(it->path().c_str(), &status) != 0) {
      contents.findings.push_back(unreadable(path));
      continue;
    }
    const auto kind = kind_of(status.st_mode);
    contents.items.push_back({path, kind, static_cast<std::uint64_t>(status.st_size), {}});
    if (kind == ItemKind::folder) walk(it->path(), path + "/", depth + 1, contents);
  }
  if (error) contents.findings.push_back(unreadable(below));
}

// What one thread reads with.
struct Reading {
  std::unique_ptr<std::byte[]> block{new std::byte[block_bytes]};
};

// The digest of a file that is no link, and its text where it is looked into.
std::optional<integrity::Digest> digest_of(const fs::path &file, std::string *text,
                                           std::uint64_t &read_bytes) {
  const Descriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  struct stat status {};
  if (*descriptor < 0 || ::fstat(*descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return {};
  thread_local const Reading reading;
  integrity::Sha256 sha256;
  for (;;) {
    const ssize_t got = ::read(*descriptor, reading.block.get(), block_bytes);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return {};
    if (got == 0) return sha256.finish();
    const std::span block(reading.block.get(), static_cast<std::size_t>(got));
    read_bytes += block.size();
    sha256.add(block);
    if (text && read_bytes <= most_text_bytes)
      text->append(reinterpret_cast<const char *>(block.data()), block.size());
  }
}

} // namespace

Contents read_folder(const fs::path &folder, unsigned jobs, const ReadProgress &progress) {
  Contents contents;
  walk(folder, "", 0, contents);
  std::vector<std::size_t> files;
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < contents.items.size(); ++i)
    if (contents.items[i].kind == ItemKind::file) {
      files.push_back(i);
      total += contents.items[i].size_bytes;
    }
  std::mutex shared; // of findings, texts and progress
  std::uint64_t done = 0;
  parallel::for_each(jobs, files.size(), [&](std::size_t i) {
    Item &item = contents.items[files[i]];
    std::string text;
    std::uint64_t read_bytes = 0;
    const bool is_wanted = is_looked_into(item.path);
    item.digest = digest_of(folder / item.path, is_wanted ? &text : nullptr, read_bytes);
    item.size_bytes = read_bytes;
    if (item.digest && !is_wanted && !progress) return;
    const std::scoped_lock lock(shared);
    if (!item.digest) contents.findings.push_back(unreadable(item.path));
    if (is_wanted) contents.texts[item.path] = std::move(text);
    done += read_bytes;
    if (progress) progress(done, total);
  });
  return contents;
}

} // namespace curate::verification

#include <fmt/format.h>
#include <libcurate/leaks/content.hpp>

namespace curate::leaks {

Result<Content> Content::of_file(const std::string &path) {
  auto bytes = archive::Bytes::from_file(path);
  if (!bytes) return tl::unexpected(bytes.error());
  Content content;
  content.bytes_ = std::move(*bytes);
  content.path_ = path;
  return content;
}

Content Content::of_bytes(archive::Bytes bytes) {
  Content content;
  content.bytes_ = std::move(bytes);
  return content;
}

Result<archive::Bytes> Content::again() const {
  if (!path_.empty()) return archive::Bytes::from_file(path_);
  if (spool_)
    return archive::Bytes::from_descriptor(spool_->descriptor(), 0, spool_->length_bytes());
  return archive::Bytes(std::vector<std::byte>(view().begin(), view().end()));
}

std::string Content::path() {
  if (!path_.empty()) return path_;
  if (!spool_) {
    spool_ = std::make_shared<archive::Spool>();
    spool_->append(view());
  }
  return fmt::format("/proc/self/fd/{}", spool_->descriptor());
}

void Content::Taker::take(std::span<const std::byte> block) {
  if (!spool_ && small_.size() + block.size() <= most_bytes_in_memory) {
    small_.insert(small_.end(), block.begin(), block.end());
    return;
  }
  if (!spool_) {
    spool_ = std::make_shared<archive::Spool>();
    spool_->append(small_);
    small_ = {};
  }
  spool_->append(block);
}

Result<Content> Content::Taker::finish() {
  if (!spool_) return of_bytes(archive::Bytes(std::move(small_)));
  auto bytes = archive::Bytes::from_descriptor(spool_->descriptor(), 0, spool_->length_bytes());
  if (!bytes) return tl::unexpected(bytes.error());
  Content content = of_bytes(std::move(*bytes));
  content.spool_ = spool_;
  return content;
}

} // namespace curate::leaks

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <libcurate/archive/descriptor.hpp>
#include <libcurate/archive/gzip.hpp>
#include <libcurate/archive/source.hpp>
#include <libcurate/archive/spool.hpp>
#include <libcurate/base/error.hpp>
#include <limits>
#include <sys/stat.h>
#include <utility>

namespace curate::archive {

namespace {

// Pictures shrink to a half, empty ones to a hundredth: what grows further is small, or made to
// fill the memory.
constexpr std::uint64_t always_inflated_bytes = std::uint64_t{1} << 29, most_growth = 32;

// Two texts, each in two pieces.
std::strong_ordering order_of_pieces(std::string_view a, std::string_view a_rest,
                                     std::string_view b, std::string_view b_rest) {
  for (;;) {
    const std::size_t common = std::min(a.size(), b.size());
    if (const int order = a.substr(0, common).compare(b.substr(0, common)); order != 0)
      return order <=> 0;
    a.remove_prefix(common);
    b.remove_prefix(common);
    if (a.empty()) a = std::exchange(a_rest, {});
    if (b.empty()) b = std::exchange(b_rest, {});
    if (a.empty() || b.empty()) return a.size() <=> b.size();
  }
}

} // namespace

Source Source::of_file(std::string_view path) {
  const std::size_t folder_length = path.rfind('/') + 1; // 0 where there is none
  const auto place = std::make_shared<Place>();
  place->path = path.substr(0, folder_length);
  return add(place, path.substr(folder_length));
}

Source Source::add(const std::shared_ptr<Place> &place, std::string_view name) {
  constexpr std::size_t most_bytes = std::numeric_limits<std::int32_t>::max();
  if (name.size() > most_bytes - std::min(most_bytes, place->names.size()))
    throw SystemError("the names of one folder or archive fill more than 2 GB");
  Source out;
  out.place_ = place;
  out.name_at_ = static_cast<std::uint32_t>(place->names.size());
  out.name_length_ = static_cast<std::uint32_t>(name.size()) & 0x7FFFFFFFU;
  place->names += name;
  return out;
}

std::string_view Source::name() const {
  if (!place_) return {};
  return std::string_view(place_->names).substr(name_at_, name_length_);
}

std::string Source::path() const {
  std::string out(folder());
  if (!is_member()) out += name();
  return out;
}

std::strong_ordering order_of(const Source &a, const Source &b) {
  if (a.place_ == b.place_) return a.name() <=> b.name();
  const auto rest = [](const Source &source) {
    return source.is_member() ? std::string_view() : source.name();
  };
  const auto order = order_of_pieces(a.folder(), rest(a), b.folder(), rest(b));
  return order != 0 ? order : a.member() <=> b.member();
}

Result<Source::Start> Source::stored(std::uint64_t wanted_bytes) const {
  if (is_member()) {
    auto bytes = Bytes::from_descriptor(place_->spool->descriptor(), offset_bytes,
                                        std::min(wanted_bytes, length_bytes));
    if (!bytes) return tl::unexpected(bytes.error());
    return Start{std::move(*bytes), length_bytes};
  }
  // Not to be held up by a pipe that nobody writes to.
  const Descriptor file(::open(path().c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat facts {};
  if (!file.is_open() || ::fstat(file.number(), &facts) != 0)
    return problem("FILE-UNREADABLE",
                   std::string("the file cannot be read: ") + std::strerror(errno));
  auto bytes = Bytes::from_descriptor(file.number(), 0, wanted_bytes);
  if (!bytes) return tl::unexpected(bytes.error());
  return Start{std::move(*bytes), static_cast<std::uint64_t>(facts.st_size)};
}

Result<Bytes> Source::read(std::uint64_t limit_bytes) const {
  auto start = stored(UINT64_MAX);
  if (!start) return tl::unexpected(start.error());
  if (start->whole_length_bytes > limit_bytes)
    return problem("FILE-TOO-LARGE", "the file is larger than is read");
  if (!is_gzip) return std::move(start->bytes);
  const std::uint64_t growth =
      std::max(always_inflated_bytes, most_growth * start->whole_length_bytes);
  return gunzip(start->bytes.view(), std::min({limit_bytes, most_inflated_bytes, growth}));
}

Result<Source::Start> Source::read_start(std::size_t wanted_bytes) const {
  if (!is_gzip) return stored(wanted_bytes);
  auto bytes = read();
  if (!bytes) return tl::unexpected(bytes.error());
  const std::uint64_t length = bytes->view().size();
  return Start{std::move(*bytes), length};
}

} // namespace curate::archive

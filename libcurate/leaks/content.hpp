#pragma once

#include <libcurate/archive/bytes.hpp>
#include <libcurate/archive/spool.hpp>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace curate::leaks {

/// The bytes of a file, or of a member of an archive: mapped, or in memory where small. Move-only.
class Content {
public:
  /// Up to this many bytes a member stays in memory; longer ones go to a spool in TMPDIR.
  static constexpr std::size_t most_bytes_in_memory = std::size_t{4} << 20;

  /// Fails with FILE-UNREADABLE.
  static Result<Content> of_file(const std::string &path);
  static Content of_bytes(archive::Bytes bytes);

  std::span<const std::byte> view() const { return bytes_.view(); }
  /// A second owner of the same bytes, for readers that take them.
  Result<archive::Bytes> again() const;
  /// A path by which the content can be opened for reading, as long as this lives.
  std::string path();
  /// See archive::Bytes.
  void forget(std::span<const std::byte> part) const { bytes_.forget(part); }
  bool is_cut() const { return bytes_.is_cut(); }

  /// Takes a member block by block.
  class Taker {
  public:
    void take(std::span<const std::byte> block);
    Result<Content> finish();

  private:
    std::vector<std::byte> small_;
    std::shared_ptr<archive::Spool> spool_;
  };

private:
  archive::Bytes bytes_;
  std::string path_;
  std::shared_ptr<archive::Spool> spool_; ///< shared with the Taker that filled it
};

} // namespace curate::leaks

#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/integrity/manifest.hpp>
#include <libcurate/integrity/minisign.hpp>
#include <libcurate/parallel/pipeline.hpp>
#include <libcurate/release/output.hpp>
#include <libcurate/release/source_file.hpp>
#include <libcurate/release/write_release.hpp>

#include <algorithm>
#include <fmt/format.h>

namespace curate::release {

namespace {

// What is larger is hashed while it is written, so that it is in memory once, piece by piece.
constexpr std::uint64_t most_ahead_bytes = std::uint64_t{32} << 20;

// A file between its hashing and its writing.
struct Passing {
  const ReleaseFile *file;
  SourceFile source;
  std::optional<integrity::Digest> digest;
};

integrity::Digest digest_of(const SourceFile &source) {
  integrity::Sha256 sha256;
  source.each_piece([&](auto piece) { sha256.add(piece); });
  return sha256.finish();
}

class Writer {
public:
  Writer(const Writing &writing, std::uint64_t total_bytes)
      : writing_(writing), output_(output_of(writing)), total_bytes_(total_bytes) {}

  void take(Passing passing) {
    output_->begin(passing.file->path, passing.source.size_bytes());
    std::optional<integrity::Sha256> sha256;
    if (!passing.digest) sha256.emplace();
    passing.source.each_piece([&](auto piece) {
      if (sha256) sha256->add(piece);
      output_->write(piece);
    });
    output_->end();
    passing.source.demand_unchanged();
    if (sha256) passing.digest = sha256->finish();
    if (passing.file->expected && passing.file->expected != passing.digest)
      throw PolicyError("RELEASE-FILE-CHANGED",
                        fmt::format("{} is not what was checked; nothing was released: look at who "
                                    "changed it, and convert or check it again",
                                    passing.file->path));
    lines_.push_back({passing.file->path, *passing.digest});
    bytes_ += passing.source.size_bytes();
    if (writing_.progress) writing_.progress(bytes_, total_bytes_);
  }

  void add_text(std::string_view path, const std::string &text) {
    output_->begin(path, text.size());
    output_->write(std::as_bytes(std::span(text)));
    output_->end();
  }

  verification::Description finish(verification::Description description,
                                   const integrity::SigningKey &key) {
    std::vector<integrity::Digest> digests;
    for (const auto &line : lines_)
      digests.push_back(integrity::line_digest(line));
    description.files = lines_.size();
    description.bytes = bytes_;
    const std::string manifest = integrity::manifest_text(lines_);
    description.manifest_sha256 = integrity::hex(integrity::sha256(manifest));
    description.lines_sha256 = integrity::hex(integrity::lines_digest(std::move(digests)));
    description.signing_key = integrity::text_of(integrity::verifying_key_of(key));
    const std::string text = verification::text_of(description);
    add_text(verification::manifest_file, manifest);
    add_text(verification::description_file, text);
    add_text(verification::signature_file,
             integrity::minisign_text(key, text,
                                      fmt::format("{} {}", description.dataset_name,
                                                  verification::text_of(description.version))));
    output_->finish();
    if (writing_.before_commit) writing_.before_commit(description, lines_);
    output_->commit();
    return description;
  }

private:
  const Writing &writing_;
  std::unique_ptr<Output> output_;
  std::uint64_t total_bytes_, bytes_ = 0;
  std::vector<integrity::ManifestLine> lines_;
};

std::uint64_t size_of(const ReleaseFile &file) {
  if (file.source.empty()) return file.text.size();
  boost::system::error_code error;
  const auto size = fs::file_size(file.source, error);
  return error ? 0 : size;
}

} // namespace

verification::Description write_release(std::vector<ReleaseFile> files,
                                        verification::Description description,
                                        const integrity::SigningKey &key, const Writing &writing) {
  std::ranges::sort(files, {}, &ReleaseFile::path);
  std::uint64_t total_bytes = 0;
  if (writing.progress)
    for (const auto &file : files)
      total_bytes += size_of(file);
  Writer writer(writing, total_bytes);
  std::size_t next = 0;
  parallel::pipeline<Passing, Passing>(
      writing.jobs, 2 * std::size_t{writing.jobs},
      [&]() -> std::optional<Passing> {
        if (next == files.size()) return {};
        const ReleaseFile &file = files[next++];
        return Passing{&file, SourceFile(file), {}};
      },
      [](Passing passing) {
        if (passing.source.size_bytes() <= most_ahead_bytes)
          passing.digest = digest_of(passing.source);
        return passing;
      },
      [&](Passing passing) { writer.take(std::move(passing)); });
  return writer.finish(std::move(description), key);
}

} // namespace curate::release

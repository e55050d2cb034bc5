#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/consent/checkpoint.hpp>

#include <algorithm>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

namespace curate::consent {

namespace {

const std::vector<std::string> columns = {"number", "hash", "recorded", "signature"};
constexpr std::string_view title = "curate consent checkpoint 1";
constexpr std::size_t largest_file_bytes = 4096;

fs::path file_of(const study::Study &study) {
  return study.private_folder() / "consent.checkpoint";
}

std::string message_of(const Checkpoint &checkpoint) {
  return fmt::format("{}\n{}\n{}\n{}\n", title, checkpoint.number, checkpoint.hash,
                     checkpoint.recorded);
}

Checkpoint checkpoint_of(const study::Cells &row) {
  return {base::to_integer(row[0]).value_or(0), row[1], row[2], row[3]};
}

std::span<const std::byte> bytes_of(const std::string &text) {
  return std::as_bytes(std::span(text));
}

/// Waits until no other program writes the copy.
class Turn {
public:
  explicit Turn(const fs::path &file)
      : descriptor_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    if (descriptor_ < 0 || ::flock(descriptor_, LOCK_EX) != 0)
      throw SystemError("cannot lock " + file.string() + ": " + std::strerror(errno));
  }
  Turn(const Turn &) = delete;
  Turn &operator=(const Turn &) = delete;
  ~Turn() { ::close(descriptor_); }

private:
  int descriptor_;
};

} // namespace

Checkpoint signed_checkpoint(std::int64_t number, const std::string &hash,
                             const std::string &recorded, const integrity::SigningKey &key) {
  Checkpoint made{number, hash, recorded, {}};
  made.signature = integrity::base64(integrity::sign(key, bytes_of(message_of(made))));
  return made;
}

bool is_signed(const Checkpoint &checkpoint, const integrity::PublicKey &key) {
  const auto bytes = integrity::from_base64(checkpoint.signature);
  integrity::Signature signature;
  if (!bytes || bytes->size() != signature.size()) return false;
  // Base64 has several texts for the same bytes; only one of them was written.
  if (integrity::base64(bytes_of(*bytes)) != checkpoint.signature) return false;
  std::memcpy(signature.data(), bytes->data(), signature.size());
  return integrity::verify(key, bytes_of(message_of(checkpoint)), signature);
}

std::vector<Checkpoint> checkpoints(study::Database &database) {
  std::vector<Checkpoint> all;
  for (const auto &row : database.select(columns, "FROM consent_checkpoints ORDER BY number"))
    all.push_back(checkpoint_of(row));
  return all;
}

std::optional<Checkpoint> newest_checkpoint(study::Database &database) {
  const auto rows =
      database.select(columns, "FROM consent_checkpoints ORDER BY number DESC LIMIT 1");
  if (rows.empty()) return {};
  return checkpoint_of(rows[0]);
}

void add_checkpoint(study::Database &database, const Checkpoint &checkpoint) {
  database.run("INSERT INTO consent_checkpoints (number, hash, recorded, signature) VALUES (:a, :b,"
               " :c, :d)",
               {std::to_string(checkpoint.number), checkpoint.hash, checkpoint.recorded,
                checkpoint.signature});
}

std::optional<Checkpoint> copied_checkpoint(const study::Study &study) {
  if (!fs::exists(file_of(study))) return {};
  const std::string text = base::read_file(file_of(study), largest_file_bytes);
  const auto lines = base::split(text, '\n');
  if (lines.size() != 6 || lines[0] != title || !lines[5].empty()) return Checkpoint{};
  return Checkpoint{base::to_integer(lines[1]).value_or(0), std::string(lines[2]),
                    std::string(lines[3]), std::string(lines[4])};
}

void copy_checkpoint(const study::Study &study, const Checkpoint &checkpoint) {
  const Turn turn(study.private_folder() / "consent.lock");
  if (const auto there = copied_checkpoint(study); there && there->number >= checkpoint.number)
    return;
  base::write_file(file_of(study), message_of(checkpoint) + checkpoint.signature + "\n",
                   base::Overwrite::yes);
}

} // namespace curate::consent

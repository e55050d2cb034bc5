#pragma once

#include <functional>
#include <libcurate/base/finding.hpp>
#include <libcurate/withdrawal/proof.hpp>
#include <optional>

namespace curate::withdrawal {

/// Who withdraws, how far, and what the officer knows.
struct Request {
  std::string label; ///< without "sub-"
  consent::Level level = consent::Level::use;
  std::string by, evidence_sha256;
  bool is_dry_run = false;
  bool keeps_releases = false, reads_pictures = false;
  unsigned jobs = 1;
  /// Tokens of the person's ids, where an original id was given: then somebody who is not known is
  /// blocked.
  std::set<std::string> people;
  Originals originals; ///< what is searched for besides the label
  bool has_originals = false;
  std::vector<fs::path> sources;         ///< where the originals lie: never touched
  std::vector<std::string> source_paths; ///< the person's files in them
  /// Called before each change, with its number from 0: tests stop there.
  std::function<void(std::size_t)> before_step;
};

/// What became of it.
enum class Status {
  planned, ///< nothing was changed: a dry run
  done,
  already ///< is withdrawn so far, and nothing was there to be done: searched and proved again
};

struct Outcome {
  Status status = Status::done;
  std::int64_t number = 0; ///< of the withdrawal; 0: none
  Proof proof;
  Findings findings;
};

/// Carries a withdrawal to its end, or goes on with one that was begun: killed anywhere, the next
/// call leaves the study as an undisturbed one would have. Products are in
/// private/withdrawals/<number>/. Throws InputError WITHDRAW-UNKNOWN where the label is not known
/// and no id was given; UsageError where a withdrawal that was begun needs the id or the originals
/// again; SystemError where something may not be read or written: then nothing was changed.
Outcome withdraw(const study::Study &study, const Request &request);

/// The withdrawals that were begun and not done, as requests to go on with.
std::vector<Request> unfinished(const study::Study &study);

} // namespace curate::withdrawal

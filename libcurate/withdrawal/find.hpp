#pragma once

#include <cstdint>
#include <libcurate/base/fs.hpp>
#include <libcurate/study/study.hpp>
#include <libcurate/withdrawal/needles.hpp>
#include <optional>
#include <string>
#include <vector>

namespace curate::withdrawal {

/// A file, link or folder that is the person's; `path` below the study.
struct Place {
  std::string path;
  bool is_folder = false;
  std::uint64_t bytes = 0;

  bool operator==(const Place &) const = default;
};

/// Something that a person has to decide about: it cannot be taken out by a program.
struct Named {
  std::string code; ///< WITHDRAW-...
  std::string path;

  auto operator<=>(const Named &) const = default;
};

/// What was looked through.
struct Searched {
  std::uint64_t names = 0;         ///< of files, links and folders
  std::uint64_t files = 0;         ///< whose bytes were read
  std::uint64_t bytes = 0;         ///< unpacked, where they were
  std::uint64_t pictures = 0;      ///< of other people: only their names
  std::vector<std::string> places; ///< where something was found, sorted

  bool operator==(const Searched &) const = default;
};

/// Where somebody is in a study, all sorted by path.
struct Found {
  std::vector<Place> owned;
  std::vector<std::string> shared; ///< tables and JSON that lose rows, cells or references
  std::vector<Named> named;
  std::vector<std::string> unread; ///< could not be read
  Searched searched;
};

/// How a study is looked through.
struct Looking {
  unsigned jobs = 1;
  bool reads_pictures = false;       ///< other people's too
  std::vector<fs::path> untouched;   ///< originals: nothing below them is the study's
  std::vector<std::string> left_out; ///< releases that are dealt with as a whole, below the study
};

/// Goes through the whole study once: names of everything, and the bytes of what is not a picture
/// of somebody else (of gzip files: unpacked). The registry, the keys and what withdrawals keep are
/// left out. Links are not followed, but for the study's own three folders. Codes of what is named:
/// WITHDRAW-COMPUTED (a group's file whose sidecar names the person), WITHDRAW-GROUP (a group's
/// file of derivatives that hold the person: it may have been computed with them), WITHDRAW-REMAINS
/// (the person is in it, and it cannot be rewritten), WITHDRAW-NAME (a name with the person in it),
/// WITHDRAW-HISTORY (older versions of a dataset), WITHDRAW-ORIGINAL (an original inside of the
/// study). Memory: what is found, and the names of one folder a thread; tables of up to 512 MB.
Found find(const study::Study &study, const Trace &trace, const Needles &needles,
           const Looking &looking);

/// What a table or JSON file of the study holds without the person; nothing where it may stay as it
/// is. `path` is below the study.
std::optional<std::string> without(const study::Study &study, const std::string &path,
                                   const std::string &text, const Trace &trace);

} // namespace curate::withdrawal

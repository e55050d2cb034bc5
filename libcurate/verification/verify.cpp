#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/clock.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/verification/compare.hpp>
#include <libcurate/verification/consistency.hpp>
#include <libcurate/verification/known_releases.hpp>
#include <libcurate/verification/names.hpp>
#include <libcurate/verification/purge_journal.hpp>
#include <libcurate/verification/purge_note.hpp>
#include <libcurate/verification/verify.hpp>

#include <algorithm>
#include <fmt/format.h>
#include <tuple>

namespace curate::verification {

namespace {

// Lists are asked for again after a quarter of a year.
constexpr std::chrono::days list_is_old_after{92};

constexpr const char *do_not_use = "do not use it: download it again, or ask whoever made it";

class Verifier {
public:
  explicit Verifier(const Request &request) : request_(request) {}

  Verification run() {
    result_.contents = read_contents(request_.release, request_.jobs, request_.progress);
    result_.findings = result_.contents.findings;
    for (const auto &item : result_.contents.items)
      if (item.kind == ItemKind::file) {
        ++result_.files;
        result_.bytes += item.size_bytes;
      }
    const bool is_described = read_description_of();
    if (is_described) check_signature();
    result_.key = key_;
    check_manifest();
    if (is_described) {
      add(check_consistency(result_.contents, *result_.description));
      check_revocations();
    }
    check_paths();
    settle();
    if (result_.is_whole && request_.known_releases) remember();
    return std::move(result_);
  }

private:
  void add(Findings findings) { std::ranges::move(findings, std::back_inserter(result_.findings)); }
  void note(Severity severity, const char *code, std::string_view file, std::string message,
            const char *remedy) {
    result_.findings.push_back({severity, code, std::string(file), {}, std::move(message), remedy});
  }
  const std::string *text(std::string_view path) const {
    const auto found = result_.contents.texts.find(std::string(path));
    return found == result_.contents.texts.end() ? nullptr : &found->second;
  }

  bool read_description_of() {
    const std::string *it = text(description_file);
    if (!it) {
      note(Severity::error, "VERIFY-NO-RELEASE", description_file,
           "RELEASE.json is missing: this is no release, or not all of it", do_not_use);
      return false;
    }
    auto description = read_description(*it);
    if (!description) {
      note(Severity::error, "VERIFY-NO-RELEASE", description_file, description.error().message,
           do_not_use);
      return false;
    }
    result_.description = std::move(*description);
    return true;
  }

  // The key to hold the release to, and how it is known.
  std::optional<integrity::VerifyingKey> trusted_key() {
    const auto named = integrity::read_public_key(result_.description->signing_key);
    if (request_.key) {
      result_.trust = Trust::given;
      return request_.key;
    }
    const auto known = known_dataset();
    if (known) {
      result_.trust = Trust::pinned;
      if (known->signing_key != result_.description->signing_key)
        note(
            Severity::error, "VERIFY-KEY-CHANGED", signature_file,
            "earlier releases of this dataset were signed with another key",
            "ask whoever made it, on another way than the release came, whether the key is theirs");
      if (known->newest > result_.description->version)
        note(Severity::warning, "VERIFY-OLDER-VERSION", description_file,
             fmt::format("version {} of this dataset was seen already", text_of(known->newest)),
             "use the newer one");
      const auto key = integrity::read_public_key(known->signing_key);
      if (key) return *key;
      return {};
    }
    if (!named) return {};
    result_.trust = Trust::first_seen;
    note(Severity::warning, "VERIFY-KEY-FIRST-SEEN", signature_file,
         fmt::format("whose key {} is cannot be known from the release alone",
                     result_.description->signing_key),
         "compare it with the one its maker publishes, or give that with --key");
    return *named;
  }

  std::optional<KnownDataset> known_dataset() const {
    if (!request_.known_releases) return {};
    return KnownReleases(*request_.known_releases).find(result_.description->dataset_id);
  }

  void check_signature() {
    key_ = trusted_key();
    const std::string *signature = text(signature_file);
    if (!signature) {
      note(Severity::error, "VERIFY-UNSIGNED", signature_file, "the signature is missing",
           do_not_use);
      return;
    }
    if (!key_) {
      note(Severity::error, "VERIFY-SIGNATURE", signature_file, "there is no key to check it with",
           do_not_use);
      return;
    }
    const auto comment = integrity::verify_minisign(*key_, *text(description_file), *signature);
    result_.is_genuine = comment.has_value();
    if (!comment)
      note(Severity::error, "VERIFY-SIGNATURE", signature_file, comment.error().message,
           do_not_use);
    else if (!integrity::is_as_written(*signature))
      note(Severity::error, "VERIFY-SIGNATURE", signature_file,
           "somebody wrote into the part of this file that is not signed", do_not_use);
  }

  void check_manifest() {
    const std::string *it = text(manifest_file);
    if (!it) {
      note(Severity::error, "VERIFY-MANIFEST", manifest_file, "the manifest is missing",
           do_not_use);
      return;
    }
    const auto manifest = integrity::read_manifest(*it);
    if (!manifest) {
      note(Severity::error, "VERIFY-MANIFEST", manifest_file, manifest.error().message, do_not_use);
      return;
    }
    const std::string *note_text = text(purge_note_file);
    if (!result_.description) {
      // What is told of the files is better than nothing.
    } else if (note_text) {
      const auto purge = read_purge_note(*note_text);
      if (purge)
        add(check_purge(*purge, *result_.description, *manifest));
      else
        note(Severity::error, "VERIFY-PURGE-WRONG", purge_note_file, purge.error().message,
             do_not_use);
    } else if (integrity::hex(integrity::sha256(*it)) != result_.description->manifest_sha256) {
      note(Severity::error, "VERIFY-MANIFEST", manifest_file,
           "the manifest is not the one that was signed", do_not_use);
    }
    add(compare(result_.contents, *manifest));
  }

  void check_paths() {
    std::vector<std::string> paths;
    for (const auto &item : result_.contents.items) {
      if (item.kind != ItemKind::folder) paths.push_back(item.path);
      if (item.path == purge_journal_file)
        note(Severity::error, "VERIFY-PURGE-UNFINISHED", purge_journal_file,
             "people were being taken out of this copy, and that was not ended",
             "run curate verify --purge again");
    }
    add(check_names(paths));
  }

  void check_revocations() {
    if (request_.revocations.empty())
      note(Severity::warning, "VERIFY-REVOCATIONS-ABSENT", {},
           "without a list of withdrawals it cannot be said whether everybody in the release still "
           "takes part",
           "get the newest list from whoever made the release, and give it with --revocations");
    if (!key_) return;
    for (const auto &file : request_.revocations)
      check_list(file);
    std::ranges::sort(result_.revoked, {}, [](const Revoked &one) {
      return std::tuple(one.label, one.demand, one.list_number);
    });
    // Not std::ranges::unique: clang 14, with which the parsers are fuzzed, cannot read it.
    const auto is_same = [](const Revoked &a, const Revoked &b) { return a.label == b.label; };
    result_.revoked.erase(std::unique(result_.revoked.begin(), result_.revoked.end(), is_same),
                          result_.revoked.end());
    for (const auto &one : result_.revoked)
      note(Severity::error, "VERIFY-REVOKED", "sub-" + one.label,
           one.demand == Demand::remove
               ? "this person takes no longer part: nothing of them may be kept"
               : "this person's data may not be given to others any more",
           one.demand == Demand::remove
               ? "run curate verify --purge, and send the receipt to whoever made the release"
               : "do not pass this release on; the next version comes without them");
  }

  void check_list(const fs::path &file) {
    const fs::path beside = file.string() + ".minisig";
    const std::string name = shown(file.filename().string());
    if (!fs::exists(beside)) {
      note(Severity::error, "VERIFY-REVOCATIONS", name, "the signature of this list is missing",
           "get the list and its .minisig from whoever made the release");
      return;
    }
    const auto list = read_revocation(base::read_file(file), base::read_file(beside), *key_);
    if (!list) {
      note(Severity::error, "VERIFY-REVOCATIONS", name, list.error().message,
           "get the list and its .minisig from whoever made the release");
      return;
    }
    if (list->dataset_id != result_.description->dataset_id) {
      note(Severity::error, "VERIFY-REVOCATIONS-OTHER", name, "this list is of another dataset",
           "get the list of this one");
      return;
    }
    const auto oldest = base::iso8601(base::Clock::now() - list_is_old_after).substr(0, 10);
    if (list->date < oldest)
      note(Severity::warning, "VERIFY-REVOCATIONS-OLD", name,
           fmt::format("this list is of {}", list->date),
           "get the newest one from whoever made the release");
    if (result_.newest_list_date.empty() || list->number > result_.newest_list) {
      result_.newest_list = list->number;
      result_.newest_list_date = list->date;
    }
    for (auto &one : revoked_in(result_.contents, *result_.description, *list))
      result_.revoked.push_back(std::move(one));
  }

  void settle() {
    auto &findings = result_.findings;
    std::ranges::sort(findings, [](const Finding &a, const Finding &b) {
      return std::tuple(-static_cast<int>(a.severity), a.code, a.file, a.place) <
             std::tuple(-static_cast<int>(b.severity), b.code, b.file, b.place);
    });
    const auto is_error = [](const Finding &one) {
      return one.severity == Severity::error && one.code != "VERIFY-REVOKED" &&
             !one.code.starts_with("VERIFY-REVOCATIONS");
    };
    result_.is_whole =
        result_.description && result_.is_genuine && std::ranges::none_of(findings, is_error);
  }

  // Where nothing can be kept, as in a container without a home, the release is as good as before.
  void remember() {
    try {
      keep_key();
    } catch (const SystemError &error) {
      note(Severity::warning, "VERIFY-KEY-NOT-KEPT", {}, error.what(),
           "give another file with --known, or --no-pin");
      settle();
    }
  }

  void keep_key() {
    KnownReleases known(*request_.known_releases);
    const auto &description = *result_.description;
    KnownDataset dataset{description.dataset_name, integrity::text_of(*key_), description.version};
    if (const auto before = known.find(description.dataset_id))
      dataset.newest = std::max(before->newest, dataset.newest);
    known.remember(description.dataset_id, dataset);
  }

  const Request &request_;
  Verification result_;
  std::optional<integrity::VerifyingKey> key_;
};

} // namespace

std::string_view name_of(Trust trust) {
  switch (trust) {
  case Trust::none:
    return "none";
  case Trust::given:
    return "given";
  case Trust::pinned:
    return "pinned";
  case Trust::first_seen:
    return "first_seen";
  }
  return {};
}

Verification verify(const Request &request) {
  return Verifier(request).run();
}

} // namespace curate::verification

#pragma once

#include <array>
#include <cstddef>
#include <libcurate/base/result.hpp>
#include <libcurate/base/secret.hpp>
#include <libcurate/dicom/instance.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace curate::dicom {
struct Series;
}

namespace curate::deid {

/// The 32 random bytes of a study.
using Key = std::array<std::byte, 32>;

/// What the registry and the plan know a series by: keyed digests, 32 hexadecimal digits each.
struct SeriesTokens {
  std::string series;  ///< its UIDs, number and kind: the same whenever it is read again
  std::string study;   ///< its study UID
  std::string visit;   ///< the person and the study's day; empty where the day is not known
  std::string content; ///< the set of its files: another when one was added or lost
};

/// Gives people labels and moves their dates, by HMAC-SHA-256 under the study's key: the same every
/// time, and nothing that can be computed back without the key.
/// Constant after its labels were assigned; may then be used by many threads.
class Pseudonyms {
public:
  /// `site` stands for the issuer where a header names none.
  Pseudonyms(Secret<Key> key, std::string site);

  /// What a person is known by: the digest of issuer (or site) and id. Fails with
  /// DEID-PLACEHOLDER-ID when the id stands for nobody.
  Result<std::string> person_token(const Secret<dicom::Identity> &identity) const;
  /// The digests of a name and of a birth date, by which two persons under one id are noticed;
  /// empty for placeholders. Names are compared without case, order, punctuation, prefix and
  /// suffix.
  std::string name_token(const Secret<dicom::Identity> &identity) const;
  std::string birth_date_token(const Secret<dicom::Identity> &identity) const;

  /// The label computed of a person's token: ten letters and digits.
  std::string computed_label(std::string_view person_token) const;
  /// From now on the person has this label.
  void assign(const std::string &person_token, std::string label);
  /// From now on everybody has this label, whatever the id.
  void assign_all(std::string label);
  /// The person's label. Fails with DEID-PLACEHOLDER-ID.
  Result<std::string> label(const Secret<dicom::Identity> &identity) const;

  /// By how many whole days the dates of the person with this label are moved back: between 120 and
  /// 130 years, so that no shifted date can be taken for a real one.
  /// Source: BIDS 1.10, "Units and dates": shifted dates lie in 1925 or before.
  int shift_days(std::string_view label) const;

  /// A second of the day that nobody can tell without the key: what the times of a series are
  /// counted from where its header does not say when it began.
  int second_of_day(std::string_view series_uid) const;

  /// The UID that stands for another everywhere: "2.25." and the decimal of a random-looking UUID.
  /// Source: DICOM PS3.5, B.2; RFC 9562, version 8.
  std::string uid(std::string_view original) const;

  /// Of a series as it was scanned: nothing of it is read.
  SeriesTokens tokens(const dicom::Series &series, std::string_view label) const;

private:
  std::string token(std::string_view kind, std::string_view text) const;
  int number_below(int bound, std::string_view kind, std::string_view text) const;

  Secret<Key> key_;
  std::string site_;
  std::map<std::string, std::string> labels_;
  std::optional<std::string> label_of_all_;
};

/// Whether a label may stand in a file name: letters and digits, 1 to 64 of them.
bool is_label(std::string_view text);

} // namespace curate::deid

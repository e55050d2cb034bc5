#include <libcurate/base/text.hpp>
#include <libcurate/deid/placeholder.hpp>
#include <libcurate/deid/pseudonym.hpp>
#include <libcurate/dicom/series.hpp>
#include <libcurate/integrity/hmac.hpp>

#include <algorithm>
#include <fmt/format.h>
#include <vector>

namespace curate::deid {

namespace {

// Crockford's base 32: no letter that is read as a digit, and no upper case, as some file systems
// do not tell it apart. Source: https://www.crockford.com/base32.html
constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t label_length = 10; // 50 bits: 10,000 people share one once in 20 million

constexpr int shift_base_days = 43'831; // 120 years: a scan of 2045 lands in 1925
constexpr int shift_range_days = 3'652;

// Separates the parts of what is digested: it occurs in no DICOM text, so no two lists of parts
// give the same bytes. Source: DICOM PS3.5, 6.1.3 (control characters).
constexpr char separator = '\x1f';

std::string text_of(const dicom::Instance::Digest &digest) {
  return fmt::format("{:016x}{:016x}", digest[0], digest[1]);
}

} // namespace

Pseudonyms::Pseudonyms(Secret<Key> key, std::string site)
    : key_(std::move(key)), site_(std::move(site)) {}

std::string Pseudonyms::token(std::string_view kind, std::string_view text) const {
  const auto digest =
      integrity::hmac_sha256(key_.reveal(), std::string(kind) + separator + std::string(text));
  return integrity::hex(std::span(digest).first(16));
}

Result<std::string> Pseudonyms::person_token(const Secret<dicom::Identity> &identity) const {
  const std::string_view id = base::trim(identity.reveal().patient_id);
  if (is_placeholder_id(id))
    return problem("DEID-PLACEHOLDER-ID",
                   "Patient ID (0010,0020) is empty or a placeholder, so nobody knows who this is",
                   "say who it is: --subject LABEL for one person, or --subjects TABLE");
  const std::string_view issuer = base::trim(identity.reveal().issuer);
  return token("person", std::string(issuer.empty() ? std::string_view(site_) : issuer) +
                             separator + std::string(id));
}

std::string Pseudonyms::name_token(const Secret<dicom::Identity> &identity) const {
  const std::string name = normal_name(identity.reveal().name);
  return name.empty() ? std::string() : token("name", name);
}

std::string Pseudonyms::birth_date_token(const Secret<dicom::Identity> &identity) const {
  const std::string_view date = base::trim(identity.reveal().birth_date);
  return is_placeholder_birth_date(date) ? std::string() : token("birth date", date);
}

std::string Pseudonyms::computed_label(std::string_view person_token) const {
  const auto digest = integrity::hmac_sha256(key_.reveal(), std::string("label") + separator +
                                                                std::string(person_token));
  std::string label;
  for (std::size_t i = 0; i < label_length; ++i)
    label += alphabet[std::to_integer<std::size_t>(digest[i] & std::byte{31})];
  return label;
}

void Pseudonyms::assign(const std::string &person_token, std::string label) {
  labels_[person_token] = std::move(label);
}

void Pseudonyms::assign_all(std::string label) {
  label_of_all_ = std::move(label);
}

Result<std::string> Pseudonyms::label(const Secret<dicom::Identity> &identity) const {
  if (label_of_all_) return *label_of_all_;
  auto token = person_token(identity);
  if (!token) return token;
  const auto found = labels_.find(*token);
  return found == labels_.end() ? computed_label(*token) : found->second;
}

int Pseudonyms::number_below(int bound, std::string_view kind, std::string_view text) const {
  const auto digest =
      integrity::hmac_sha256(key_.reveal(), std::string(kind) + separator + std::string(text));
  unsigned long long number = 0;
  for (std::size_t i = 0; i < 6; ++i)
    number = number << 8U | std::to_integer<unsigned long long>(digest[i]);
  return static_cast<int>(number % static_cast<unsigned long long>(bound));
}

int Pseudonyms::shift_days(std::string_view label) const {
  return shift_base_days + number_below(shift_range_days, "date shift", base::lower(label));
}

int Pseudonyms::second_of_day(std::string_view series_uid) const {
  return number_below(86'400, "time of day", base::trim(series_uid));
}

std::string Pseudonyms::uid(std::string_view original) const {
  auto digest = integrity::hmac_sha256(key_.reveal(), std::string("uid") + separator +
                                                          std::string(base::trim(original)));
  digest[6] = (digest[6] & std::byte{0x0F}) | std::byte{0x80}; // version
  digest[8] = (digest[8] & std::byte{0x3F}) | std::byte{0x80}; // variant
  std::array<std::uint32_t, 4> limbs{};
  for (std::size_t i = 0; i < 16; ++i)
    limbs[i / 4] = limbs[i / 4] << 8U | std::to_integer<std::uint32_t>(digest[i]);
  std::string digits;
  while (limbs != std::array<std::uint32_t, 4>{}) {
    std::uint64_t rest = 0;
    for (auto &limb : limbs) {
      const std::uint64_t value = rest << 32U | limb;
      limb = static_cast<std::uint32_t>(value / 10);
      rest = value % 10;
    }
    digits += static_cast<char>('0' + rest);
  }
  std::reverse(digits.begin(), digits.end());
  return "2.25." + digits;
}

SeriesTokens Pseudonyms::tokens(const dicom::Series &series, std::string_view label) const {
  SeriesTokens tokens;
  if (series.instances.empty()) return tokens;
  const auto &first = series.instances.front();
  tokens.series =
      token("series", text_of(first.ids().study_uid) + separator + text_of(first.ids().series_uid) +
                          separator + std::to_string(first.series_number) + separator +
                          text_of(first.ids().series_key) + separator +
                          std::string(dicom::name_of(first.kind)));
  tokens.study = token("study", text_of(first.ids().study_uid));
  if (first.study_date != 0)
    tokens.visit =
        token("visit", base::lower(label) + separator + std::to_string(first.study_date));
  std::vector<dicom::Instance::Digest> files;
  for (const auto &instance : series.instances)
    files.push_back(instance.instance_uid);
  std::sort(files.begin(), files.end());
  std::string list;
  for (const auto &file : files)
    list += text_of(file);
  tokens.content = token("content", list);
  return tokens;
}

bool is_label(std::string_view text) {
  return !text.empty() && text.size() <= 64 && base::alphanumeric(text) == text;
}

} // namespace curate::deid

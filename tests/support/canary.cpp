#include "tests/support/canary.hpp"

#include <array>
#include <fmt/format.h>

namespace curate::support {

using dicom::Vr;

namespace {

/// Days of 45 years, none twice: years, months, days 1 to 28 by turns.
std::string day_number(int number) {
  constexpr int days_a_month = 28, months = 12, years = 45;
  const int day = number % days_a_month, month = number / days_a_month % months;
  return fmt::format("{:04}{:02}{:02}", 1981 + number / (days_a_month * months) % years, month + 1,
                     day + 1);
}

/// A number below `range` that looks like any other, different for each `count`: `factor` shares no
/// divisor with the range.
std::uint64_t stirred(std::uint64_t count, std::uint64_t factor, std::uint64_t range) {
  return (count * factor + range / 3) % range;
}

std::string vr_name(Vr vr) {
  const auto code = static_cast<std::uint16_t>(vr);
  return {static_cast<char>(code >> 8), static_cast<char>(code & 0xFF)};
}

/// Words of the field stand beside the planted one, as people type.
std::string in_a_sentence(const std::string &word, std::uint64_t count) {
  switch (count % 4) {
  case 0:
    return word;
  case 1:
    return "T1 " + word;
  case 2:
    return word + " head";
  default:
    return "ep2d_" + word + "_bold";
  }
}

} // namespace

std::string place_of(const Canary &canary) {
  std::string text;
  for (const dicom::Tag tag : canary.within)
    text += dicom::to_string(tag);
  text += dicom::to_string(canary.tag) + " " + vr_name(canary.vr);
  constexpr std::array places = {"", " meta", " around", " blob"};
  text += places.at(static_cast<std::size_t>(canary.place));
  if (!canary.creator.empty()) text += " of " + canary.creator;
  if (canary.is_like_an_id) text += " like an id";
  return text;
}

/// Nine letters without vowels: no word of any vocabulary.
std::string Canaries::next_word() {
  constexpr std::string_view letters = "BCDFGHJKLMNPRSTVWXZ";
  constexpr std::uint64_t range = 19ULL * 19 * 19 * 19 * 19 * 19 * 19;
  std::uint64_t left = stirred(++count_, 413158511, range);
  std::string word = "QX";
  for (int i = 0; i < 7; ++i, left /= letters.size())
    word += letters[left % letters.size()];
  return word;
}

std::string Canaries::day_after() {
  return day_number(day_++);
}

std::string Canaries::word(CanaryPlace place, dicom::Tag tag, std::vector<dicom::Tag> within,
                           std::string field) {
  Canary canary{
      .place = place, .tag = tag, .creator = std::move(field), .within = std::move(within)};
  canary.text = next_word();
  all_.push_back(canary);
  return all_.back().text;
}

std::string Canaries::give(Canary canary) {
  const std::string word = next_word();
  const std::uint64_t n = count_;
  canary.text = word;
  std::string value = word;
  const std::uint64_t nine = 700000000 + stirred(n, 48271001, 99999989);
  switch (canary.vr) {
  case Vr::DA:
    value = canary.text = day_after();
    canary.is_number = true;
    break;
  case Vr::DT:
    canary.text = day_after();
    canary.is_number = true;
    value = fmt::format("{}1{}", canary.text, "01530.250000");
    break;
  case Vr::TM:
    value = canary.text = fmt::format("{:02}{:02}{:02}.{:06}", n % 24, n / 24 % 60, n / 1440 % 60,
                                      stirred(n, 48271, 999983));
    break;
  case Vr::AS:
    value = canary.text = fmt::format("{:03}W", 400 + n % 500);
    canary.is_too_short = true;
    break;
  case Vr::UI:
    value = canary.text = fmt::format("1.3.6.1.4.1.{}.{}", 50000 + n % 9973, 7000000000 + nine);
    canary.is_number = true;
    break;
  case Vr::IS:
    value = canary.text = std::to_string(nine);
    canary.is_number = canary.is_like_an_id = true;
    break;
  case Vr::DS:
    canary.is_number = true;
    canary.is_like_an_id = n % 3 != 2;
    canary.text = canary.is_like_an_id ? std::to_string(nine) : fmt::format("0.51{}", nine);
    value = canary.text + (n % 3 == 1 ? ".5" : "");
    break;
  case Vr::PN:
    value = word + "^Anna^Maria";
    break;
  case Vr::UR:
    value = "https://" + word + ".example/scan";
    break;
  case Vr::LO:
  case Vr::LT:
  case Vr::ST:
  case Vr::UT:
  case Vr::UC:
    value = in_a_sentence(word, n);
    break;
  case Vr::AE:
  case Vr::CS:
  case Vr::SH:
  case Vr::OB:
  case Vr::UN:
    break;
  case Vr::AT:
  case Vr::FD:
  case Vr::FL:
  case Vr::OD:
  case Vr::OF:
  case Vr::OL:
  case Vr::OV:
  case Vr::OW:
  case Vr::SL:
  case Vr::SS:
  case Vr::SV:
  case Vr::UL:
  case Vr::US:
  case Vr::UV:
    value = canary.text = word.substr(1); // eight bytes
    canary.is_binary = true;
    break;
  case Vr::SQ:
    break;
  }
  all_.push_back(std::move(canary));
  return value;
}

} // namespace curate::support

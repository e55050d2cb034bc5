#include "made_facts.hpp"
#include <algorithm>
#include <fstream>
#include <gtest/gtest.h>
#include <libcurate/base/text.hpp>
#include <libcurate/bids/naming.hpp>
#include <libcurate/bids/path.hpp>
#include <libcurate/dicom/image_type.hpp>

// Protocols as scanners and centres call them, with the facts of their headers, and the names that
// they get. The names were gathered from the vendors' protocol trees and from public conversion
// scripts (heudiconv, dcm2bids, TPTBox, p-brain, PPMI); the timing is that of such protocols.

namespace curate::bids {
namespace {

using base::split;

std::vector<std::string> texts_of(std::string_view joined, char separator) {
  std::vector<std::string> all;
  for (const auto part : split(joined, separator))
    all.emplace_back(part);
  return all;
}

std::optional<double> in_seconds(std::string_view ms) {
  const auto value = base::to_double(ms);
  return value ? std::optional<double>(*value / 1000) : std::nullopt;
}

dicom::Manufacturer maker_of(std::string_view word) {
  using enum dicom::Manufacturer;
  if (word == "siemens") return siemens;
  if (word == "ge") return ge;
  if (word == "philips") return philips;
  if (word == "canon") return canon;
  if (word == "uih") return uih;
  return word == "hitachi" ? hitachi : unknown;
}

std::uint8_t bits_of(std::string_view words) {
  unsigned bits = 0;
  for (const auto word : split(words, ' ')) {
    if (word == "SE") bits |= 1U;
    if (word == "IR") bits |= 2U;
    if (word == "GR") bits |= 4U;
    if (word == "EP") bits |= 8U;
  }
  return static_cast<std::uint8_t>(bits);
}

void add(NamingFacts &facts, deid::NamingTexts &texts, const std::string &key,
         const std::string &value) {
  if (key == "type") texts.image_type = texts_of(value, '\\');
  if (key == "seq") texts.sequence_name = value;
  if (key == "mp") facts.series.sequence_variant |= 32U;
  if (key == "mt") facts.series.sequence_variant |= 2U;
  if (key == "b0map") facts.has_b0_map = true;
  if (key == "vols") facts.volumes = std::stoi(value);
  if (key == "slices") facts.slices = std::stoi(value);
  if (key == "echo") facts.echo_number = std::stoi(value);
  if (key == "te") facts.echo_time_s = in_seconds(value);
  if (key == "sag") facts.orientation_lps = {0, 1, 0, 0, 0, -1};
  if (key == "body") facts.scrubbed_body_part = value;
  if (key == "pe")
    facts.phase_encoding_direction =
        value == "j" ? volume::Direction::j : volume::Direction::j_minus;
  if (key == "agent") {
    facts.series.has_contrast_agent = true;
    facts.scrubbed_contrast_agent = value;
  }
  if (key == "b")
    for (const auto one : split(value, ','))
      facts.b_values_s_per_mm2.push_back(*base::to_double(one));
  if (key == "echoes") {
    facts.series_echo_times_s.clear();
    for (const auto one : split(value, ','))
      facts.series_echo_times_s.push_back(*in_seconds(one));
  }
}

/// A row of protocols.tsv as facts; see its first line for the columns.
NamingFacts facts_of_row(const std::vector<std::string_view> &row) {
  NamingFacts facts = made_facts(std::string(row[1]));
  deid::NamingTexts texts = facts.texts.reveal();
  if (row[2] != "=") texts.series_description = row[2];
  texts.image_type = {"ORIGINAL", "PRIMARY", "M", "ND"};
  facts.series.manufacturer = maker_of(row[0]);
  facts.series.scanning_sequence = bits_of(row[3]);
  if (row[4] != "-")
    facts.series.acquisition_kind =
        row[4] == "3D" ? dicom::AcquisitionKind::three_d : dicom::AcquisitionKind::two_d;
  facts.echo_time_s = in_seconds(row[5]);
  if (facts.echo_time_s) facts.series_echo_times_s = {*facts.echo_time_s};
  facts.repetition_time_s = in_seconds(row[6]);
  facts.inversion_time_s = in_seconds(row[7]);
  facts.flip_angle_deg = base::to_double(row[8]);
  // Values of Image Type may hold blanks, so a part without "=" joins the one before.
  std::vector<std::string> more;
  const std::vector<std::string> flags = {"mp", "mt", "sag", "b0map"};
  for (const auto &part : texts_of(row[9], ' ')) {
    const bool is_new = part.find('=') != std::string::npos || std::ranges::count(flags, part) > 0;
    if (is_new || more.empty())
      more.push_back(part);
    else
      more.back() += " " + part;
  }
  for (const std::string &part : more) {
    const auto at = part.find('=');
    add(facts, texts, part.substr(0, at), at == std::string::npos ? "" : part.substr(at + 1));
  }
  const std::vector<std::string_view> type(texts.image_type.begin(), texts.image_type.end());
  facts.flavor = dicom::flavor_of(type);
  facts.component = dicom::component_of(type);
  facts.dixon = dicom::dixon_kind_of(type);
  facts.scrubbed_series_description = texts.series_description;
  facts.texts = Secret<deid::NamingTexts>(texts);
  return facts;
}

std::string told(const NameVerdict &verdict) {
  if (verdict.status != NameVerdict::Status::named) return std::string(name_of(verdict.status));
  return verdict.name.datatype + "/" + stem_of(verdict.name);
}

TEST(protocols, get_the_names_that_people_expect) {
  std::ifstream file(CURATE_SOURCE_DIR "/tests/bids/protocols.tsv");
  ASSERT_TRUE(file);
  std::string line;
  std::getline(file, line);
  int rows = 0;
  while (std::getline(file, line)) {
    if (line.starts_with("#")) continue;
    const auto row = split(line, '\t');
    ASSERT_EQ(row.size(), 11U) << line;
    const NameVerdict verdict = name_of(facts_of_row(row), {});
    EXPECT_EQ(told(verdict), row[10]) << line << "\n" << verdict.rule << ": " << verdict.reason;
    const bool is_explained = !verdict.matched.empty() || !verdict.reason.empty();
    EXPECT_TRUE(is_explained) << line;
    EXPECT_EQ(verdict.rule.empty(), false) << line;
    ++rows;
  }
  EXPECT_GE(rows, 200);
}

} // namespace
} // namespace curate::bids

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libcurate/base/text.hpp>
#include <libcurate/leaks/borders.hpp>
#include <libcurate/leaks/searcher.hpp>
#include <rapidcheck/gtest.h>
#include <set>

#include "tests/leaks/made_values.hpp"

namespace curate::leaks {
namespace {

using deid::Identifies;
using deid::KnownValues;
using namespace std::string_view_literals;
using namespace std::string_literals;

const deid::Vocabulary &vocabulary() {
  static const deid::Vocabulary one;
  return one;
}

std::set<Hit> hits_in(const Searcher &searcher, std::string_view text, Reading reading) {
  std::set<Hit> hits;
  searcher.search(std::as_bytes(std::span(text)), reading, [&](const Hit &hit) {
    hits.insert(hit);
    return true;
  });
  return hits;
}

bool finds(Identifies what, const std::string &value, std::string_view text,
           Reading reading = Reading::text) {
  KnownValues values;
  values.add(what, value);
  return !hits_in(Searcher(Needles(values, vocabulary())), text, reading).empty();
}

TEST(searcher, finds_a_name_in_every_encoding) {
  const std::string name = "Mühlenbrock^Annegret";
  const auto found = [&](std::string_view text) {
    return finds(Identifies::person_name, name, text);
  };
  EXPECT_TRUE(found("xx MÜHLENBROCK yy"));
  EXPECT_TRUE(found("xx mühlenbrock"));
  EXPECT_TRUE(found("xx M\xFChlenbrock"));
  EXPECT_TRUE(found("xx M\xDCHLENBROCK"));
  EXPECT_TRUE(found("Mu\xCC\x88hlenbrock")); // decomposed
  EXPECT_TRUE(found("muehlenbrock, a."));
  EXPECT_TRUE(found("a_Muhlenbrock_b"));
  EXPECT_TRUE(found(R"({"n": "M\u00FChlenbrock"})"));
  EXPECT_TRUE(found("M&uuml;hlenbrock"));
  EXPECT_TRUE(found("M&#252;hlenbrock"));
  EXPECT_TRUE(found("M%C3%BChlenbrock"));
  EXPECT_TRUE(found("M\0\xFC\0h\0l\0e\0n\0b\0r\0o\0c\0k\0"sv));
  EXPECT_TRUE(found("\0M\0\xFC\0h\0l\0e\0n\0b\0r\0o\0c\0k"sv));
  EXPECT_FALSE(found("Muhlenbroch"));
}

TEST(searcher, finds_names_of_japan_and_korea) {
  EXPECT_TRUE(finds(Identifies::person_name, "A^B=田中館^愛橘", "x\x1B$BEDCf4[\x1B(B"));
  EXPECT_TRUE(finds(Identifies::person_name, "A^B=김희중", "\xB1\xE8\xC8\xF1\xC1\xDF"));
  EXPECT_TRUE(finds(Identifies::person_name, "Wang^X=王小东", "\xCD\xF5\xD0\xA1\xB6\xAB"));
}

TEST(searcher, short_names_ask_for_borders) {
  EXPECT_TRUE(finds(Identifies::person_name, "Kram^X", "by kram."));
  EXPECT_TRUE(finds(Identifies::person_name, "Kram^X", "sub_Kram_1"));
  EXPECT_FALSE(finds(Identifies::person_name, "Kram^X", "Kramer"));
  EXPECT_TRUE(finds(Identifies::person_name, "Kram^Adela", "kramadela"));
}

TEST(searcher, numbers_are_no_parts_of_longer_ones) {
  const auto found = [](std::string_view text) { return finds(Identifies::id, "1234567", text); };
  EXPECT_TRUE(found(R"("id": 1234567,)"));
  EXPECT_TRUE(found("id 1234567."));
  EXPECT_TRUE(found("PAT1234567"));
  EXPECT_FALSE(found("0.1234567"));
  EXPECT_FALSE(found("1234567.25"));
  EXPECT_FALSE(found("11234567"));
  EXPECT_FALSE(found("2.25.1234567.4"));
  EXPECT_FALSE(found("9f86d081884c7d1234567a2feaa0c55a")); // a digest
  EXPECT_FALSE(finds(Identifies::id, "12345", "sub-kx12345abc"));
}

TEST(searcher, days_may_be_followed_by_a_time) {
  EXPECT_TRUE(finds(Identifies::date, "20240512", "20240512103000.125"));
  EXPECT_TRUE(finds(Identifies::date, "20240512", "IM_20240512_1"));
  EXPECT_FALSE(finds(Identifies::date, "20240512", "20240512993000"));
  EXPECT_FALSE(finds(Identifies::date, "20240512", "1.20240512"));
  EXPECT_TRUE(finds(Identifies::date, "20240512", "2024-05-12T10:30:00"));
  EXPECT_FALSE(finds(Identifies::date, "20240512", "0-24-05-12"));
}

TEST(searcher, uids_may_go_on_after_a_point) {
  EXPECT_TRUE(finds(Identifies::uid, "1.3.12.2.1107.5.2", "1.3.12.2.1107.5.2.7"));
  EXPECT_FALSE(finds(Identifies::uid, "1.3.12.2.1107.5.2", "1.3.12.2.1107.5.27"));
  EXPECT_FALSE(finds(Identifies::uid, "1.3.12.2.1107.5.2", "4.1.3.12.2.1107.5.2"));
}

TEST(searcher, pictures_and_numbers_are_read_with_care) {
  EXPECT_FALSE(finds(Identifies::id, "47110", "47110 12 13", Reading::numbers));
  EXPECT_TRUE(finds(Identifies::id, "47110839", "47110839", Reading::numbers));
  EXPECT_FALSE(finds(Identifies::id, "AB4711", "\1\2AB4711\3\4", Reading::binary));
  EXPECT_TRUE(finds(Identifies::id, "AB4711", "\1the number AB4711\3", Reading::binary));
  EXPECT_FALSE(finds(Identifies::id, "47110839", "\1\2 47110839 \3", Reading::voxels));
  EXPECT_TRUE(finds(Identifies::person_name, "Mustermann^X", "\1\2Mustermann\3", Reading::voxels));
}

TEST(searcher, parts_give_what_the_whole_gives) {
  KnownValues values;
  values.add(Identifies::person_name, "Mustermann^X");
  values.add(Identifies::id, "47110");
  const Searcher searcher(Needles(values, vocabulary()));
  const std::string text = "mustermann 47110 a47110 Muster Mustermann 47110";
  for (std::size_t length = 1; length < text.size(); ++length) {
    std::multiset<Hit> hits;
    for (std::size_t begin = 0; begin < text.size(); begin += length)
      searcher.search_part(std::as_bytes(std::span(text)), begin, begin + length, Reading::text,
                           [&](const Hit &hit) {
                             hits.insert(hit);
                             return true;
                           });
    EXPECT_EQ(hits.size(), 4U) << length;
  }
}

TEST(searcher, stops_when_told) {
  KnownValues values;
  values.add(Identifies::person_name, "Mustermann^X");
  const Searcher searcher(Needles(values, vocabulary()));
  const std::string text = "mustermann mustermann mustermann";
  std::size_t count = 0;
  searcher.search(std::as_bytes(std::span(text)), Reading::text,
                  [&](const Hit &) { return ++count < 2; });
  EXPECT_EQ(count, 2U);
}

// Every needle at every place, one after the other.
std::set<Hit> plain_search(const Needles &needles, std::string_view text) {
  std::set<Hit> hits;
  const std::string folded = base::lower(text);
  const auto &all = needles.all().reveal();
  for (std::uint32_t n = 0; n < all.size(); ++n)
    for (auto at = folded.find(all[n].bytes); at != std::string::npos;
         at = folded.find(all[n].bytes, at + 1))
      if (stands_free({std::as_bytes(std::span(text)), at, all[n].bytes.size(), all[n].unit_bytes,
                       all[n].is_high_byte_first},
                      all[n].border))
        hits.insert({at, n});
  return hits;
}

RC_GTEST_PROP(searcher, equals_a_plain_search, ()) {
  const Needles needles(leaks_test::made_values(60), vocabulary());
  static const Searcher searcher(needles);
  const auto &all = needles.all().reveal();
  std::string text;
  const auto pieces = *rc::gen::inRange(1, 12);
  for (int i = 0; i < pieces; ++i) {
    const auto &bytes = all[*rc::gen::inRange<std::size_t>(0, all.size())].bytes;
    const auto begin = *rc::gen::inRange<std::size_t>(0, 3);
    text += bytes.substr(std::min(begin == 2 ? 1 : 0UL, bytes.size()));
    text += *rc::gen::elementOf(std::vector<std::string>{"", " ", "1", "A", ".", "\n", "\xC3"});
  }
  RC_ASSERT(hits_in(searcher, text, Reading::text) == plain_search(needles, text));
}

RC_GTEST_PROP(searcher, few_letters_make_no_difference, ()) {
  KnownValues values;
  const auto words = *rc::gen::container<std::vector<std::string>>(
      *rc::gen::inRange(1, 20),
      rc::gen::container<std::string>(*rc::gen::inRange(4, 14), rc::gen::elementOf("xy"s)));
  for (const auto &word : words)
    values.add(Identifies::id, word);
  const Needles needles(values, vocabulary());
  const auto text = *rc::gen::container<std::string>(300, rc::gen::elementOf("xyXY "s));
  RC_ASSERT(hits_in(Searcher(needles), text, Reading::text) == plain_search(needles, text));
}

TEST(needles, count_what_they_cannot_search) {
  KnownValues values;
  values.add(Identifies::id, "12");
  values.add(Identifies::id, "4711083");
  values.add(Identifies::id, "PILOT7Q");
  values.add(Identifies::device, "Skyra");
  values.add(Identifies::birth_date, "19010101");
  const Needles needles(values, vocabulary(), {"pilot7q"});
  const auto &of = [&](Identifies what) {
    return needles.counted().at(static_cast<std::size_t>(what));
  };
  EXPECT_EQ(of(Identifies::id), (Counted{3, 1, 1, 0, 0, 1}));
  EXPECT_EQ(of(Identifies::device), (Counted{1, 0, 0, 1, 0, 0}));
  EXPECT_EQ(of(Identifies::birth_date), (Counted{1, 0, 0, 0, 1, 0}));
}

} // namespace
} // namespace curate::leaks

#include <libcurate/deid/known_words.hpp>

#include <gtest/gtest.h>
#include <libcurate/deid/scrub_text.hpp>

namespace curate::deid {
namespace {

constexpr auto everybody = KnownWords::Of::everybody;

const Vocabulary &vocabulary() {
  static const Vocabulary words;
  return words;
}

KnownWords words_of(std::initializer_list<KnownValue> values) {
  KnownValues known;
  for (const auto &value : values)
    known.add(value.what, value.text);
  return KnownWords(known, vocabulary());
}

TEST(known_words, find_names_in_parts_in_any_order_and_script) {
  const auto words = words_of({{Identifies::person_name, "Müller^Zoë Li^^Dr=山田^太郎"}});
  for (const char *text : {"ZOE", "mueller", "Muller_T1", "zoë,müller", "MuellerZ", "山田 t1",
                           "M-ü-l-l-e-r", "x2müller3", "Li"})
    EXPECT_TRUE(words.found_in(text, everybody)) << text;
  for (const char *text : {"mull", "Dr", "list", "lille", "t1"})
    EXPECT_FALSE(words.found_in(text, everybody)) << text;
}

TEST(known_words, vocabulary_hides_no_name_and_no_name_spoils_vocabulary) {
  const auto ann = words_of({{Identifies::person_name, "Lee^Ann"}});
  for (const char *text : {"channel", "sleep", "scanner", "32channel"})
    EXPECT_FALSE(ann.found_in(text, everybody)) << text;
  for (const char *text : {"Ann", "LeeAnn", "ann2", "t1_lee", "L E E"})
    EXPECT_TRUE(ann.found_in(text, everybody)) << text;
  const auto field = words_of({{Identifies::person_name, "Field^Rose"}});
  EXPECT_TRUE(field.found_in("field map", everybody));
  EXPECT_TRUE(field.found_in("field2", everybody));
  EXPECT_TRUE(field.found_in("RField", everybody));
  EXPECT_FALSE(field.found_in("fieldmap", everybody));
}

TEST(known_words, find_ids_with_and_without_what_parts_them) {
  const auto words = words_of({{Identifies::id, "12-34/567"},
                               {Identifies::id, "0004711"},
                               {Identifies::id, "T1"},
                               {Identifies::id, "7"}});
  for (const char *text : {"1234567", "12 34 567", "x1234567x", "4711", "pat_4711_t1", "0004711"})
    EXPECT_TRUE(words.found_in(text, everybody)) << text;
  for (const char *text : {"t1", "7", "run 7", "47110", "b4711", "4711ms"})
    EXPECT_FALSE(words.found_in(text, everybody)) << text;
}

TEST(known_words, numbers_behind_a_point_hold_no_id_but_their_own) {
  const auto words = words_of({{Identifies::id, "34567"}, {Identifies::birth_date, "19610305"}});
  for (const char *text : {"0.1345678", "-12.345670"})
    EXPECT_FALSE(words.found_in(text, everybody)) << text;
  for (const char *text : {"0.34567", "1345678", "x.1345678", "0.119610305"})
    EXPECT_TRUE(words.found_in(text, everybody)) << text;
}

TEST(known_words, initials_and_short_names_leave_terms_alone) {
  KnownValues known;
  known.add(Identifies::person_name, "Se^John^M^Mr");
  const Scrubber scrub(known, vocabulary());
  for (const char *term : {"M", "SE", "MR"})
    EXPECT_EQ(scrub.term(term).text(), term);
  EXPECT_EQ(scrub.technical("syngo MR E11").text(), "syngo MR E11");
  EXPECT_EQ(scrub.technical("tfl Se").text(), "");
}

TEST(known_words, find_days_in_their_spellings) {
  const auto words = words_of({{Identifies::birth_date, "19610305"}});
  for (const char *text :
       {"19610305", "1961-03-05", "5.3.1961", "05.03.61", "3/5/61", "5. März 1961", "5 mars 1961",
        "March 5th, 1961", "5marzo1961", "5 de marzo de 1961", "05MAR61", "610305", "1961"})
    EXPECT_TRUE(words.found_in(text, everybody)) << text;
  for (const char *text : {"5361", "0.4961", "x5 361", "1962-03-05", "219610", "16103050"})
    EXPECT_FALSE(words.found_in(text, everybody)) << text;
}

TEST(known_words, find_telephones_addresses_staff_and_places) {
  const auto words = words_of({{Identifies::contact, "+49 (0)89 4400-1234"},
                               {Identifies::contact, "Ahornweg 5, 80331 Musterstadt"},
                               {Identifies::staff_name, "Kowalczyk^MR^^Dr"},
                               {Identifies::institution, "Klinikum Seeblick MRT"},
                               {Identifies::device, "SN-66012"},
                               {Identifies::device, "SKYRA"}});
  for (const char *text : {"089 44001234", "4400 1234", "ahornweg", "80331", "Musterstadt",
                           "kowalczyk", "SEEBLICK", "sn66012", "66012"})
    EXPECT_TRUE(words.found_in(text, everybody)) << text;
  for (const char *text : {"MR", "mrt", "5", "Dr", "Skyra_fit"})
    EXPECT_FALSE(words.found_in(text, everybody)) << text;
  EXPECT_FALSE(words.found_in("Seeblick", KnownWords::Of::person));
  EXPECT_TRUE(words.found_in("80331", KnownWords::Of::person));
}

TEST(known_words, free_text_gives_only_what_is_plainly_somebodys) {
  const auto words =
      words_of({{Identifies::free_text,
                 "T1 post contrast of ventricles, seen by Dr. Zwerenz, 4711815, Anna"},
                {Identifies::free_text, "0.084906 1.3.12.2.1107.5.2.43.66012"}});
  for (const char *text : {"zwerenz", "4711815", "anna"})
    EXPECT_TRUE(words.found_in(text, everybody)) << text;
  for (const char *text : {"ventricles", "contrast", "seen", "0.084906", "66012", "t1"})
    EXPECT_FALSE(words.found_in(text, everybody)) << text;
}

TEST(known_words, say_where) {
  const auto words = words_of({{Identifies::person_name, "Müller^Zoë"}});
  const std::string text = "t1_Müller, x";
  const auto places = words.places(text, everybody);
  ASSERT_FALSE(places.empty());
  EXPECT_EQ(places.front().begin, text.find('M'));
  EXPECT_GE(places.front().end, text.find(','));
  EXPECT_LT(places.front().end, text.find('x') + 1);
}

TEST(known_words, take_hostile_text_in_linear_time) {
  const auto words = words_of({{Identifies::person_name, "Aaaa^Aaaaa"}, {Identifies::id, "11111"}});
  EXPECT_TRUE(words.found_in(std::string(1'000'000, 'a'), everybody));
  EXPECT_TRUE(words.found_in(std::string(1'000'000, '1'), everybody));
}

TEST(plain_numbers, are_short_and_nobodys) {
  KnownValues known;
  known.add(Identifies::id, "0047112");
  known.add(Identifies::birth_date, "19610305");
  const Scrubber scrub(known, vocabulary());
  for (const char *value :
       {"0", "-1.5", "2000", "0.084906", "1E-3", "123.2589123456", " 42 ", "1961", "9999999", "+7"})
    EXPECT_TRUE(scrub.is_plain_number(value)) << value;
  for (const char *value : {"", "x", "1\\2", "12345678", "19610305", "47112", "0047112", "610305",
                            "12345678.5", "12-3"})
    EXPECT_FALSE(scrub.is_plain_number(value)) << value;
}

TEST(scrubber, remembers_and_has_twins) {
  KnownValues known;
  known.add(Identifies::person_name, "Doe^Jane");
  const Scrubber scrub(known, vocabulary());
  const Scrubber twin = scrub.twin();
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(scrub.free_text("Doe T1w").text(), "T1w");
    EXPECT_EQ(twin.free_text("Doe T1w").text(), "T1w");
    EXPECT_EQ(scrub.technical("Doe T1w").text(), "");
    EXPECT_EQ(scrub.term("T1W").text(), "T1W");
  }
  for (int i = 0; i < 10'000; ++i)
    EXPECT_EQ(scrub.technical("tfl" + std::to_string(i)).text(), "tfl" + std::to_string(i));
  EXPECT_TRUE(scrub.holds_known("jane"));
  EXPECT_FALSE(scrub.holds_known("t1"));
}

TEST(patterns, end_at_underscores_carets_and_letters) {
  const Scrubber scrub(KnownValues(), vocabulary());
  for (const char *text : {"tfl_12-03-1961", "tfl^12.03.1961", "x12-03-1961y", "tfl_1961_03_12",
                           "a_19610312_b", "tfl_4711815x", "seq-5.3.1961",
                           "\xFF"
                           "12.03.1961"})
    EXPECT_EQ(scrub.technical(text).text(), "") << text;
  for (const char *text : {"0.084906", "0.0849061\\1.2345678", "5.7.1\\5.7.1.2", "R5.4.10",
                           "*tfl3d1_16ns", "10.1.24.0"})
    EXPECT_EQ(scrub.technical(text).text(), text);
}

} // namespace
} // namespace curate::deid

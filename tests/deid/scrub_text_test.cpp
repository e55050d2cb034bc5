#include "tests/deid/made_series.hpp"

#include <gtest/gtest.h>
#include <libcurate/base/text.hpp>
#include <libcurate/deid/scrub_text.hpp>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace curate::deid {
namespace {

const Vocabulary &vocabulary() {
  static const Vocabulary words;
  return words;
}

Scrubber scrubber(std::string name = "Doe^John", std::string id = "A-4711",
                  std::string birth = "19610312") {
  return Scrubber(known_of(person(std::move(id), std::move(name), std::move(birth))), vocabulary());
}

TEST(vocabulary_words, are_put_together_with_numbers) {
  for (const char *word :
       {"T1w", "MPRAGE", "t1mprage", "ep2d", "b1000", "2x2x2", "1mm", "64ch", "p2", "TE30", "3T",
        "rsfMRI", "fieldmapping", "60dir", "run01", "tfl3d1"})
    EXPECT_TRUE(vocabulary().is_made_of(word)) << word;
  for (const char *word :
       {"", "John", "Doe", "j", "jd", "12345", "b10000", "SMITH01", "Max1961x", "Müller"})
    EXPECT_FALSE(vocabulary().is_made_of(word)) << word;
  EXPECT_TRUE(Vocabulary({"NBack2b"}).is_made_of("nback2b"));
}

TEST(free_text, keeps_imaging_words_and_what_parts_them) {
  const auto scrub = scrubber();
  for (const char *text :
       {"anat-T1w_acq-mprage_run-01", "ep2d_bold_moco_p2_s4", "t1_mprage_sag_iso",
        "Ax T2 FLAIR 3mm", "cmrr_mbep2d_bold, TE=30", "func_task-rest_dir-AP"})
    EXPECT_EQ(scrub.free_text(text).text(), text);
}

TEST(free_text, drops_everything_else) {
  const auto scrub = scrubber();
  EXPECT_EQ(scrub.free_text("Doe John T1w").text(), "T1w");
  EXPECT_EQ(scrub.free_text("t1_mprage for Dr. Brown, room 5").text(), "t1_mprage 5");
  EXPECT_EQ(scrub.free_text("T2 born 12.03.1961").text(), "T2");
  EXPECT_EQ(scrub.free_text("T2 1961").text(), "T2");
  EXPECT_EQ(scrub.free_text("bold 4711").text(), "bold");
  EXPECT_EQ(scrub.free_text("dwi call +49 89 4400 1234").text(), "dwi");
  EXPECT_EQ(scrub.free_text("flair j.d@clinic.org").text(), "flair");
  EXPECT_EQ(scrub.free_text("func_sub-012_task-rest").text(), "func_task-rest");
  EXPECT_EQ(scrub.free_text("T1 1.3.12.2.1107.5.2.43.67").text(), "T1");
  EXPECT_EQ(scrub.free_text("Kopf nativ für Müller").text(), "nativ");
  EXPECT_EQ(scrub.free_text(std::string(1'000'000, 'T')).text(), "");
}

TEST(free_text, drops_a_name_that_is_an_imaging_word) {
  EXPECT_EQ(scrubber("Field^Rose").free_text("field map").text(), "map");
}

TEST(free_text, is_short) {
  std::string text;
  for (int i = 0; i < 100; ++i)
    text += "bold ";
  EXPECT_LE(scrubber().free_text(text).text().size(), 64U);
}

TEST(technical, keeps_what_machines_write) {
  const auto scrub = scrubber();
  for (const char *text : {"Prisma_fit", "syngo MR E11", "27\\LX\\MR Software release:DV26.0_R05",
                           "*tfl3d1_16ns", "%SiemensSeq%\\gre", "HeadNeck_64", "5.7.1\\5.7.1.2",
                           "DISCOVERY MR750", "HC1-7;NC1", "RM:Nova32ch"})
    EXPECT_EQ(scrub.technical(text).text(), text);
}

TEST(technical, drops_all_of_what_holds_identity) {
  const auto scrub = scrubber();
  for (const char *text : {"JohnDoe", "scanner of DOE", "seq_A4711", "N4_VE11C_LATEST_20160120",
                           "tfl 12-03-1961", "a@b.de", "1.3.12.2.1107.5.2.43.66012", "tfl<script>",
                           "Müller", "00498944001234", "d-o-e x"})
    EXPECT_EQ(scrub.technical(text).text(), "") << text;
  EXPECT_EQ(scrub.technical(std::string(65, 'x')).text(), "");
  EXPECT_EQ(scrub.technical(std::string(200, 'x'), 256).text(), std::string(200, 'x'));
}

TEST(technical, knows_names_typed_without_their_marks) {
  const auto scrub = scrubber("Müller^Zoë");
  for (const char *text : {"seq_mueller", "seq_muller", "ZOE_tfl", "MULLER"})
    EXPECT_EQ(scrub.technical(text).text(), "") << text;
}

TEST(term, is_a_code_or_nothing) {
  const auto scrub = scrubber();
  EXPECT_EQ(scrub.term("DIS2D").text(), "DIS2D");
  for (const char *text : {"Doe", "DOE", "a b", "T1=X", "ABCDEFGHIJKLMNOPQ", "19610312"})
    EXPECT_EQ(scrub.term(text).text(), "") << text;
}

TEST(retained, keeps_the_place_but_not_the_person) {
  const auto scrub = scrubber();
  EXPECT_EQ(scrub.retained("Universitätsklinik, Haus 5").text(), "Universitätsklinik, Haus 5");
  EXPECT_EQ(scrub.retained("Ward of John").text(), "");
  EXPECT_EQ(scrub.retained("two\nlines").text(), "");
}

// Whatever a person's values are and however they are mixed into a text, none is left.
RC_GTEST_PROP(scrubber, planted_identities_never_survive, ()) {
  const auto word = [](int least, int most, const char *letters) {
    return *rc::gen::resize(most, rc::gen::suchThat(rc::gen::container<std::string>(
                                                        rc::gen::elementOf(std::string(letters))),
                                                    [least](const std::string &text) {
                                                      return static_cast<int>(text.size()) >= least;
                                                    }));
  };
  const std::string family = word(4, 10, "aeioustnrlkmpj"), given = word(4, 10, "AEIOUSTNRLKMPJ");
  const std::string id = word(5, 10, "0123456789");
  RC_PRE(!vocabulary().has(family) && !vocabulary().has(given));
  const auto scrub = scrubber(family + "^" + given, id, "19610312");
  const std::vector<std::string> planted = {family,     given,        id,
                                            "19610312", "1961-03-12", "12.03.1961"};
  const std::vector<std::string> around = {"T1w", "_", " ", "bold", "-",
                                           "2x2", "/", "^", "mm",   "\\"};
  std::string text;
  for (const int pick : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 16)))
    text += pick < 6 ? planted[static_cast<std::size_t>(pick)]
                     : around[static_cast<std::size_t>(pick - 6)];
  for (const auto &clean :
       {scrub.free_text(text), scrub.technical(text, 256), scrub.term(text), scrub.retained(text)})
    for (const auto &value : planted)
      RC_ASSERT(base::lower(clean.text()).find(base::lower(value)) == std::string::npos);
}

// Any bytes at all: no crash, plain characters only, short.
RC_GTEST_PROP(scrubber, free_text_is_plain_whatever_comes, (const std::string &text)) {
  const std::string clean = scrubber().free_text(text).text();
  RC_ASSERT(clean.size() <= 64U);
  for (const char c : clean)
    RC_ASSERT(static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) < 0x7F);
}

} // namespace
} // namespace curate::deid

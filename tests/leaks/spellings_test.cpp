#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libcurate/leaks/spellings.hpp>

namespace curate::leaks {
namespace {

using deid::Identifies;
using testing::Contains;
using testing::IsEmpty;
using testing::Not;

std::vector<std::string> texts(Identifies what, const std::string &value) {
  std::vector<std::string> out;
  for (const auto &spelling : spellings_of({what, value}, deid::Vocabulary()).all)
    out.push_back(spelling.text);
  return out;
}

Unsearchable why(Identifies what, const std::string &value) {
  return spellings_of({what, value}, deid::Vocabulary()).why_none;
}

TEST(spellings, of_a_name_every_telling_part) {
  const auto all = texts(Identifies::person_name, "Mühlenbrock-Vollrath^Annegret Ilse^^Dr.^");
  for (const char *part : {"Mühlenbrock-Vollrath", "Mühlenbrock", "Vollrath", "Annegret",
                           "muhlenbrock", "muehlenbrock"})
    EXPECT_THAT(all, Contains(part));
  EXPECT_THAT(all, Not(Contains("Ilse")));
  EXPECT_THAT(all, Not(Contains("Dr.")));
}

TEST(spellings, of_names_with_strokes_also_without_them) {
  const auto all = texts(Identifies::person_name, "O'Brien-Quandt^Ida");
  for (const char *part : {"O'Brien-Quandt", "OBrienQuandt", "O'Brien", "Quandt"})
    EXPECT_THAT(all, Contains(part));
}

TEST(spellings, of_short_and_common_names_only_the_whole) {
  const auto ng = texts(Identifies::person_name, "Ng^Ada");
  EXPECT_THAT(ng, Contains("Ng^Ada"));
  EXPECT_THAT(ng, Contains("Ada_Ng"));
  EXPECT_THAT(ng, Contains("Ng, Ada"));
  EXPECT_THAT(ng, Not(Contains("Ng")));
  const auto head = texts(Identifies::person_name, "Head^Simon");
  EXPECT_THAT(head, Contains("Head^Simon"));
  EXPECT_THAT(head, Not(Contains("Head")));
  EXPECT_THAT(head, Not(Contains("Head Simon")));
  EXPECT_EQ(why(Identifies::person_name, "Brain"), Unsearchable::common);
  EXPECT_EQ(why(Identifies::person_name, "Li"), Unsearchable::too_short);
  EXPECT_EQ(why(Identifies::staff_name, "--------"), Unsearchable::too_short);
}

TEST(spellings, of_names_in_other_scripts_each_group) {
  const auto all =
      texts(Identifies::person_name, "Tanakadate^Kenjiro=田中館^愛橘=たなかだて^けんじろう");
  for (const char *part : {"Tanakadate", "Kenjiro", "田中館", "たなかだて"})
    EXPECT_THAT(all, Contains(part));
}

TEST(spellings, of_ids_without_separators_and_zeros) {
  EXPECT_THAT(texts(Identifies::id, "0004711-0839"),
              testing::UnorderedElementsAre("0004711-0839", "00047110839", "47110839"));
  EXPECT_EQ(why(Identifies::id, "4711"), Unsearchable::too_short);
  EXPECT_EQ(why(Identifies::id, "ANONYMOUS"), Unsearchable::common);
  EXPECT_EQ(why(Identifies::id, "p2"), Unsearchable::common);
  EXPECT_EQ(why(Identifies::id, "b1000"), Unsearchable::common);
  EXPECT_THAT(texts(Identifies::id, "MS001"), Contains("MS001"));
  EXPECT_THAT(texts(Identifies::id, "47110"), Contains("47110"));
}

TEST(spellings, of_dates_the_usual_notations) {
  const auto all = texts(Identifies::date, "20240512");
  for (const char *text :
       {"20240512", "2024-05-12", "12.05.2024", "12/05/2024", "05/12/2024", "12052024", "05122024",
        "12.5.2024", "12-05-24", "12 may 2024", "may 12, 2024", "12. mai 2024", "12-may-24"})
    EXPECT_THAT(all, Contains(text));
  EXPECT_THAT(all, Not(Contains("120524"))); // a time of day, and much else
  EXPECT_EQ(why(Identifies::date, "19050512"), Unsearchable::shifted);
  EXPECT_EQ(why(Identifies::birth_date, "20241399"), Unsearchable::too_short);
}

TEST(spellings, of_telephone_numbers_the_digits) {
  EXPECT_THAT(texts(Identifies::contact, "+49 6221 555-1234"),
              testing::UnorderedElementsAre("+49 6221 555-1234", "4962215551234"));
  EXPECT_EQ(why(Identifies::contact, "110"), Unsearchable::too_short);
}

TEST(spellings, of_addresses_pieces_and_long_words) {
  const auto all = texts(Identifies::contact, "Am Eschenrieder Weg 12, 99999 Weidenbronn");
  EXPECT_THAT(all, Contains("Weidenbronn"));
  EXPECT_THAT(all, Contains("Eschenrieder"));
  EXPECT_THAT(all, Contains("Am Eschenrieder Weg 12"));
}

TEST(spellings, leave_out_what_stands_in_everybodys_files) {
  EXPECT_EQ(why(Identifies::device, "Prisma"), Unsearchable::common);
  EXPECT_EQ(why(Identifies::institution, "University Hospital"), Unsearchable::common);
  EXPECT_EQ(why(Identifies::free_text, "t1_mprage_sag_p2_iso"), Unsearchable::common);
  EXPECT_EQ(why(Identifies::uid, "1.2.840.10008.5.1.4.1.1.4"), Unsearchable::common);
  EXPECT_EQ(why(Identifies::uid, "1.2.3"), Unsearchable::too_short);
}

TEST(spellings, of_free_text_what_machines_write_is_left_out) {
  for (const auto *text : {"*tfl3d1_16ns", "%SiemensSeq%\\tfl", "syngo MR E11", "HE1-4;NE1,2",
                           "Oberkressach", "MRDCM_VB13A_2.0", "123456789"})
    EXPECT_EQ(why(Identifies::free_text, text), Unsearchable::common) << text;
}

TEST(spellings, of_free_text_lines_and_what_tells_in_them) {
  const auto all =
      texts(Identifies::free_text, "headache\nseen by Dr Oberkressach 12.05.2024 no 99887766");
  EXPECT_THAT(all, Contains("99887766"));
  EXPECT_THAT(all, Contains("2024-05-12"));
  EXPECT_THAT(all, Contains("seen by Dr Oberkressach 12.05.2024 no 99887766"));
  EXPECT_THAT(all, Not(Contains("headache")));
}

} // namespace
} // namespace curate::leaks

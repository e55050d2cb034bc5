#include <gtest/gtest.h>
#include <libcurate/deid/value_forms.hpp>

namespace curate::deid {
namespace {

TEST(machine_text, keeps_what_makers_write) {
  const Vocabulary vocabulary;
  for (const char *text : {"SIEMENS",
                           "GE MEDICAL SYSTEMS",
                           "Philips Healthcare",
                           "MAGNETOM Prisma",
                           "DISCOVERY MR750",
                           "syngo MR XA30",
                           "27\\LX\\MR Software release:DV26.0_R01_1725.a",
                           "28\\LX\\MR29.1_EA_2039.g",
                           "5.3.1",
                           "LightSpeed16",
                           "LightSpeed Ultra",
                           "MAGNETOM Free.Max",
                           "Vantage Titan",
                           "Ingenia",
                           "HeadNeck_20",
                           "32Ch Head",
                           "1H",
                           "TrioTim",
                           "uMR 770",
                           "Skyra_fit"})
    EXPECT_EQ(known_machine_text(text, vocabulary), text);
}

TEST(machine_text, drops_what_nobody_knows) {
  const Vocabulary vocabulary;
  EXPECT_EQ(known_machine_text("CANARY000123", vocabulary), "");
  EXPECT_EQ(known_machine_text("Prisma of Dr. Mueller", vocabulary), "Prisma of");
  EXPECT_EQ(known_machine_text("SN 1234567", vocabulary), "SN");
  EXPECT_EQ(known_machine_text("ANNA1984", vocabulary), "");
  EXPECT_EQ(known_machine_text("Müller", vocabulary), "");
  EXPECT_LE(known_machine_text(std::string(100'000, 'B'), vocabulary).size(), 64U);
}

TEST(code_values, have_the_form_of_a_code) {
  for (const char *code : {"113100", "T-A0100", "12738006", "mm2/s", "1", "29463-7", "R-10206"})
    EXPECT_TRUE(is_code_value(code)) << code;
  for (const char *code : {"", "DOE", "Smith-Jones", "CANARY01", "12345678901", "T-DOE", "A-4711X"})
    EXPECT_FALSE(is_code_value(code)) << code;
}

TEST(gradient_text, is_numbers_alone) {
  EXPECT_TRUE(is_gradient_text("b=1000(0.1,-0.2,0.974)"));
  EXPECT_TRUE(is_gradient_text("b=0(0,0,0)"));
  for (const char *none : {"b=1000", "b=1000(0.1,0.2)", "b=19610312(0,0,1)", "b=1000(0,0,1) Doe",
                           "b=1000(0,0,4711)", "b=Doe(0,0,1)", ""})
    EXPECT_FALSE(is_gradient_text(none)) << none;
}

TEST(coding_schemes, are_those_of_the_standard) {
  EXPECT_TRUE(is_coding_scheme("DCM"));
  EXPECT_TRUE(is_coding_scheme("SCT"));
  EXPECT_FALSE(is_coding_scheme("99HOSPITAL"));
}

TEST(ages, are_folded_above_89_years) {
  EXPECT_EQ(folded_age("089Y"), "089Y");
  EXPECT_EQ(folded_age("090Y"), "090Y");
  EXPECT_EQ(folded_age("101Y"), "090Y");
  EXPECT_EQ(folded_age("011M"), "011M");
  EXPECT_FALSE(folded_age("90"));
  EXPECT_FALSE(folded_age("***"));
}

TEST(moments, move_by_whole_days_and_keep_their_time) {
  EXPECT_EQ(moved_moment("20240301", false, 1), "20240229");
  EXPECT_EQ(moved_moment("20240301143012.123456+0100", false, 366), "20230301143012.123456+0100");
  EXPECT_EQ(moved_moment("1992.03.01", false, 0), "19920301");
  EXPECT_EQ(moved_moment("143012.5", true, 400), "143012.5");
  for (const char *none : {"***", "", "2024", "20241301", "20240301 for Doe"})
    EXPECT_FALSE(moved_moment(none, false, 1)) << none;
  EXPECT_FALSE(moved_moment("noon", true, 0));
}

TEST(dummies, fit_their_vr) {
  EXPECT_EQ(dummy_value(dicom::Vr::DA, 8), "19000101");
  EXPECT_EQ(dummy_value(dicom::Vr::FD, 16), std::string(16, '\0'));
  EXPECT_EQ(dummy_value(dicom::Vr::LO, 30), "REMOVED");
  EXPECT_EQ(dummy_value(dicom::Vr::OB, 30), "");
}

} // namespace
} // namespace curate::deid

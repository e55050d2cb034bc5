#include <gtest/gtest.h>
#include <libcurate/leaks/self_search.hpp>

namespace curate::leaks {
namespace {

using deid::Identifies;
using deid::KnownValues;

SelfSearch of(Identifies what, std::string_view value,
              const std::vector<std::string> &allowed = {}) {
  KnownValues values;
  values.add(what, value);
  return SelfSearch(values, allowed);
}

constexpr std::string_view sidecar = R"({
  "Manufacturer": "Siemens", "ManufacturersModelName": "Prisma", "MagneticFieldStrength": 3,
  "ImagingFrequency": 123.1234567, "DwellTime": 1.234567e-05, "EchoTime": 0.00297,
  "SeriesDescription": "Head Brain t1_mprage", "BodyPart": "BRAIN", "TaskName": "simon",
  "SliceTiming": [0, 1.1234567, 0.12345], "AcquisitionDateTime": "1901-05-12T10:30:00",
  "DeidentificationMethod": ["curate 0.1"], "ImageType": ["ORIGINAL", "PRIMARY", "M"],
  "UID": "2.25.329800735698586629295641978511506172918"
})";

TEST(self_search, tells_what_and_where_but_never_the_value) {
  const auto found = of(Identifies::person_name, "Quandtmeyer^Ilse")
                         .look("\"x\": \"Dr. QUANDTMEYER\"", "SeriesDescription");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->code, "DEID-RESIDUE");
  EXPECT_EQ(found->place, "SeriesDescription");
  EXPECT_EQ(found->severity, Severity::error);
  EXPECT_NE(found->message.find("person name (a part, utf-8)"), std::string::npos);
  EXPECT_EQ((found->message + found->remedy).find("uandt"), std::string::npos);
}

TEST(self_search, numbers_of_a_sidecar_are_no_ids) {
  for (const auto *id : {"1234567", "12345", "329800735", "00297", "103000"})
    EXPECT_FALSE(of(Identifies::id, id).look(sidecar, "")) << id;
  EXPECT_TRUE(of(Identifies::id, "1234567").look(R"({"PatientNumber": 1234567})", ""));
  EXPECT_TRUE(of(Identifies::id, "1234567").look(R"({"PatientID": "1234567"})", ""));
}

TEST(self_search, people_may_be_called_as_protocols_are) {
  for (const auto *name :
       {"Head^Brain", "Brain", "Simon", "Simon^Head", "Field^Echo", "Prisma^Siemens", "King^Angle"})
    EXPECT_FALSE(of(Identifies::person_name, name).look(sidecar, "")) << name;
  EXPECT_TRUE(of(Identifies::person_name, "Head^Brain").look("Head^Brain", ""));
}

TEST(self_search, shifted_days_may_be_days_of_the_past) {
  EXPECT_FALSE(of(Identifies::birth_date, "19010512").look(sidecar, ""));
  EXPECT_TRUE(of(Identifies::birth_date, "19610512").look("born 1961-05-12", ""));
}

TEST(self_search, the_label_of_a_study_may_be_the_id) {
  EXPECT_TRUE(of(Identifies::id, "HC10234").look("sub-HC10234_T1w.json", ""));
  EXPECT_FALSE(of(Identifies::id, "HC10234", {"HC10234"}).look("sub-HC10234_T1w.json", ""));
  EXPECT_FALSE(of(Identifies::id, "HC-10234", {"HC10234"}).look("sub-HC10234_T1w.json", ""));
}

TEST(self_search, mapped_uids_hold_no_number_of_a_person) {
  EXPECT_FALSE(of(Identifies::id, "2983007").look(sidecar, ""));
  EXPECT_TRUE(
      of(Identifies::uid, "2.25.329800735698586629295641978511506172918").look(sidecar, ""));
}

TEST(self_search, gradients_and_volumes_are_numbers) {
  const auto search = of(Identifies::id, "10000");
  EXPECT_FALSE(search.look("0 1000 10000 10000\n", ".bval", Reading::numbers));
  EXPECT_TRUE(search.look("see 10000", "README"));
}

// Explicit VR, little endian: what deidentify looks at before it writes.
TEST(self_search, values_of_an_object_are_told_from_other_bytes) {
  using namespace std::string_literals;
  const std::string name = "\x10\0\x10\0PN\x06\0KRAM^X\x10\0\x20\0LO\x06\0"s;
  const std::string ids = "47110 \x20\0\x13\0IS\x06\0"s, number = "47110 \x28\0\0\0"s;
  const auto kram = of(Identifies::person_name, "Kram^X"), id = of(Identifies::id, "47110");
  EXPECT_TRUE(kram.look(name, "", Reading::object));
  EXPECT_FALSE(kram.look("\x90\xA1kram\xFF\x80"s + std::string(80, '\xE0'), "", Reading::object));
  EXPECT_TRUE(id.look(name + ids, "", Reading::object));
  EXPECT_FALSE(id.look(ids.substr(6) + number, "", Reading::object));
  EXPECT_FALSE(id.look("\x18\0\x50\0DS\x1C\0"s + "1.5\\2.25\\47110\\3.5\\7.25 12.5\x28\0"s, "",
                       Reading::object));
}

TEST(self_search, years_alone_tell_nothing) {
  EXPECT_FALSE(of(Identifies::date, "20240512").look("recorded in 2024, May", ""));
}

} // namespace
} // namespace curate::leaks

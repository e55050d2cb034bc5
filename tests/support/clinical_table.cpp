#include "tests/support/clinical_table.hpp"

#include "tests/support/dicom_writer.hpp"
#include "tests/support/people.hpp"
#include <fmt/format.h>
#include <libcurate/base/text.hpp>

namespace curate::support {

namespace {

/// What the clinic knows of a person. Ages are those at the first visit.
struct Row {
  int person;
  int age;
  const char *site, *group, *course, *onset, *edss, *edss_followup;
};

constexpr Row rows[] = {{1, 49, "siteA", "ms", "rrms", "2012-05-20", "2.5", "3.0"},
                        {2, 36, "siteA", "ms", "rrms", "2018-11-02", "1.5", "1.5"},
                        {3, 31, "siteA", "control", "n/a", "n/a", "n/a", "n/a"},
                        {4, 42, "siteB", "ms", "ppms", "2015-02-14", "4.0", "4.5"},
                        {5, 52, "siteB", "ms", "spms", "1999-09-08", "6.5", "7.0"},
                        {6, 34, "siteB", "control", "n/a", "n/a", "n/a", "n/a"}};

constexpr const char *header =
    "patient_id,date_of_birth,age,sex,site,group,course,onset,first_visit,edss,edss_followup,"
    "remarks\n";

std::string iso(const std::string &date) {
  return date.substr(0, 4) + "-" + date.substr(4, 2) + "-" + date.substr(6);
}

std::string as_it_came() {
  const std::vector<Person> people = sample_people();
  const auto born = [&](std::size_t at) { return iso(people[at].birth_date); };
  const auto seen = [&](std::size_t at) { return iso(sample_visit(people[at], 1).date); };
  std::string text = header;
  text += fmt::format("{},{},49,F,siteA,ms,rrms,2012-05-20,{},\"2,5\",3.0,"
                      "\"Frau Mühlenbrock, kommt mit Ehemann Eginhard\"\n",
                      people[0].id, born(0), seen(0));
  text += fmt::format("{},{},142,M,siteA,ms,rrms,2018-11-02,{},0.5,1.5,\n", people[1].id, born(1),
                      seen(1));
  text += fmt::format("{},{},31,F,siteA,control,n/a,n/a,{},n/a,n/a,gesund\n", people[2].id, born(2),
                      seen(2));
  text += fmt::format("{},{},42,female,siteB,ms,xpms,2022-02-14,{},4.0,4.5,\n", people[3].id,
                      born(3), seen(3));
  text += fmt::format("{},{},52,M,siteB,ms,spms,1999-09-08,{},6.5,7.0,tram driver\n", people[4].id,
                      born(4), seen(4));
  text += fmt::format("{},{},52,M,siteB,ms,spms,1999-09-08,{},6.5,7.0,tram driver\n", people[4].id,
                      born(4), seen(4));
  text +=
      fmt::format("{},{},,M,siteB,control,n/a,n/a,{},n/a,n/a,\n", people[5].id, born(5), seen(5));
  text += "90219999,1980-01-01,41,F,siteB,ms,rrms,2010-03-03,2021-06-30,3.0,3.5,\n";
  return text;
}

constexpr const char *mistakes =
    "line\tcolumn\tmistake\n"
    "1\tdate_of_birth\tan identifying column: must not enter a dataset\n"
    "1\tremarks\tfree text: may name people (line 2 does)\n"
    "2\tedss\ta decimal comma\n"
    "3\tage\t142: beyond what people reach\n"
    "3\tedss\t0.5: no value of the scale\n"
    "5\tsex\tanother spelling than in the other rows\n"
    "5\tcourse\txpms: no known course\n"
    "5\tonset\tafter the first visit\n"
    "7\tpatient_id\tthe row of line 6 again\n"
    "8\tage\tmissing\n"
    "9\tpatient_id\tnobody in the pictures has this id\n";

// What the tables are held to.
constexpr const char *dictionary = R"({
  "patient_id": {
    "Description": "Number of the person at the clinic", "Type": "string", "Identifying": "direct"
  },
  "date_of_birth": {
    "Description": "Day of birth", "Type": "date", "Identifying": "direct"
  },
  "age": {
    "LongName": "Age at the first visit", "Units": "year", "Type": "integer", "Minimum": 0,
    "Maximum": 120, "Required": true, "Identifying": "quasi"
  },
  "sex": {
    "Description": "Sex as the clinic records it", "Levels": {"F": "female", "M": "male", "O": "other"},
    "Required": true
  },
  "site": {"Description": "Which scanner", "Levels": {"siteA": "the first", "siteB": "the second"}},
  "group": {
    "Description": "Patient or control", "Levels": {"ms": "multiple sclerosis", "control": "healthy"}
  },
  "course": {
    "Description": "Course of the disease",
    "Levels": {"rrms": "relapsing-remitting", "spms": "secondary progressive", "ppms": "primary progressive"},
    "Rules": [{
      "Expression": "group != 'control' || course == null",
      "Message": "a control has no course of the disease"
    }]
  },
  "onset": {
    "Description": "Day of the first symptom", "Type": "date",
    "Rules": [{"Expression": "onset <= first_visit", "Message": "the onset is after the first visit"}]
  },
  "first_visit": {"Description": "Day of the first visit", "Type": "date"},
  "edss": {
    "LongName": "Expanded Disability Status Scale at the first visit", "Type": "number", "Minimum": 0,
    "Maximum": 10, "Step": 0.5,
    "Rules": [{"Expression": "edss != 0.5", "Message": "0.5 is no value of the EDSS"}]
  },
  "edss_followup": {
    "LongName": "Expanded Disability Status Scale at the second visit", "Type": "number", "Minimum": 0,
    "Maximum": 10, "Step": 0.5
  },
  "remarks": {"Description": "What the clinic noted", "Type": "text"}
}
)";

// What each of them agreed to: person 3 not to the release of a face.
constexpr const char *consented[] = {
    "NRES,,,open,everywhere,images faces clinical derived,yes,no,yes,no",
    "HMB,,,registered,eea_and_adequate,images faces clinical derived,no,no,yes,yes",
    "NRES,,,open,everywhere,images clinical derived,yes,no,no,no",
    "NRES,,,open,everywhere,images faces clinical derived,yes,no,no,no",
    "HMB,,,controlled,eea_and_adequate,images faces clinical derived,no,no,no,yes",
    "NRES,,,open,everywhere,images faces clinical derived,yes,no,yes,no"};

std::string consents() {
  std::string text =
      "patient_id,from,permission,diseases,modifiers,access,regions,kinds,commercial,"
      "crowdsourcing,recontact,delete_on_withdrawal\n";
  const std::vector<Person> people = sample_people();
  for (std::size_t i = 0; i < people.size(); ++i)
    text +=
        fmt::format("{},{},{}\n", people[i].id, iso(sample_visit(people[i], 1).date), consented[i]);
  return text;
}

// The agreement under which a hospital gets what is not for everybody.
constexpr const char *agreement = R"({
  "id": "LicenseRef-MS-Demo-1.0",
  "name": "Data use agreement of the sample study",
  "covers": "everything",
  "permissions": ["adapt"],
  "duties": ["no_reidentification", "delete_on_withdrawal", "delete_at_end", "report_incidents", "acknowledge"],
  "limits": ["non_commercial", "no_redistribution"],
  "notes": ["Signed by the head of the department; kept by the study's office."],
  "agreement": {
    "purpose": "DUO:0000006",
    "diseases": [],
    "modifiers": ["DUO:0000019", "DUO:0000021", "DUO:0000022", "DUO:0000025", "DUO:0000027", "DUO:0000028", "DUO:0000046"],
    "regions": "eea_and_adequate",
    "until": "2031-12-31"
  }
}
)";

std::string corrected() {
  const std::vector<Person> people = sample_people();
  std::string text = "patient_id,age,sex,site,group,course,onset,first_visit,edss,edss_followup\n";
  for (const Row &row : rows) {
    const Person &person = people[static_cast<std::size_t>(row.person - 1)];
    text += fmt::format("{},{},{},{},{},{},{},{},{},{}\n", person.id, row.age, person.sex, row.site,
                        row.group, row.course, row.onset, iso(sample_visit(person, 1).date),
                        row.edss, row.edss_followup);
  }
  return text;
}

} // namespace

void write_clinical_tables(const fs::path &folder) {
  write_bytes(folder / "as-it-came.csv", bytes_of(as_it_came()));
  write_bytes(folder / "mistakes.tsv", bytes_of(mistakes));
  write_bytes(folder / "corrected.csv", bytes_of(corrected()));
  write_bytes(folder / "dictionary.json", bytes_of(dictionary));
  write_bytes(folder / "consents.csv", bytes_of(consents()));
  write_bytes(folder / "LicenseRef-MS-Demo-1.0.json", bytes_of(agreement));
}

} // namespace curate::support

#include "tests/support/planted.hpp"

#include "tests/support/header.hpp"
#include <algorithm>
#include <libcurate/base/text.hpp>
#include <set>

namespace curate::support {

namespace {

class Collector {
public:
  void add(const std::string &value, const std::string &kind, const std::string &where) {
    if (value.size() < 4 || !seen_.insert(value).second) return;
    planted.push_back({value, kind, where});
  }
  /// A name whole, and each of its longer parts; titles and initials identify nobody.
  void add_name(const std::string &name, const std::string &kind, const std::string &where) {
    add(name, kind, where);
    std::string plain = name;
    for (char &letter : plain)
      if (letter == '=') letter = '^';
    for (const std::string_view part : base::split(plain, '^'))
      if (part.size() >= 6 && part.find('.') == std::string_view::npos)
        add(std::string(part), kind, where);
  }
  std::vector<Planted> planted;

private:
  std::set<std::string> seen_;
};

void add_person(Collector &out, const Person &person) {
  out.add_name(person.name, "name", "(0010,0010) (0031,1001) CSA");
  out.add_name(person.birth_name, "name", "(0010,1005) (0400,0561)");
  out.add_name(person.mothers_name, "name", "(0010,1060)");
  out.add(person.id, "id", "(0010,0020) (0040,0275) CSA");
  out.add(person.other_id, "id", "(0010,1000) (0010,1002) (0400,0561)");
  out.add(person.issuer, "id", "(0010,0021)");
  out.add(person.birth_date, "date", "(0010,0030)");
  out.add(person.birth_date.substr(0, 4) + "-" + person.birth_date.substr(4, 2) + "-" +
              person.birth_date.substr(6),
          "date", "clinical table");
  out.add(person.address, "address", "(0010,1040)");
  out.add(person.telephone, "telephone", "(0010,2154)");
  out.add(person.occupation, "free_text", "(0010,21B0)");
  out.add(person.comments, "free_text", "(0010,4000)");
}

void add_site(Collector &out, const Site &site) {
  for (const std::string &name :
       {site.referring_physician, site.performing_physician, site.operators,
        site.requesting_physician, site.physician_of_record, site.reading_physician})
    out.add_name(name, "staff", "(0008,0090) (0008,1048) (0008,1050) (0008,1060) (0008,1070)");
  out.add(site.institution, "institution", "(0008,0080)");
  out.add(site.address, "address", "(0008,0081)");
  out.add(site.department, "institution", "(0008,1040) (0032,1033)");
  out.add(site.station, "device", "(0008,1010) (0040,0242)");
  out.add(site.ae_title, "device", "(0002,0016) (0040,0241) (0400,0563)");
  out.add(site.serial_number, "device", "(0018,1000)");
  out.add(site.referring_telephone, "telephone", "(0008,0094)");
  out.add(site.uid_root, "uid", "UIDs");
}

/// Places and relatives that only free text and addresses name.
std::vector<std::string> bystanders(const Person &person) {
  switch (person.number) {
  case 1:
    return {"Weidenbronn", "Eschenrieder", "Eginhard"};
  case 2:
    return {"Oberkressach", "Kesselbühl"};
  case 3:
    return {"Lindenhöfer"};
  case 4:
    return {"Stansfeld", "Thistlegate", "Kenjiro"};
  case 5:
    return {"Mullins Quay", "Bronisława"};
  default:
    return {"Wallopsby", "Old Rectory"};
  }
}

void add_visit(Collector &out, const Person &person, const Visit &visit) {
  out.add(visit.date, "date", "(0008,0012) (0008,002x) (0040,0244) (0029,1009)");
  out.add(visit.date.substr(0, 4) + "-" + visit.date.substr(4, 2) + "-" + visit.date.substr(6),
          "date", "the same, as others write it");
  out.add(visit.accession_number, "id", "(0008,0050) (0031,1002)");
  out.add(visit.admission_id, "id", "(0038,0010) (0020,4000)");
  out.add("RP" + visit.study_id, "id", "(0040,0275)");
  out.add("SPS" + visit.study_id, "id", "(0040,0275)");
  out.add(visit.study_description, "free_text", "(0008,1030) (0040,0254)");
  out.add(study_uid({person, sample_site(person.vendor), visit}), "uid", "(0020,000D)");
}

} // namespace

std::vector<Planted> planted_values(const std::vector<Person> &people, int visits) {
  Collector out;
  for (const Person &person : people) {
    add_person(out, person);
    add_site(out, sample_site(person.vendor));
    for (const std::string &name : bystanders(person))
      out.add(name, "free_text", "(0008,0081) (0010,1040) (0010,4000)");
    for (int number = 1; number <= visits; ++number)
      add_visit(out, person, sample_visit(person, number));
  }
  std::sort(out.planted.begin(), out.planted.end(), [](const Planted &a, const Planted &b) {
    return std::tie(a.kind, a.value) < std::tie(b.kind, b.value);
  });
  return std::move(out.planted);
}

std::string planted_table(const std::vector<Planted> &planted) {
  std::string table = "value\tkind\twhere\n";
  for (const Planted &row : planted)
    table += row.value + "\t" + row.kind + "\t" + row.where + "\n";
  return table;
}

} // namespace curate::support

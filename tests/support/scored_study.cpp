#include "tests/support/scored_study.hpp"

#include <array>
#include <fmt/format.h>
#include <libcurate/base/text.hpp>

#include "tests/support/ge_maker.hpp"
#include "tests/support/made_scan_files.hpp"
#include "tests/support/philips_maker.hpp"
#include "tests/support/random.hpp"
#include "tests/support/siemens_maker.hpp"

namespace curate::support {

using dicom::Tag;
using dicom::Vr;

namespace {

constexpr int across = 16, slices = 3;

struct Named {
  const char *name, *character_set;
};

/// Nobody of these names exists.
constexpr std::array<Named, 20> names = {
    {{"Mühlenbrockner^Dörthe^Annegret^Dr.", "ISO_IR 100"},
     {"Grünwaldtson^Jörg-Ekkehard", "ISO_IR 100"},
     {"Nordstrømmen^Åsbjørg", "ISO_IR 100"},
     {"Castañedo Quiñonero^Íñigo", "ISO_IR 100"},
     {"Lefèbvrard^Héloïse^Océane", "ISO_IR 100"},
     {"Tanakadate^Yukiko=田中館^雪子=たなかだて^ゆきこ", "\\ISO 2022 IR 87"},
     {"Kurosawabe^Haruto=黒沢辺^陽斗=くろさわべ^はると", "\\ISO 2022 IR 87"},
     {"Shimazakura^Akiko=島桜^明子=しまざくら^あきこ", "\\ISO 2022 IR 87"},
     {"Wiśniewolski^Łukasz^Zbigniew", "ISO_IR 192"},
     {"Παπαδιαμαντάκης^Ελευθέριος", "ISO_IR 192"},
     {"Преображенцева^Анастасия", "ISO_IR 192"},
     {"Ouyang^Xiaodong=歐陽^小東", "ISO_IR 192"},
     {"Namgung^Gildong=南宮^吉洞=남궁^길동", "ISO_IR 192"},
     {"Čapkovičová^Žofie", "ISO_IR 192"},
     {"Özdemirkan^Gülşah", "ISO_IR 192"},
     {"Featherstonehaugh^Quentin^Algernon^^III", "ISO_IR 6"},
     {"Okonkwobright^Ngozichukwu", "ISO_IR 6"},
     {"O'Hannighan^Siobhan^^Mrs", "ISO_IR 6"},
     {"Van der Wijngaerden^Cornelis", "ISO_IR 6"},
     {"Abernathysmith^Peregrine", "ISO_IR 6"}}};

Vendor vendor_of(std::size_t person) {
  constexpr std::array vendors = {Vendor::siemens, Vendor::ge, Vendor::philips};
  return vendors.at(person % vendors.size());
}

bool is_over_89(std::size_t person) {
  return person % 7 == 3;
}

std::string family_of(const Person &person) {
  return person.name.substr(0, person.name.find('^'));
}

std::string given_of(const Person &person) {
  const std::string rest = person.name.substr(person.name.find('^') + 1);
  return rest.substr(0, rest.find_first_of("^="));
}

Person person_of(std::size_t at) {
  const int n = static_cast<int>(at) + 1;
  Person person{.number = n,
                .id = fmt::format("KX{:02}-{:05}", n, 40000 + 317 * n),
                .other_id = fmt::format("VNR{:07}", 8800000 + 7919 * n),
                .issuer = "HAUPTKLINIKUM",
                .name = names.at(at).name,
                .character_set = names.at(at).character_set,
                .birth_date =
                    fmt::format("{:04}{:02}{:02}", is_over_89(at) ? 1926 + n % 3 : 1940 + 3 * n,
                                1 + n % 12, 1 + n % 28),
                .sex = n % 2 == 0 ? 'F' : 'M',
                .height_m = 1.5 + 0.01 * n,
                .weight_kg = 50.0 + n,
                .mothers_name = fmt::format("Quastenbauer{}^Kunigunde", static_cast<char>('a' + n)),
                .address = fmt::format("Eschenried{}er Gasse 17", static_cast<char>('a' + n)),
                .telephone = fmt::format("+49 7266 99{:05}", 14402 + 31 * n),
                .occupation = "Harpsichordist"};
  person.birth_name = fmt::format("Geburtsname{}^Dorothea", static_cast<char>('a' + n));
  person.comments = "call " + person.telephone;
  person.vendor = vendor_of(at);
  return person;
}

/// Parts of names that are long enough to be nobody's chance, ids, places and staff.
std::vector<std::string> words_of(const Person &person, const Site &site) {
  std::vector<std::string> words{person.id,        person.other_id, person.address,
                                 person.telephone, site.station,    site.institution};
  for (const std::string &name :
       {person.name, person.birth_name, person.mothers_name, site.referring_physician,
        site.performing_physician, site.operators, site.requesting_physician})
    for (const auto group : base::split(name, '='))
      for (const auto part : base::split(group, '^'))
        if (part.size() >= 6) words.emplace_back(part);
  return words;
}

/// How a person stands in what people type; by turns.
std::string typed(const Person &person, std::size_t turn) {
  const std::string family = family_of(person), given = given_of(person);
  switch (turn % 6) {
  case 0:
    return family;
  case 1:
    return given + " " + family;
  case 2:
    return family + "_" + given;
  case 3:
    return person.id;
  case 4:
    return family_of({.name = person.mothers_name}); // that another file has for itself
  default:
    return family_of({.name = person.birth_name});
  }
}

curate::support::Maker maker_of(Vendor vendor) {
  using support::Maker;
  switch (vendor) {
  case Vendor::siemens:
    return Maker::siemens;
  case Vendor::ge:
    return Maker::ge;
  case Vendor::philips:
    return Maker::philips;
  }
  return Maker::unheard_of;
}

Elements reference(const std::string &sop_class, const std::string &instance) {
  Elements item;
  item.text({0x0008, 0x1150}, Vr::UI, sop_class);
  item.text({0x0008, 0x1155}, Vr::UI, instance);
  return item;
}

std::vector<std::uint16_t> noise(Random &random, std::size_t count) {
  std::vector<std::uint16_t> values(count);
  for (auto &value : values)
    value = static_cast<std::uint16_t>(random.next() % 4096);
  return values;
}

class StudyWriter {
public:
  explicit StudyWriter(const fs::path &folder) : folder_(folder) {}

  void visit(std::size_t at, const Person &person, int number);
  ScoredStudy study{};

private:
  void classic(Kind kind, int series_number, int files);
  void plain(std::string_view sop_class, std::string_view modality, int series_number);
  void enhanced(int series_number);
  void capture(int series_number);
  SeriesRun run_of(Kind kind, int series_number) const;
  void put(Elements e, ScoredFile file);

  fs::path folder_;
  Random random_{20260101};
  std::size_t at_ = 0, turn_ = 0;
  Scene scene_{};
  std::string last_instance_ = "1.2.3.4";
};

SeriesRun StudyWriter::run_of(Kind kind, int series_number) const {
  SeriesRun run{.series_number = series_number, .start_s = 30000 + 600 * series_number};
  const Vendor like = scene_.site.vendor == Vendor::philips ? Vendor::ge : scene_.site.vendor;
  for (const Sequence &sequence : sample_sequences(like, true))
    if (sequence.kind == kind) run.sequence = sequence;
  run.sequence.size = {across, across, slices};
  run.sequence.series_description = "T1 MPRAGE " + typed(scene_.person, turn_);
  run.sequence.protocol_name = "t1_mprage_sag";
  return run;
}

void StudyWriter::put(Elements e, ScoredFile file) {
  const std::string instance = e.all().at(dicom::tags::sop_instance_uid).text;
  e.item({0x0008, 0x1140}, reference("1.2.840.10008.5.1.4.1.1.4", instance));
  e.item({0x0008, 0x2112}, reference("1.2.840.10008.5.1.4.1.1.4", last_instance_));
  last_instance_ = instance;
  e.text({0x0018, 0x1030}, Vr::LO, "t1_mprage_sag_" + typed(scene_.person, turn_ + 1));
  e.text({0x0010, 0x4000}, Vr::LT, "head " + typed(scene_.person, turn_ + 2));
  if (turn_ % 3 == 0) e.erase({0x0010, 0x1060}); // only others of the person name the mother
  ++turn_;
  file.person = at_;
  file.path = folder_ / fmt::format("{:02}", at_) / fmt::format("{:04}.dcm", turn_);
  write_bytes(file.path, encode(e, {.source_ae_title = scene_.site.ae_title}));
  study.files.push_back(std::move(file));
}

void StudyWriter::classic(Kind kind, int series_number, int files) {
  const SeriesRun run = run_of(kind, series_number);
  for (int n = 0; n < files; ++n) {
    const Shot shot{.instance_number = n + 1,
                    .slice = n % slices,
                    .volume = kind == Kind::t1w ? 0 : n,
                    .time_s = static_cast<double>(run.start_s + n)};
    const auto volume = noise(random_, across * across * slices);
    if (scene_.site.vendor == Vendor::siemens)
      put(siemens_elements(scene_, run, shot, volume), {});
    else if (scene_.site.vendor == Vendor::ge)
      put(ge_elements(scene_, run, shot, volume), {});
    else
      put(philips_elements(scene_, run, shot, PhilipsScaling{}, volume), {});
  }
}

void StudyWriter::plain(std::string_view sop_class, std::string_view modality, int series_number) {
  const SeriesRun run = run_of(Kind::t1w, series_number);
  Elements e = common_header(scene_, run, Shot{.time_s = 40000});
  put_picture(e, run.sequence, place_of(run.sequence, 0),
              {.values = noise(random_, across * across), .columns = across, .rows = across});
  e.text({0x0008, 0x0016}, Vr::UI, sop_class);
  e.text({0x0008, 0x0060}, Vr::CS, modality);
  put(std::move(e), {});
}

void StudyWriter::enhanced(int series_number) {
  MadeScan scan;
  scan.form = Form::enhanced;
  scan.maker = maker_of(scene_.site.vendor);
  scan.size = {across, across, slices};
  scan.pixel_seed = random_.next();
  Elements e = elements_of(std::span(&scan, 1), series_number).front();
  const Elements said =
      common_header(scene_, run_of(Kind::t1w, series_number), Shot{.time_s = 41000});
  for (const Tag tag :
       {Tag{0x0008, 0x0020}, Tag{0x0008, 0x0021}, Tag{0x0008, 0x0022}, Tag{0x0008, 0x0023},
        Tag{0x0010, 0x0010}, Tag{0x0010, 0x0020}, Tag{0x0010, 0x0021}, Tag{0x0010, 0x0030},
        Tag{0x0010, 0x1010}, Tag{0x0020, 0x000D}, Tag{0x0020, 0x000E}, Tag{0x0008, 0x0018},
        Tag{0x0020, 0x0052}})
    e.text(tag, said.all().at(tag).vr, said.all().at(tag).text);
  put(std::move(e), {.path = {}, .is_enhanced = true});
}

void StudyWriter::capture(int series_number) {
  constexpr int columns = 320, rows = 160;
  Elements e = common_header(scene_, run_of(Kind::t1w, series_number), Shot{.time_s = 42000});
  e.text({0x0008, 0x0016}, Vr::UI, "1.2.840.10008.5.1.4.1.1.7");
  e.text({0x0008, 0x0060}, Vr::CS, "OT");
  e.text({0x0008, 0x0064}, Vr::CS, "WSD");
  e.text({0x0028, 0x0002}, Vr::US, "1");
  e.text({0x0028, 0x0004}, Vr::CS, "MONOCHROME2");
  e.text({0x0028, 0x0010}, Vr::US, std::to_string(rows));
  e.text({0x0028, 0x0011}, Vr::US, std::to_string(columns));
  e.text({0x0028, 0x0100}, Vr::US, "8");
  e.text({0x0028, 0x0101}, Vr::US, "8");
  e.text({0x0028, 0x0102}, Vr::US, "7");
  e.text({0x0028, 0x0103}, Vr::US, "0");
  e.text({0x0028, 0x0301}, Vr::CS, "YES");
  std::vector<std::byte> picture(columns * rows, std::byte{24});
  draw_digits(picture, columns, 20, 30, 5, scene_.visit.date);
  for (std::size_t i = picture.size() - 64; i < picture.size(); ++i)
    picture[i] = static_cast<std::byte>(random_.next() % 40);
  e.bytes({0x7FE0, 0x0010}, Vr::OB, std::move(picture));
  put(std::move(e), {.path = {}, .has_text = true});
}

void StudyWriter::visit(std::size_t at, const Person &person, int number) {
  at_ = at;
  scene_ = {person, sample_site(vendor_of(at)), sample_visit(person, number)};
  scene_.visit.date = fmt::format("{}{:02}{:02}", 2019 + number, 1 + at % 12, 3 + at);
  scene_.visit.accession_number = fmt::format("ACC{:02}{}", at, number);
  classic(Kind::t1w, 1, slices);
  classic(Kind::dwi, 2, 2);
  if (at % 4 == 0) plain("1.2.840.10008.5.1.4.1.1.2", "CT", 3);
  if (at % 4 == 1) plain("1.2.840.10008.5.1.4.1.1.128", "PT", 3);
  if (at % 4 == 2) enhanced(3);
  if (at % 4 == 3) capture(3);
}

} // namespace

void draw_digits(std::vector<std::byte> &picture, int columns, int left, int top, int scale,
                 std::string_view text) {
  // Rows from the top, most significant bit left.
  constexpr std::array<std::array<unsigned, 5>, 10> digits = {{{7, 5, 5, 5, 7},
                                                               {2, 6, 2, 2, 7},
                                                               {7, 1, 7, 4, 7},
                                                               {7, 1, 3, 1, 7},
                                                               {5, 5, 7, 1, 1},
                                                               {7, 4, 7, 1, 7},
                                                               {7, 4, 7, 5, 7},
                                                               {7, 1, 1, 2, 2},
                                                               {7, 5, 7, 5, 7},
                                                               {7, 5, 7, 1, 7}}};
  for (const char letter : text) {
    const auto &rows = digits.at(static_cast<std::size_t>(letter - '0'));
    for (int y = 0; y < 5 * scale; ++y)
      for (int x = 0; x < 3 * scale; ++x)
        if ((rows[static_cast<std::size_t>(y / scale)] >> (2 - x / scale)) & 1U)
          picture[static_cast<std::size_t>((top + y) * columns + left + x)] = std::byte{255};
    left += 5 * scale;
  }
}

ScoredStudy make_scored_study(const fs::path &folder) {
  StudyWriter maker(folder);
  for (std::size_t at = 0; at < names.size(); ++at) {
    const Person person = person_of(at);
    maker.study.people.push_back(
        {person, words_of(person, sample_site(vendor_of(at))), is_over_89(at)});
    for (const int number : {1, 2})
      maker.visit(at, person, number);
  }
  return std::move(maker.study);
}

} // namespace curate::support

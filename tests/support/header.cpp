#include "tests/support/header.hpp"

#include "tests/support/random.hpp"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace curate::support {

using dicom::Tag;
using dicom::Vr;

namespace {

constexpr std::string_view mr_image_storage = "1.2.840.10008.5.1.4.1.1.4";

/// Age at the visit, as headers state it: "052Y".
std::string age(const Person &person, const Visit &visit) {
  const int born = std::stoi(person.birth_date), now = std::stoi(visit.date);
  return fmt::format("{:03}Y", (now - born) / 10000);
}

void put_patient(Elements &e, const Scene &scene) {
  const Person &person = scene.person;
  e.text({0x0010, 0x0010}, Vr::PN, person.name);
  e.text({0x0010, 0x0020}, Vr::LO, person.id);
  e.text({0x0010, 0x0021}, Vr::LO, person.issuer);
  e.text({0x0010, 0x0030}, Vr::DA, person.birth_date);
  e.text({0x0010, 0x0040}, Vr::CS, std::string(1, person.sex));
  e.text({0x0010, 0x1000}, Vr::LO, person.other_id);
  e.text({0x0010, 0x1005}, Vr::PN, person.birth_name);
  e.text({0x0010, 0x1010}, Vr::AS, age(person, scene.visit));
  e.text({0x0010, 0x1020}, Vr::DS, decimal(person.height_m));
  e.text({0x0010, 0x1030}, Vr::DS, decimal(person.weight_kg));
  e.text({0x0010, 0x1040}, Vr::LO, person.address);
  e.text({0x0010, 0x1060}, Vr::PN, person.mothers_name);
  e.text({0x0010, 0x2154}, Vr::SH, person.telephone);
  e.text({0x0010, 0x2180}, Vr::SH,
         person.occupation.substr(0, person.occupation.find_first_of(" ,")));
  e.text({0x0010, 0x21B0}, Vr::LT, "Beruf/occupation: " + person.occupation);
  e.text({0x0010, 0x4000}, Vr::LT, person.comments);
  Elements other(e.character_set());
  other.text({0x0010, 0x0020}, Vr::LO, person.other_id);
  other.text({0x0010, 0x0021}, Vr::LO, "INSURANCE");
  e.item({0x0010, 0x1002}, std::move(other));
}

void put_study(Elements &e, const Scene &scene, const SeriesRun &run, const Shot &shot) {
  const Site &site = scene.site;
  const Visit &visit = scene.visit;
  constexpr std::uint16_t dates[] = {0x0012, 0x0020, 0x0021, 0x0022, 0x0023};
  for (const std::uint16_t element : dates)
    e.text({0x0008, element}, Vr::DA, visit.date);
  e.text({0x0008, 0x0013}, Vr::TM, time_of_day(shot.time_s + 1.5));
  e.text({0x0008, 0x0030}, Vr::TM, time_of_day(visit.start_s));
  e.text({0x0008, 0x0031}, Vr::TM, time_of_day(run.start_s));
  e.text({0x0008, 0x0032}, Vr::TM, time_of_day(shot.time_s));
  e.text({0x0008, 0x0033}, Vr::TM, time_of_day(shot.time_s + 1.5));
  e.text({0x0008, 0x0050}, Vr::SH, visit.accession_number);
  e.text({0x0008, 0x0060}, Vr::CS, "MR");
  e.text({0x0008, 0x0070}, Vr::LO, site.manufacturer);
  e.text({0x0008, 0x0080}, Vr::LO, site.institution);
  e.text({0x0008, 0x0081}, Vr::ST, site.address);
  e.text({0x0008, 0x0090}, Vr::PN, site.referring_physician);
  e.text({0x0008, 0x0094}, Vr::SH, site.referring_telephone);
  e.text({0x0008, 0x1010}, Vr::SH, site.station);
  e.text({0x0008, 0x1030}, Vr::LO, visit.study_description);
  e.text({0x0008, 0x103E}, Vr::LO, run.sequence.series_description);
  e.text({0x0008, 0x1040}, Vr::LO, site.department);
  e.text({0x0008, 0x1048}, Vr::PN, site.physician_of_record);
  e.text({0x0008, 0x1050}, Vr::PN, site.performing_physician);
  e.text({0x0008, 0x1060}, Vr::PN, site.reading_physician);
  e.text({0x0008, 0x1070}, Vr::PN, site.operators);
  e.text({0x0008, 0x1090}, Vr::LO, site.model);
  e.text({0x0020, 0x000D}, Vr::UI, study_uid(scene));
  e.text({0x0020, 0x000E}, Vr::UI, series_uid(scene, run));
  e.text({0x0020, 0x0010}, Vr::SH, visit.study_id);
  e.text({0x0020, 0x0052}, Vr::UI, make_uid(site, visit, "frame", 0));
  e.text({0x0020, 0x4000}, Vr::LT,
         "Aufnahme/scan of " + scene.person.name.substr(0, scene.person.name.find('^')) + ", " +
             visit.admission_id);
}

/// Order, procedure and history: sequences within sequences, as hospitals fill them.
void put_procedure(Elements &e, const Scene &scene) {
  const Site &site = scene.site;
  const Visit &visit = scene.visit;
  e.text({0x0032, 0x1032}, Vr::PN, site.requesting_physician);
  e.text({0x0032, 0x1033}, Vr::LO, site.department);
  e.text({0x0032, 0x1060}, Vr::LO, "MRT Schädel / MR head");
  e.text({0x0038, 0x0010}, Vr::LO, visit.admission_id);
  e.text({0x0040, 0x0241}, Vr::AE, site.ae_title);
  e.text({0x0040, 0x0242}, Vr::SH, site.station);
  e.text({0x0040, 0x0244}, Vr::DA, visit.date);
  e.text({0x0040, 0x0245}, Vr::TM, time_of_day(visit.start_s));
  e.text({0x0040, 0x0253}, Vr::SH, fmt::format("MR{}", visit.study_id));
  e.text({0x0040, 0x0254}, Vr::LO, visit.study_description);
  Elements request(e.character_set());
  request.text({0x0032, 0x1060}, Vr::LO, "MR " + scene.person.id);
  request.text({0x0040, 0x0007}, Vr::LO, visit.study_description);
  request.text({0x0040, 0x0009}, Vr::SH, fmt::format("SPS{}", visit.study_id));
  request.text({0x0040, 0x1001}, Vr::SH, fmt::format("RP{}", visit.study_id));
  e.item({0x0040, 0x0275}, std::move(request));
  Elements before(e.character_set());
  before.text({0x0010, 0x0010}, Vr::PN, scene.person.birth_name);
  before.text({0x0010, 0x0020}, Vr::LO, scene.person.other_id);
  Elements change(e.character_set());
  change.item({0x0400, 0x0550}, std::move(before));
  change.text({0x0400, 0x0562}, Vr::DT, visit.date + "120000");
  change.text({0x0400, 0x0563}, Vr::LO, site.ae_title);
  change.text({0x0400, 0x0565}, Vr::CS, "CORRECT");
  e.item({0x0400, 0x0561}, std::move(change));
  // An archive's own block, as PACS leave them.
  e.text({0x0031, 0x0010}, Vr::LO, "ARCHIVE OF THE HOUSE 01");
  e.text({0x0031, 0x1001}, Vr::PN, scene.person.name);
  e.text({0x0031, 0x1002}, Vr::LO, site.operators + " " + visit.accession_number);
}

} // namespace

std::string make_uid(const Site &site, const Visit &visit, std::string_view what,
                     std::uint64_t number) {
  std::uint64_t bits = 0xcbf29ce484222325u;
  for (const char letter : std::string(what) + visit.accession_number)
    bits = Random::mixed(bits ^ static_cast<unsigned char>(letter));
  bits = Random::mixed(bits + number);
  return fmt::format("{}.{}{:011}", site.uid_root, visit.date, bits % 100000000000u);
}

std::string study_uid(const Scene &scene) {
  return make_uid(scene.site, scene.visit, "study", 0);
}

std::string series_uid(const Scene &scene, const SeriesRun &run) {
  return make_uid(scene.site, scene.visit, "series",
                  static_cast<std::uint64_t>(run.series_number)) +
         (scene.site.vendor == Vendor::siemens ? ".0.0.0" : "");
}

std::string instance_uid(const Scene &scene, const SeriesRun &run, const Shot &shot) {
  return make_uid(scene.site, scene.visit, "instance",
                  static_cast<std::uint64_t>(run.series_number) * 1000000 +
                      static_cast<std::uint64_t>(shot.instance_number));
}

std::string time_of_day(double seconds) {
  const auto micros = static_cast<long long>(std::llround(seconds * 1e6));
  const long long whole = micros / 1000000;
  return fmt::format("{:02}{:02}{:02}.{:06}", whole / 3600 % 24, whole / 60 % 60, whole % 60,
                     micros % 1000000);
}

Elements common_header(const Scene &scene, const SeriesRun &run, const Shot &shot) {
  Elements e(scene.person.character_set);
  e.text({0x0008, 0x0005}, Vr::CS, scene.person.character_set);
  e.text({0x0008, 0x0016}, Vr::UI, mr_image_storage);
  e.text({0x0008, 0x0018}, Vr::UI, instance_uid(scene, run, shot));
  put_patient(e, scene);
  put_study(e, scene, run, shot);
  put_procedure(e, scene);
  e.text({0x0018, 0x0015}, Vr::CS, "BRAIN");
  e.text({0x0018, 0x1000}, Vr::LO, scene.site.serial_number);
  e.text({0x0018, 0x1020}, Vr::LO, scene.site.software);
  e.text({0x0018, 0x1030}, Vr::LO, run.sequence.protocol_name);
  e.text({0x0018, 0x5100}, Vr::CS, "HFS");
  e.text({0x0020, 0x0011}, Vr::IS, std::to_string(run.series_number));
  e.text({0x0020, 0x0012}, Vr::IS, "1");
  e.text({0x0020, 0x0013}, Vr::IS, std::to_string(shot.instance_number));
  e.text({0x0020, 0x1040}, Vr::LO, "");
  return e;
}

void put_acquisition(Elements &e, const Sequence &sequence, const Shot &shot) {
  const auto echo = static_cast<std::size_t>(shot.echo);
  const bool rows = sequence.phase_encoding_in_rows;
  const int lines = rows ? sequence.size[0] : sequence.size[1];
  const int samples = rows ? sequence.size[1] : sequence.size[0];
  e.text({0x0018, 0x0020}, Vr::CS, sequence.scanning_sequence);
  e.text({0x0018, 0x0021}, Vr::CS, sequence.sequence_variant);
  e.text({0x0018, 0x0022}, Vr::CS, sequence.scan_options);
  e.text({0x0018, 0x0023}, Vr::CS, sequence.is_3d ? "3D" : "2D");
  e.text({0x0018, 0x0025}, Vr::CS, "N");
  e.text({0x0018, 0x0050}, Vr::DS, decimal(sequence.thickness_mm));
  e.text({0x0018, 0x0080}, Vr::DS, decimal(sequence.repetition_time_ms));
  e.text({0x0018, 0x0081}, Vr::DS, decimal(sequence.echo_times_ms.at(echo)));
  if (sequence.inversion_time_ms > 0)
    e.text({0x0018, 0x0082}, Vr::DS, decimal(sequence.inversion_time_ms));
  e.text({0x0018, 0x0083}, Vr::DS, "1");
  e.text({0x0018, 0x0085}, Vr::SH, "1H");
  e.text({0x0018, 0x0086}, Vr::IS, std::to_string(shot.echo + 1));
  e.text({0x0018, 0x0087}, Vr::DS, "3");
  if (!sequence.is_3d) e.text({0x0018, 0x0088}, Vr::DS, decimal(sequence.spacing_mm[2]));
  e.text({0x0018, 0x0091}, Vr::IS, sequence.is_epi ? std::to_string(lines / 2) : "1");
  e.text({0x0018, 0x0093}, Vr::DS, "100");
  e.text({0x0018, 0x0094}, Vr::DS, "100");
  e.text({0x0018, 0x0095}, Vr::DS, decimal(sequence.pixel_bandwidth_hz));
  e.text({0x0018, 0x1310}, Vr::US,
         rows ? fmt::format("0\\{}\\{}\\0", samples, lines)
              : fmt::format("{}\\0\\0\\{}", samples, lines));
  e.text({0x0018, 0x1312}, Vr::CS, rows ? "ROW" : "COL");
  e.text({0x0018, 0x1314}, Vr::DS, decimal(sequence.flip_angle_deg));
  e.text({0x0018, 0x1315}, Vr::CS, "N");
  e.text({0x0018, 0x1316}, Vr::DS, "0.0651");
}

void put_picture(Elements &e, const Sequence &sequence, const SlicePlace &place, Pixels pixels) {
  const Vec3 &row = place.row_lps, &column = place.column_lps;
  const std::array<double, 6> orientation = {row[0],    row[1],    row[2],
                                             column[0], column[1], column[2]};
  e.text({0x0020, 0x0032}, Vr::DS, decimals(place.position_lps_mm));
  e.text({0x0020, 0x0037}, Vr::DS, decimals(orientation));
  e.text({0x0020, 0x1041}, Vr::DS, decimal(base::dot(place.position_lps_mm, place.normal_lps)));
  e.text({0x0028, 0x0002}, Vr::US, "1");
  e.text({0x0028, 0x0004}, Vr::CS, "MONOCHROME2");
  e.text({0x0028, 0x0010}, Vr::US, std::to_string(pixels.rows));
  e.text({0x0028, 0x0011}, Vr::US, std::to_string(pixels.columns));
  e.text({0x0028, 0x0030}, Vr::DS,
         decimal(sequence.spacing_mm[1]) + "\\" + decimal(sequence.spacing_mm[0]));
  e.text({0x0028, 0x0100}, Vr::US, "16");
  e.text({0x0028, 0x0101}, Vr::US, std::to_string(pixels.bits_stored));
  e.text({0x0028, 0x0102}, Vr::US, std::to_string(pixels.bits_stored - 1));
  e.text({0x0028, 0x0103}, Vr::US, pixels.is_signed ? "1" : "0");
  const auto largest = pixels.is_signed || pixels.values.empty()
                           ? 0
                           : *std::max_element(pixels.values.begin(), pixels.values.end());
  e.text({0x0028, 0x0106}, pixels.is_signed ? Vr::SS : Vr::US, "0");
  e.text({0x0028, 0x0107}, pixels.is_signed ? Vr::SS : Vr::US, std::to_string(largest));
  e.text({0x0028, 0x1050}, Vr::DS, "500");
  e.text({0x0028, 0x1051}, Vr::DS, "1000");
  e.words({0x7FE0, 0x0010}, std::move(pixels.values));
}

} // namespace curate::support

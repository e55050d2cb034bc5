#include "tests/support/lying_about.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fstream>
#include <iterator>

namespace curate::support {

using dicom::Tag;
using dicom::Vr;

namespace {

/// Digits of three by five dots, rows from the top, most significant bit left.
constexpr std::array<std::array<std::uint8_t, 5>, 10> digits = {{{7, 5, 5, 5, 7},
                                                                 {2, 6, 2, 2, 7},
                                                                 {7, 1, 7, 4, 7},
                                                                 {7, 1, 3, 1, 7},
                                                                 {5, 5, 7, 1, 1},
                                                                 {7, 4, 7, 1, 7},
                                                                 {7, 4, 7, 5, 7},
                                                                 {7, 1, 1, 2, 2},
                                                                 {7, 5, 7, 5, 7},
                                                                 {7, 5, 7, 1, 7}}};

/// Draws the digits of a text into an 8-bit picture, each dot 4 pixels wide.
void draw(std::vector<std::byte> &picture, int columns, int left, int top, std::string_view text) {
  for (const char letter : text) {
    left += 16;
    if (letter < '0' || letter > '9') continue;
    const auto &rows = digits[static_cast<std::size_t>(letter - '0')];
    for (int y = 0; y < 20; ++y)
      for (int x = 0; x < 12; ++x)
        if ((rows[static_cast<std::size_t>(y / 4)] >> (2 - x / 4)) & 1)
          picture[static_cast<std::size_t>((top + y) * columns + left + x)] = std::byte{255};
  }
}

/// What a document keeps of a picture's header: person, study, staff.
Elements document(const Scene &scene, int series_number, std::string_view sop_class,
                  std::string_view modality, std::string_view description) {
  SeriesRun run{.series_number = series_number, .start_s = scene.visit.start_s + 3000};
  run.sequence.series_description = description;
  const Shot shot{.time_s = static_cast<double>(run.start_s)};
  Elements e = common_header(scene, run, shot);
  e.text({0x0008, 0x0016}, Vr::UI, sop_class);
  e.text({0x0008, 0x0060}, Vr::CS, modality);
  e.erase({0x0018, 0x0015});
  e.erase({0x0018, 0x5100});
  return e;
}

void put_8_bit(Elements &e, int columns, int rows, std::vector<std::byte> pixels) {
  e.text({0x0028, 0x0002}, Vr::US, "1");
  e.text({0x0028, 0x0004}, Vr::CS, "MONOCHROME2");
  e.text({0x0028, 0x0010}, Vr::US, std::to_string(rows));
  e.text({0x0028, 0x0011}, Vr::US, std::to_string(columns));
  e.text({0x0028, 0x0100}, Vr::US, "8");
  e.text({0x0028, 0x0101}, Vr::US, "8");
  e.text({0x0028, 0x0102}, Vr::US, "7");
  e.text({0x0028, 0x0103}, Vr::US, "0");
  e.bytes({0x7FE0, 0x0010}, Vr::OB, std::move(pixels));
}

Elements screenshot(const Scene &scene, int series_number) {
  constexpr int columns = 320, rows = 200;
  Elements e = document(scene, series_number, "1.2.840.10008.5.1.4.1.1.7", "OT", "screen save");
  e.text({0x0008, 0x0008}, Vr::CS, "DERIVED\\SECONDARY\\OTHER");
  e.text({0x0008, 0x0064}, Vr::CS, "WSD");
  e.text({0x0028, 0x0301}, Vr::CS, "YES");
  std::vector<std::byte> picture(static_cast<std::size_t>(columns * rows), std::byte{24});
  draw(picture, columns, 8, 20, scene.person.id);
  draw(picture, columns, 8, 60, scene.person.birth_date);
  draw(picture, columns, 8, 100, scene.visit.date);
  put_8_bit(e, columns, rows, std::move(picture));
  return e;
}

Elements presentation_state(const Scene &scene, int series_number) {
  Elements e =
      document(scene, series_number, "1.2.840.10008.5.1.4.1.1.11.1", "PR", "key image notes");
  Elements text(e.character_set());
  text.text({0x0070, 0x0006}, Vr::ST, "lesion? ask " + scene.site.reading_physician);
  text.text({0x0070, 0x0014}, Vr::FL, "64\\64");
  text.text({0x0070, 0x0015}, Vr::CS, "Y");
  Elements annotation(e.character_set());
  annotation.text({0x0070, 0x0002}, Vr::CS, "NOTES");
  annotation.item({0x0070, 0x0008}, std::move(text));
  e.item({0x0070, 0x0001}, std::move(annotation));
  e.text({0x0070, 0x0080}, Vr::CS, "NOTES");
  e.text({0x0070, 0x0084}, Vr::PN, scene.site.reading_physician);
  return e;
}

Elements report(const Scene &scene, int series_number) {
  Elements e = document(scene, series_number, "1.2.840.10008.5.1.4.1.1.88.11", "SR", "Befund");
  e.text({0x0040, 0xA040}, Vr::CS, "CONTAINER");
  e.text({0x0040, 0xA050}, Vr::CS, "SEPARATE");
  e.text({0x0040, 0xA491}, Vr::CS, "COMPLETE");
  e.text({0x0040, 0xA493}, Vr::CS, "VERIFIED");
  Elements observer(e.character_set());
  observer.text({0x0040, 0xA027}, Vr::LO, scene.site.institution);
  observer.text({0x0040, 0xA030}, Vr::DT, scene.visit.date + "170000");
  observer.text({0x0040, 0xA075}, Vr::PN, scene.site.reading_physician);
  e.item({0x0040, 0xA073}, std::move(observer));
  Elements finding(e.character_set());
  finding.text({0x0040, 0xA010}, Vr::CS, "CONTAINS");
  finding.text({0x0040, 0xA040}, Vr::CS, "TEXT");
  finding.text({0x0040, 0xA160}, Vr::UT,
               "Patient " + scene.person.name + ", geb./born " + scene.person.birth_date +
                   ": periventricular lesions.");
  e.item({0x0040, 0xA730}, std::move(finding));
  return e;
}

/// A small baseline JPEG: taken out of a DICOM file that DCMTK compressed.
ByteString camera_picture(const std::string &comment) {
  constexpr int columns = 96, rows = 64;
  Elements e("ISO_IR 6");
  e.text({0x0008, 0x0016}, Vr::UI, "1.2.840.10008.5.1.4.1.1.7");
  e.text({0x0008, 0x0018}, Vr::UI, "2.25.1001");
  std::vector<std::byte> picture(static_cast<std::size_t>(columns * rows));
  for (std::size_t i = 0; i < picture.size(); ++i)
    picture[i] = static_cast<std::byte>((i % columns * 2 + i / columns) & 0xFF);
  put_8_bit(e, columns, rows, std::move(picture));
  const ByteString file = encode(e, {.transfer_syntax = "1.2.840.10008.1.2.4.50"});
  constexpr std::array begins = {std::byte{0xFF}, std::byte{0xD8}, std::byte{0xFF}};
  constexpr std::array ends = {std::byte{0xFF}, std::byte{0xD9}};
  const auto first = std::search(file.begin(), file.end(), begins.begin(), begins.end());
  const auto last = std::find_end(first, file.end(), ends.begin(), ends.end());
  ByteString jpeg(first, first + 2);
  const ByteString text = bytes_of(comment);
  const std::size_t length = text.size() + 2; // a COM segment
  for (const std::size_t byte : {std::size_t{0xFF}, std::size_t{0xFE}, length >> 8, length & 0xFF})
    jpeg.push_back(static_cast<std::byte>(byte));
  jpeg.insert(jpeg.end(), text.begin(), text.end());
  jpeg.insert(jpeg.end(), first + 2, last + 2);
  return jpeg;
}

/// A DICOMDIR with one patient record, as export discs have.
ByteString directory(const Person &person) {
  Elements e(person.character_set);
  e.text({0x0004, 0x1130}, Vr::CS, "MRDISC01");
  e.text({0x0004, 0x1200}, Vr::UL, "0");
  e.text({0x0004, 0x1202}, Vr::UL, "0");
  e.text({0x0004, 0x1212}, Vr::US, "0");
  Elements record(person.character_set);
  record.text({0x0004, 0x1400}, Vr::UL, "0");
  record.text({0x0004, 0x1410}, Vr::US, "65535");
  record.text({0x0004, 0x1420}, Vr::UL, "0");
  record.text({0x0004, 0x1430}, Vr::CS, "PATIENT");
  record.text({0x0010, 0x0010}, Vr::PN, person.name);
  record.text({0x0010, 0x0020}, Vr::LO, person.id);
  e.item({0x0004, 0x1220}, std::move(record));
  return encode(
      e, {.media_storage_class = "1.2.840.10008.1.3.10", .media_storage_instance = "2.25.1002"});
}

} // namespace

void add_documents(const Scene &scene, int series_count, NameGiver &names, Sink &sink) {
  const auto put = [&](const Elements &elements, int series_number) {
    const SeriesRun run{.series_number = series_number};
    const Shot shot{};
    sink.put(names.next(run, shot, instance_uid(scene, run, shot)),
             encode(elements, {.source_ae_title = scene.site.ae_title}));
  };
  int number = series_count;
  if (scene.visit.number == 1) put(screenshot(scene, number + 1), number + 1);
  ++number;
  if (scene.site.vendor == Vendor::ge) put(presentation_state(scene, number + 1), number + 1);
  ++number;
  if (scene.person.has_ms) put(report(scene, number + 1), number + 1);
}

void add_lying_about(const fs::path &dicom, const Person &person) {
  const std::string family = person.name.substr(0, person.name.find('^'));
  write_bytes(dicom / "IMG_20210316_0912.jpg", camera_picture("Whiteboard: " + family));
  write_bytes(dicom / "DICOMDIR", directory(person));
  write_bytes(dicom / "notes.txt",
              bytes_of("Call " + family + " (" + person.telephone + ") about the second visit.\n"));
  // One file twice: the first in order, under another name.
  std::vector<fs::path> files;
  for (const fs::directory_entry &entry : fs::recursive_directory_iterator(dicom))
    if (fs::is_regular_file(entry.path()) && entry.path().parent_path() != dicom &&
        entry.path().parent_path().parent_path() != dicom)
      files.push_back(entry.path());
  if (files.empty()) return;
  std::ifstream in(std::min_element(files.begin(), files.end())->string(), std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  write_bytes(dicom / "copy_of_IM0001", bytes_of(bytes));
}

} // namespace curate::support

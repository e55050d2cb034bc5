// Makes one enhanced MR file with an identifying word in each kind of place that de-identification
// forgets, and the list of them: make_planted_file FOLDER
// Writes FOLDER/dicom/planted.dcm and FOLDER/planted.tsv (value, kind, where).

#include <cstdio>
#include <exception>

#include "tests/support/canary.hpp"
#include "tests/support/made_scan_files.hpp"
#include "tests/support/raw_set.hpp"

namespace {

using namespace curate;
using dicom::Tag;
using dicom::Vr;

class Planting {
public:
  explicit Planting(const support::ByteString &file) : file_(support::taken_apart(file)) {}

  void file_around();
  void top();
  void nested();
  void frames();
  void hidden();
  void write(const fs::path &folder) const;

private:
  void put(support::RawSet &set, Tag tag, Vr vr, const std::string &kind, std::string where = {}) {
    set[tag] = {.vr = vr, .bytes = next(kind, std::move(where) + dicom::to_string(tag), vr)};
  }
  std::string next(const std::string &kind, const std::string &where, Vr vr = Vr::LO) {
    std::string value = words_.give({.vr = vr});
    table_ += words_.all().back().text + "\t" + kind + "\t" + where + "\n";
    return value;
  }
  support::RawSet &item(support::RawSet &set, Tag sequence) {
    support::RawElement &element = set[sequence];
    element.vr = Vr::SQ;
    if (element.items.empty()) element.items.emplace_back();
    return element.items.front();
  }

  support::RawFile file_;
  support::Canaries words_;
  std::string table_ = "value\tkind\twhere\n";
};

void Planting::file_around() {
  file_.preamble.replace(10, 9, next("free_text", "preamble", Vr::SH));
  put(file_.meta, {0x0002, 0x0016}, Vr::AE, "device");
  put(file_.meta, {0x0002, 0x0013}, Vr::SH, "device");
  std::string padding(64, '\0');
  padding.replace(20, 9, next("free_text", "trailing padding", Vr::SH));
  file_.data[{0xFFFC, 0xFFFC}] = {.vr = Vr::OB, .bytes = padding};
  file_.data[dicom::tags::pixel_data].bytes += next("free_text", "behind the pixels");
}

void Planting::top() {
  support::RawSet &data = file_.data;
  put(data, dicom::tags::patient_name, Vr::PN, "name");
  put(data, dicom::tags::patient_id, Vr::LO, "id");
  put(data, dicom::tags::patient_birth_date, Vr::DA, "date");
  put(data, {0x0010, 0x1040}, Vr::LO, "address");
  put(data, {0x0010, 0x4000}, Vr::LT, "free_text");
  put(data, {0x0008, 0x0012}, Vr::DA, "date");
  put(data, {0x0008, 0x0080}, Vr::LO, "institution");
  put(data, {0x0008, 0x1070}, Vr::PN, "staff");
  put(data, {0x0008, 0x103E}, Vr::LO, "free_text");
  put(data, {0x0018, 0x1030}, Vr::LO, "free_text");
  put(data, {0x0020, 0x4000}, Vr::LT, "free_text");
  put(data, {0x0018, 0x9074}, Vr::DT, "date");
}

void Planting::nested() {
  support::RawSet &data = file_.data;
  support::RawSet &request = item(data, {0x0040, 0x0275});
  put(request, {0x0040, 0x1001}, Vr::SH, "id", "(0040,0275)");
  put(request, {0x0032, 0x1060}, Vr::LO, "free_text", "(0040,0275)");
  support::RawSet &original = item(item(data, {0x0400, 0x0561}), {0x0400, 0x0550});
  put(original, dicom::tags::patient_name, Vr::PN, "name", "(0400,0561)(0400,0550)");
  put(original, {0x0010, 0x0020}, Vr::LO, "id", "(0400,0561)(0400,0550)");
  put(item(data, {0x0400, 0x0561}), {0x0400, 0x0564}, Vr::LO, "device", "(0400,0561)");
  support::RawSet &deep =
      item(item(item(data, {0x0008, 0x2112}), {0x0040, 0xA170}), {0x0040, 0xA730});
  put(deep, {0x0040, 0xA123}, Vr::PN, "staff", "(0008,2112)(0040,A170)(0040,A730)");
  put(deep, {0x0040, 0xA160}, Vr::UT, "free_text", "(0008,2112)(0040,A170)(0040,A730)");
}

void Planting::frames() {
  for (support::RawSet &frame : file_.data.at({0x5200, 0x9230}).items) {
    support::RawSet &content = item(frame, {0x0020, 0x9111});
    const std::string where = "(5200,9230)(0020,9111)";
    put(content, {0x0018, 0x9074}, Vr::DT, "date", where);
    put(content, {0x0018, 0x9151}, Vr::DT, "date", where);
    put(content, {0x0020, 0x9158}, Vr::LT, "free_text", where);
    put(content, {0x0020, 0x9453}, Vr::LO, "free_text", where);
  }
}

void Planting::hidden() {
  support::RawSet &data = file_.data;
  data[{0x0031, 0x0010}] = {.vr = Vr::LO, .bytes = "ARCHIVE OF A HOUSE"};
  put(data, {0x0031, 0x1001}, Vr::PN, "name");
  put(data, {0x0031, 0x1002}, Vr::UN, "free_text");
  support::RawSet inner;
  put(inner, {0x0010, 0x0010}, Vr::PN, "name", "(0031,1003) as UN ");
  const support::RawSet alone{{Tag{0x0031, 0x1003}, {.vr = Vr::SQ, .bytes = {}, .items = {inner}}}};
  constexpr std::size_t head_bytes = 8;
  data[{0x0031, 0x1003}] = {.vr = Vr::UN,
                            .bytes = support::bytes_of_set(alone, true).substr(head_bytes)};
  put(data, {0x6000, 0x4000}, Vr::LT, "free_text");
  put(data, {0x6000, 0x0022}, Vr::LO, "free_text");
  put(data, {0x5000, 0x0040}, Vr::SH, "free_text");
  put(item(data, {0x0088, 0x0200}), {0x0028, 0x4000}, Vr::LT, "free_text", "icon ");
  data[{0x0028, 0x2000}] = {.vr = Vr::OB,
                            .bytes = std::string(128, '\0') + next("free_text", "ICC profile")};
}

void Planting::write(const fs::path &folder) const {
  support::write_bytes(folder / "dicom" / "planted.dcm", support::put_together(file_));
  support::write_bytes(folder / "planted.tsv", support::bytes_of(table_));
}

void make(const fs::path &folder) {
  support::MadeScan scan;
  scan.form = support::Form::enhanced;
  scan.maker = support::Maker::siemens;
  scan.size = {16, 16, 3};
  Planting planting(support::encode(support::elements_of(std::span(&scan, 1), 1).front()));
  planting.file_around();
  planting.top();
  planting.nested();
  planting.frames();
  planting.hidden();
  planting.write(folder);
}

} // namespace

int main(int count, char **words) {
  if (count != 2) {
    std::fputs("usage: make_planted_file FOLDER\n", stderr);
    return 2;
  }
  try {
    make(words[1]);
  } catch (const std::exception &error) {
    std::fprintf(stderr, "make_planted_file: %s\n", error.what());
    return 1;
  }
  return 0;
}

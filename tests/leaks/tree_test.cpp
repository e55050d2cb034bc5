#include "tests/support/archive_maker.hpp"
#include "tests/support/dicom_writer.hpp"
#include "tests/support/folders.hpp"
#include "tests/support/random.hpp"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libcurate/archive/gzip.hpp>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/leaks/content.hpp>
#include <libcurate/leaks/tree.hpp>
#include <sqlite3.h>

// Values in every container, each found at its place.

namespace curate::leaks {
namespace {

using deid::Identifies;
using support::bytes_of;
using support::ByteString;
using support::write_bytes;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using namespace std::string_literals;

/// What is searched for in all of these tests.
struct Known {
  Known() {
    deid::KnownValues values;
    values.add(Identifies::person_name, "Mühlenbrock^Annegret");
    values.add(Identifies::person_name, "Ziffl^Bo");
    values.add(Identifies::id, "4711-0839");
    values.add(Identifies::birth_date, "19610312");
    values.add(Identifies::date, "20240512");
    values.add(Identifies::uid, "1.3.12.2.1107.5.2.43.66012.77");
    needles.emplace(values, deid::Vocabulary());
    searcher.emplace(*needles);
    days = days_of(values);
  }
  std::optional<Needles> needles;
  std::optional<Searcher> searcher;
  Secret<KnownDays> days;
};

TreeReport report_of(const fs::path &tree, unsigned jobs = 1) {
  static const Known known;
  return search_tree(tree, {*known.searcher, known.days}, jobs);
}

/// "file | place | kind" of every hit.
std::vector<std::string> found_in(const fs::path &tree) {
  std::vector<std::string> found;
  for (const Leak &leak : report_of(tree).leaks)
    found.push_back(leak.file + " | " + leak.place + " | " + std::string(name_of(leak.what)));
  return found;
}

std::vector<std::string> codes_of(const fs::path &tree) {
  std::vector<std::string> codes;
  for (const Finding &finding : report_of(tree).findings)
    codes.push_back(finding.code);
  return codes;
}

class tree : public testing::Test {
protected:
  void put(const std::string &name, const std::string &text) {
    write_bytes(path() / name, bytes_of(text));
  }
  const fs::path &path() const { return folder_.path(); }

private:
  support::TemporaryFolder folder_;
};

TEST_F(tree, without_values_has_no_hits) {
  put("README", "A study of heads and brains, made in 2024.\n");
  put("sub-ab12cd34ef/anat/sub-ab12cd34ef_T1w.json",
      R"({"EchoTime": 0.00297, "Manufacturer": "Siemens"})");
  put("participants.tsv", "participant_id\tage\nsub-ab12cd34ef\t61\n");
  support::Random random(11);
  std::string noise(2'000'000, '\0');
  for (char &c : noise)
    c = static_cast<char>(random.next());
  put("noise.bin", noise);
  const auto report = report_of(path());
  EXPECT_THAT(report.leaks, IsEmpty());
  EXPECT_THAT(report.findings, IsEmpty());
  EXPECT_EQ(report.files, 4U);
  EXPECT_EQ(report.folders, 3U);
  EXPECT_GT(report.bytes, noise.size());
}

TEST_F(tree, tells_the_line_of_a_text) {
  put("a.json", "{\n  \"x\": 1,\n  \"n\": \"m\\u00fchlenbrock\"\n}\n");
  put("b.tsv", "id\tday\n4711-0839\t12.03.1961\n");
  put("c.html", "<p>M&uuml;hlenbrock");
  put("d.bval", "0 47110839 1000\n");
  EXPECT_THAT(found_in(path()),
              ElementsAre("a.json | line 3 | person name", "b.tsv | line 2 | id",
                          "b.tsv | line 2 | birth date", "c.html | line 1 | person name",
                          "d.bval | line 1 | id"));
}

TEST_F(tree, never_tells_a_name_that_holds_a_value) {
  put("Muehlenbrock_A/scan.txt", "ziffl");
  put("z/IM_20240512.txt", "");
  put("a", "");
  fs::create_symlink("../originals/Mühlenbrock", path() / "link");
  EXPECT_THAT(found_in(path()),
              ElementsAre("[name 1 of this folder] | name | person name",
                          "[name 1 of this folder]/scan.txt | line 1 | person name",
                          "link | target of the link | person name",
                          "z/[name 1 of this folder] | name | date"));
}

TEST_F(tree, opens_archives_and_what_lies_in_them) {
  const ByteString text = bytes_of("by Annegret\n");
  const auto inner = archive::gzip(text);
  for (const std::string name : {"a.zip", "b.tar", "c.tar.gz", "d.tar.zst"})
    support::write_archive(path() / name, {{"one/two.txt", text},
                                           {"three.txt.gz", inner},
                                           {"of 4711-0839.txt", bytes_of("nothing")}});
  for (const std::string name : {"a.zip", "b.tar", "c.tar.gz", "d.tar.zst"})
    for (const auto *place :
         {"!one/two.txt | line 1 | person name", "!three.txt.gz | line 1 | person name",
          "![name 3 of this archive] | name | id"})
      EXPECT_THAT(found_in(path()), Contains(name + place));
}

TEST_F(tree, hides_names_of_archives_in_other_letters) {
  for (const std::string name : {"a.zip", "b.tar", "c.tar.gz"})
    support::write_archive(path() / name, {{"Mühlenbrock/x.txt", bytes_of("nothing")}});
  for (const Leak &leak : report_of(path()).leaks)
    EXPECT_EQ(leak.file.find("hlenbrock"), std::string::npos);
  for (const std::string name : {"a.zip", "b.tar", "c.tar.gz"})
    EXPECT_THAT(found_in(path()),
                Contains(name + "![name 1 of this archive] | name | person name"));
}

TEST_F(tree, opens_an_archive_in_an_archive) {
  support::write_archive(path() / "in.zip", {{"x.txt", bytes_of("ziffl, bo")}});
  const std::string in = base::read_file(path() / "in.zip");
  fs::remove(path() / "in.zip");
  support::write_archive(path() / "out.tar.gz", {{"in.zip", bytes_of(in)}});
  EXPECT_THAT(found_in(path()), ElementsAre("out.tar.gz!in.zip!x.txt | line 1 | person name"));
}

TEST_F(tree, reads_what_gzip_says_beside_the_data) {
  auto bytes = archive::gzip(bytes_of("clean"));
  bytes[3] = std::byte{4 + 8 + 16};
  const std::uint32_t time = 1715500800; // 2024-05-12
  for (std::size_t i = 0; i < 4; ++i)
    bytes[4 + i] = static_cast<std::byte>(time >> (8 * i));
  const std::string beside = "\5\0ziffl"s + "M\xFChlenbrock.nii\0"s + "for 4711-0839\0"s;
  const auto more = bytes_of(beside);
  bytes.insert(bytes.begin() + 10, more.begin(), more.end());
  write_bytes(path() / "x.gz", bytes);
  EXPECT_THAT(
      found_in(path()),
      testing::IsSupersetOf({"x.gz | gzip time | date", "x.gz | gzip extra field | person name",
                             "x.gz | gzip name | person name", "x.gz | gzip comment | id"}));
}

TEST_F(tree, reads_every_part_of_a_nifti_file) {
  std::string nifti(352, '\0');
  const auto set = [&](std::size_t at, std::string_view text) {
    nifti.replace(at, text.size(), text);
  };
  set(0, "\x5C\1\0\0"s);
  set(40, "\3\0\4\0\4\0\4\0"s);
  set(72, "\x10\0"s);
  const float offset = 384;
  set(108, {reinterpret_cast<const char *>(&offset), 4});
  set(344, "n+1\0"s);
  set(14, "Ziffl");
  set(148, "4711-0839");
  set(228, "ANNEGRET");
  set(328, "ziffl");
  set(348, "\1\0\0\0"s);
  nifti += "\x20\0\0\0\6\0\0\0"s + "born 12.03.1961" + std::string(9, '\0');
  std::string voxels(128, '\0');
  voxels.replace(60, 20, "xx Muehlenbrock xxxx");
  nifti += voxels + "\0\0 Annegret"s;
  put("t1.nii", nifti);
  write_bytes(path() / "t2.nii.gz", archive::gzip(bytes_of(nifti)));
  for (const std::string file : {"t1.nii", "t2.nii.gz"})
    for (const auto *place :
         {" | db_name | person name", " | descrip | id", " | aux_file | person name",
          " | intent_name | person name", " | extension 1 | birth date", " | voxels | person name",
          " | behind the voxels | person name"})
      EXPECT_THAT(found_in(path()), Contains(file + place));
}

TEST_F(tree, reads_every_level_and_byte_of_a_dicom_file) {
  support::Elements item("ISO_IR 100"), root("ISO_IR 100");
  using enum dicom::Vr;
  item.text({0x0010, 0x1005}, PN, "Mühlenbrock^A");
  root.text({0x0008, 0x0016}, UI, "1.2.840.10008.5.1.4.1.1.4");
  root.text({0x0008, 0x0018}, UI, "1.3.12.2.1107.5.2.43.66012.77");
  root.text({0x0008, 0x0020}, DA, "20240512");
  root.text({0x0008, 0x002A}, DT, "20240512103000.5");
  root.item({0x0400, 0x0561}, item);
  root.text({0x0029, 0x0010}, LO, "SIEMENS CSA HEADER");
  root.bytes({0x0029, 0x1010}, OB, bytes_of("\1\2\3\0ziffl\0\0\0\4\5"s));
  root.text({0x0020, 0x0013}, IS, "47110839");
  root.words({0x7FE0, 0x0010}, std::vector<std::uint16_t>(64, 7));
  root.text({0x0028, 0x0100}, US, "16");
  ByteString file = support::encode(root);
  const auto preamble = bytes_of("TIFF Muehlenbrock");
  std::ranges::copy(preamble, file.begin());
  const auto behind = bytes_of("\0\0 born 1961-03-12 \0\0"s);
  file.insert(file.end(), behind.begin(), behind.end());
  write_bytes(path() / "a.dcm", file);
  const auto found = found_in(path());
  for (const auto *place :
       {"a.dcm | preamble | person name", "a.dcm | (0008,0018) | uid", "a.dcm | (0008,0020) | date",
        "a.dcm | (0008,002A) | date", "a.dcm | (0400,0561)[1](0010,1005) | person name",
        "a.dcm | (0029,1010) | person name", "a.dcm | (0020,0013) | id"})
    EXPECT_THAT(found, Contains(place));
  EXPECT_THAT(found, Contains(testing::EndsWith("birth date")));
}

TEST_F(tree, decodes_names_by_the_character_set) {
  support::Elements root("ISO_IR 144");
  root.text({0x0008, 0x0016}, dicom::Vr::UI, "1.2.840.10008.5.1.4.1.1.4");
  write_bytes(path() / "a.dcm", support::encode(root));
  EXPECT_THAT(found_in(path()), IsEmpty());
}

TEST_F(tree, reads_text_of_a_database_across_pages) {
  const std::string file = (path() / "study.sqlite").string();
  sqlite3 *database = nullptr;
  ASSERT_EQ(sqlite3_open(file.c_str(), &database), SQLITE_OK);
  // The value lies where one page of 4096 bytes ends and the next begins.
  std::string sql = "CREATE TABLE notes (a INTEGER, b TEXT);";
  for (int lead = 4050; lead < 4110; lead += 3)
    sql += "INSERT INTO notes VALUES (1, '" + std::string(static_cast<std::size_t>(lead), 'x') +
           " Mühlenbrock " + std::string(3000, 'y') + "');";
  sql += "INSERT INTO notes VALUES (47110839, 'ziffl');";
  ASSERT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(database);
  const auto leaks = report_of(path()).leaks;
  const auto count = [&](std::string_view place, Identifies what) {
    std::size_t sum = 0;
    for (const Leak &leak : leaks)
      if (leak.place == place && leak.what == what) sum += leak.count;
    return sum;
  };
  EXPECT_EQ(count("table 1, column 2", Identifies::person_name), 21U);
  EXPECT_EQ(count("table 1, column 1", Identifies::id), 1U);
  EXPECT_LT(count("pages", Identifies::person_name), 21U);
}

TEST_F(tree, reads_text_of_a_png_also_compressed) {
  // A gzip member is ten bytes, a deflate stream and eight bytes.
  const auto gzipped = archive::gzip(bytes_of("scanned 12.03.1961"));
  const std::string deflated(reinterpret_cast<const char *>(gzipped.data()) + 10,
                             gzipped.size() - 18);
  const auto chunk = [](const std::string &name, const std::string &data) {
    std::string length(4, '\0');
    length[3] = static_cast<char>(data.size());
    return length + name + data + "crc.";
  };
  put("a.png", "\x89PNG\r\n\x1A\n" + chunk("tEXt", "Author\0ziffl"s) +
                   chunk("zTXt", "Note\0\0\x78\x9C"s + deflated + "adle") + chunk("IEND", "") +
                   "x Annegret");
  EXPECT_THAT(found_in(path()), testing::UnorderedElementsAre(
                                    "a.png | tEXt | person name", "a.png | zTXt | birth date",
                                    "a.png | behind the picture | person name"));
}

TEST_F(tree, says_what_it_could_not_search) {
  put("damaged.tar.gz", "\x1F\x8B\x08 nothing of that kind");
  put("a.sqlite", "SQLite format 3\0 and nothing else"s);
  put("b.dcm", std::string(128, '\0') + "DICM\2\0\0\0UL\4"s);
  support::write_archive(path() / "c.zip", {{"x.txt", bytes_of("y")}}, "secret");
  EXPECT_THAT(codes_of(path()), testing::UnorderedElementsAre("LEAKS-DAMAGED", "LEAKS-DAMAGED",
                                                              "LEAKS-DAMAGED", "LEAKS-ENCRYPTED"));
}

TEST_F(tree, searches_what_is_damaged_as_bytes) {
  put("a.gz", "\x1F\x8B\x08 of Mühlenbrock");
  put("b.dcm", std::string(128, '\0') + "DICM\2\0\0\0UL\4Ziffl^Bo "s);
  EXPECT_THAT(found_in(path()), ElementsAre("a.gz | bytes of the archive | person name",
                                            "b.dcm | bytes | person name"));
}

TEST_F(tree, gives_the_same_with_four_workers) {
  for (int i = 0; i < 60; ++i)
    put("f" + std::to_string(i % 7) + "/Annegret" + std::to_string(i),
        std::string(static_cast<std::size_t>(i) * 999, 'z') + " ziffl 4711-0839");
  support::write_archive(path() / "a.zip", {{"x", bytes_of("ziffl")}});
  const auto one = report_of(path(), 1), four = report_of(path(), 4);
  EXPECT_EQ(one.leaks, four.leaks);
  EXPECT_EQ(one.findings, four.findings);
  EXPECT_GT(one.leaks.size(), 150U);
  EXPECT_EQ(one.bytes, four.bytes);
}

TEST_F(tree, long_files_are_searched_part_by_part) {
  std::string large(50'000'000, 'q');
  for (const std::size_t at : {16777210UL, 33554430UL, 49999980UL})
    large.replace(at, 10, " Annegret ");
  put("a.txt.bin", "\0\1"s + large);
  const auto leaks = report_of(path()).leaks;
  ASSERT_EQ(leaks.size(), 1U);
  EXPECT_EQ(leaks[0].count, 3U);
  EXPECT_EQ(leaks[0].offset_bytes, 16777213U);
}

TEST_F(tree, long_members_are_not_held_in_memory) {
  std::string large(2 * Content::most_bytes_in_memory, 'q');
  large.replace(large.size() - 100, 8, "Annegret");
  write_bytes(path() / "a.txt.gz", archive::gzip(bytes_of(large)));
  const auto leaks = report_of(path()).leaks;
  ASSERT_EQ(leaks.size(), 1U);
  EXPECT_EQ(leaks[0].offset_bytes, large.size() - 100);
}

} // namespace
} // namespace curate::leaks

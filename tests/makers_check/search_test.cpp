#include "tests/support/folders.hpp"
#include "tests/support/search.hpp"
#include "tests/support/sink.hpp"
#include <gtest/gtest.h>
#include <set>

namespace curate::support {
namespace {

TEST(search, finds_a_value_in_every_spelling) {
  const std::vector<std::string> values = {"Mühlenbrock", "4711-0839", "田中館"};
  const auto spelling = [&](std::string_view bytes) {
    const std::vector<Hit> hits = search_bytes(bytes, values);
    return hits.empty() ? std::string("none") : hits.front().spelling;
  };
  EXPECT_EQ(spelling("xx Mühlenbrock"), "utf-8");
  EXPECT_EQ(spelling("xx MÜHLENBROCK"), "utf-8");
  EXPECT_EQ(spelling("xx M\xFChlenbrock"), "latin-1");
  EXPECT_EQ(spelling("xx M\xDCHLENBROCK"), "latin-1");
  EXPECT_EQ(spelling("xx muehlenbrock"), "plain letters");
  EXPECT_EQ(spelling("xx Muhlenbrock"), "plain letters");
  EXPECT_EQ(spelling(std::string_view("4\0007\0001\0001\000-\0000\0008\0003\0009\0", 18)),
            "utf-16");
  EXPECT_EQ(spelling("\x1b$BEDCf4[\x1b(B"), "iso-2022-jp");
  EXPECT_EQ(spelling("4711-083"), "none");
}

TEST(search, finds_words_within_words) {
  const std::vector<Hit> hits = search_bytes("xabcdx", {"abcd", "bc", "cd", "zz"});
  ASSERT_EQ(hits.size(), 3U);
  EXPECT_EQ(hits[0].offset, 1U);
  EXPECT_EQ(hits[1].offset, 2U);
  EXPECT_EQ(hits[2].offset, 3U);
}

TEST(search, opens_archives_and_reads_names) {
  const TemporaryFolder folder;
  for (const auto &[format, name] : {std::pair{ArchiveFormat::zip, "a.zip"},
                                     {ArchiveFormat::tar_gz, "b.tar.gz"},
                                     {ArchiveFormat::tar_zst, "c.tar.zst"},
                                     {ArchiveFormat::tar, "d.tar"}}) {
    const auto sink = archive_sink(folder.path() / name, format);
    sink->put("one.txt", bytes_of(std::string(5000, 'a') + "Needleworth" + std::string(5000, 'b')));
    sink->close();
  }
  write_bytes(folder.path() / "sub-Needleworth" / "plain.txt", bytes_of("nothing"));
  std::set<std::string> files;
  for (const Hit &hit : search_tree(folder.path(), {"needleworth"}))
    files.insert(hit.file);
  for (const char *file : {"a.zip!one.txt", "b.tar.gz!one.txt", "c.tar.zst!one.txt",
                           "d.tar!one.txt", "sub-Needleworth", "sub-Needleworth/plain.txt"})
    EXPECT_EQ(files.count(file), 1U) << file;
  EXPECT_EQ(files.count("a.zip"), 0U);
}

} // namespace
} // namespace curate::support

#include <gtest/gtest.h>
#include <libcurate/archive/gzip.hpp>
#include <libcurate/archive/source.hpp>
#include <libcurate/archive/spool.hpp>
#include <map>
#include <sys/stat.h>

#include "tests/support/folders.hpp"
#include "tests/support/tiny_dicom.hpp"

namespace curate::archive {
namespace {

std::vector<std::byte> counted(std::size_t count) {
  std::vector<std::byte> bytes(count);
  for (std::size_t i = 0; i < count; ++i)
    bytes[i] = static_cast<std::byte>(i % 251);
  return bytes;
}

Source plain(const fs::path &path) {
  return Source::of_file(path.string());
}

TEST(source, reads_files_of_every_size) {
  const support::TemporaryFolder folder;
  for (const std::size_t count : {0U, 1U, 5000U, (1U << 17) - 1, 1U << 17, 1'000'003U}) {
    const auto bytes = counted(count);
    support::write_bytes(folder.path() / "a", bytes);
    const auto read = plain(folder.path() / "a").read();
    ASSERT_TRUE(read);
    EXPECT_TRUE(std::ranges::equal(read->view(), bytes)) << count;
    const auto start = plain(folder.path() / "a").read_start(777);
    ASSERT_TRUE(start);
    EXPECT_EQ(start->whole_length_bytes, count);
    EXPECT_EQ(start->bytes.view().size(), std::min<std::size_t>(count, 777));
  }
}

TEST(source, survives_a_file_that_is_shortened_while_it_is_read) {
  const support::TemporaryFolder folder;
  const fs::path path = folder.path() / "a";
  const auto bytes = counted(1'000'000);
  for (const std::size_t left : {0U, 4096U, 500'001U}) {
    support::write_bytes(path, bytes);
    auto read = plain(path).read();
    ASSERT_TRUE(read);
    EXPECT_EQ(read->view()[999'999], bytes[999'999]);
    fs::resize_file(path, left);
    const Bytes moved = std::move(*read);
    std::size_t equal = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
      equal += moved.view()[i] == bytes[i] ? 1 : 0;
    EXPECT_GE(equal, left);
    EXPECT_TRUE(moved.is_cut());
    EXPECT_EQ(moved.view()[999'999], std::byte{0});
  }
  support::write_bytes(path, bytes);
  const auto whole = plain(path).read();
  EXPECT_TRUE(std::ranges::equal(whole->view(), bytes));
  EXPECT_FALSE(whole->is_cut());
}

TEST(source, maps_more_files_than_are_watched) {
  const support::TemporaryFolder folder;
  support::write_bytes(folder.path() / "a", counted(200'000));
  std::vector<Bytes> all;
  for (int i = 0; i < 300; ++i)
    all.push_back(plain(folder.path() / "a").read().value());
  for (const Bytes &bytes : all)
    ASSERT_EQ(bytes.view()[199'999], static_cast<std::byte>(199'999 % 251));
}

TEST(source, keeps_to_its_limits) {
  const support::TemporaryFolder folder;
  support::write_bytes(folder.path() / "a", counted(1000));
  EXPECT_EQ(plain(folder.path() / "a").read(999).error().code, "FILE-TOO-LARGE");
  support::write_bytes(folder.path() / "b", gzip(std::vector<std::byte>(100'000)));
  Source packed = plain(folder.path() / "b");
  packed.is_gzip = true;
  EXPECT_EQ(packed.read(99'999).error().code, "ARCHIVE-TOO-LARGE");
  EXPECT_EQ(packed.read(100'000)->view().size(), 100'000U);
}

TEST(source, does_not_inflate_what_was_made_to_fill_the_memory) {
  const support::TemporaryFolder folder;
  const std::vector<std::byte> zeros((std::size_t{1} << 29) + 1);
  support::write_bytes(folder.path() / "a", gzip(zeros, 1));
  Source packed = plain(folder.path() / "a");
  packed.is_gzip = true;
  EXPECT_EQ(packed.read().error().code, "ARCHIVE-TOO-LARGE");
}

TEST(source, tells_what_it_cannot_read_without_naming_it) {
  const support::TemporaryFolder folder;
  const auto absent = plain(folder.path() / "Doe_Jane").read();
  ASSERT_FALSE(absent);
  EXPECT_EQ(absent.error().code, "FILE-UNREADABLE");
  EXPECT_EQ(absent.error().message.find("Doe"), std::string::npos);
  EXPECT_EQ(plain(folder.path()).read().error().code, "FILE-UNREADABLE");
  ASSERT_EQ(::mkfifo((folder.path() / "pipe").c_str(), 0600), 0);
  EXPECT_EQ(plain(folder.path() / "pipe").read().error().code, "FILE-UNREADABLE");
}

TEST(source, is_ordered_by_path_then_member) {
  std::vector<std::string> paths;
  for (const char *folder : {"", "/", "a/", "a/b/", "a/b.c/", "a/bc/", "ab/"})
    for (const char *name : {"b", "b.c", "bc", "c", "z\xC3\xA4"})
      paths.push_back(std::string(folder) + name);
  std::vector<Source> sources;
  std::map<std::string, std::shared_ptr<Place>> places;
  for (const std::string &path : paths) {
    const std::size_t folder_length = path.rfind('/') + 1;
    auto &place = places[path.substr(0, folder_length)];
    if (!place) place = std::make_shared<Place>(Place{path.substr(0, folder_length), {}, {}});
    sources.push_back(Source::add(place, path.substr(folder_length)));
    sources.push_back(Source::of_file(path));
  }
  for (const Source &a : sources)
    for (const Source &b : sources)
      ASSERT_EQ(order_of(a, b), a.path() <=> b.path()) << a.path() << " " << b.path();

  const auto spool = std::make_shared<const Spool>();
  const auto packed = std::make_shared<Place>(Place{"a/b.c/b.zip", spool, {}});
  const Source second = Source::add(packed, "x/2"), first = Source::add(packed, "x/1");
  EXPECT_EQ(second.path(), "a/b.c/b.zip");
  EXPECT_EQ(second.member(), "x/2");
  EXPECT_TRUE(order_of(first, second) < 0);
  EXPECT_TRUE(order_of(second, Source::of_file("a/b.c/b.zip2")) < 0);
  EXPECT_TRUE(order_of(second, Source::of_file("a/b.c/b.zip")) > 0);
}

TEST(source, remembers_each_name_of_its_place) {
  const auto place = std::make_shared<Place>(Place{"in/", {}, {}});
  std::vector<Source> sources;
  for (int i = 0; i < 1000; ++i)
    sources.push_back(Source::add(place, std::to_string(i * i)));
  for (int i = 0; i < 1000; ++i)
    EXPECT_EQ(sources[static_cast<std::size_t>(i)].path(), "in/" + std::to_string(i * i));
  EXPECT_EQ(Source().path(), "");
  EXPECT_FALSE(Source().is_member());
}

TEST(bytes, stay_valid_when_moved) {
  const support::TemporaryFolder folder;
  for (const std::size_t count : {100U, 1U << 20}) {
    support::write_bytes(folder.path() / "a", counted(count));
    auto first = Bytes::from_file((folder.path() / "a").string());
    ASSERT_TRUE(first);
    Bytes second(std::move(*first));
    EXPECT_TRUE(std::ranges::equal(second.view(), counted(count)));
    Bytes third;
    third = std::move(second);
    EXPECT_TRUE(std::ranges::equal(third.view(), counted(count)));
  }
}

} // namespace
} // namespace curate::archive

#include <cstdlib>
#include <gtest/gtest.h>
#include <libcurate/archive/bytes.hpp>
#include <libcurate/archive/entries.hpp>
#include <libcurate/archive/gzip.hpp>
#include <libcurate/archive/pack.hpp>
#include <libcurate/archive/packing_check.hpp>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <map>
#include <optional>

#include "tests/support/folders.hpp"

namespace curate::archive {
namespace {

constexpr std::int64_t noon = 1'772'366'400; // 2026-03-01T12:00:00Z

const std::map<std::string, std::string> contents = {
    {"r/a.txt", "first"},
    {"r/empty", ""},
    {"r/sub-01/" + std::string(120, 'n') + "/long.json", std::string(100'000, 'x')},
    {"r/sub-01/\xc3\xbc.tsv", "umlaut"},
};

void pack(const fs::path &path, PackFormat format) {
  base::AtomicFile file(path);
  Pack pack([&](auto bytes) { file.write(bytes); }, format, noon);
  for (const auto &[name, text] : contents) {
    pack.add_file(name, text.size());
    pack.write(std::as_bytes(std::span(text)).first(text.size() / 2));
    pack.write(std::as_bytes(std::span(text)).subspan(text.size() / 2));
  }
  pack.finish();
  file.commit(base::Overwrite::no);
}

class PackFormats : public testing::TestWithParam<std::pair<PackFormat, const char *>> {};

TEST_P(PackFormats, gives_back_what_went_in) {
  const support::TemporaryFolder folder;
  const fs::path file = folder.path() / "r";
  pack(file, GetParam().first);
  const auto bytes = Bytes::from_file(file.string());
  ASSERT_TRUE(bytes);
  Entries entries(bytes->view());
  std::map<std::string, std::string> found;
  while (const auto facts = entries.next()) {
    EXPECT_EQ(facts->owner + facts->group + facts->link_target, "");
    EXPECT_EQ(facts->modified_s, noon);
    EXPECT_TRUE(facts->is_file);
    std::string &text = found[facts->name];
    EXPECT_TRUE(entries.read([&](std::span<const std::byte> block) {
      text.append(reinterpret_cast<const char *>(block.data()), block.size());
    }));
  }
  EXPECT_EQ(entries.end(), EntriesEnd::complete);
  EXPECT_EQ(found, contents);
}

TEST_P(PackFormats, is_the_same_in_another_time_zone) {
  const support::TemporaryFolder folder;
  ::setenv("TZ", "Asia/Tokyo", 1);
  pack(folder.path() / "a", GetParam().first);
  ::setenv("TZ", "America/New_York", 1);
  pack(folder.path() / "b", GetParam().first);
  EXPECT_EQ(base::read_file(folder.path() / "a"), base::read_file(folder.path() / "b"));
}

TEST_P(PackFormats, is_unpacked_by_the_usual_programs) {
  const support::TemporaryFolder folder;
  pack(folder.path() / "r.x", GetParam().first);
  const std::string command =
      "cd '" + folder.path().string() + "' && " + GetParam().second + " r.x >/dev/null 2>&1";
  ASSERT_EQ(std::system(command.c_str()), 0) << command;
  for (const auto &[name, text] : contents)
    EXPECT_EQ(base::read_file(folder.path() / name), text) << name;
}

// What the files of an archive hold, one after the other; nothing where it is not as it was packed.
std::optional<std::string> content_if_as_packed(const std::string &text, PackFormat format) {
  const auto bytes = std::as_bytes(std::span(text));
  const bool is_compressed = format == PackFormat::tar_zst;
  PackingCheck check(is_compressed ? std::span<const std::byte>() : bytes,
                     is_compressed ? PackFormat::tar : format);
  const auto unpacked = [&](std::span<const std::byte> block) { check.unpacked(block); };
  Entries entries(bytes, {}, is_compressed ? BlockSink(unpacked) : BlockSink());
  std::string content;
  while (const auto facts = entries.next()) {
    if (!facts->is_file || !facts->size_bytes || !facts->modified_s) return {};
    check.file(facts->name, *facts->size_bytes, *facts->modified_s);
    content += facts->name;
    const bool is_read = entries.read([&](std::span<const std::byte> block) {
      check.bytes(block);
      content.append(reinterpret_cast<const char *>(block.data()), block.size());
    });
    if (!is_read) return {};
  }
  entries.read_rest();
  if (entries.end() != EntriesEnd::complete || !check.is_same()) return {};
  return content;
}

TEST_P(PackFormats, every_changed_byte_is_in_the_content_or_noticed) {
  const PackFormat format = GetParam().first;
  const support::TemporaryFolder folder;
  // What is compressed can be said in several ways, so of a compressed tar the tar is changed.
  const bool is_compressed = format == PackFormat::tar_zst;
  pack(folder.path() / "r", is_compressed ? PackFormat::tar : format);
  const std::string text = base::read_file(folder.path() / "r");
  const auto content_of = [&](const std::string &archive) {
    if (!is_compressed) return content_if_as_packed(archive, format);
    const auto small = gzip(std::as_bytes(std::span(archive)), 1);
    return content_if_as_packed({reinterpret_cast<const char *>(small.data()), small.size()},
                                format);
  };
  const auto content = content_of(text);
  ASSERT_TRUE(content);
  EXPECT_FALSE(content_of(text + std::string(512, '\0')));
  for (std::size_t i = 0; i<text.size(); i += i> 5000 && i + 5000 < text.size() ? 331 : 1) {
    std::string other = text;
    other[i] = static_cast<char>(other[i] ^ 4);
    EXPECT_NE(content_of(other), content) << i;
  }
}

TEST_P(PackFormats, takes_no_more_than_was_said) {
  Pack pack([](auto) {}, GetParam().first, noon);
  pack.add_file("a", 3);
  EXPECT_THROW(pack.write(std::as_bytes(std::span("12345", 5))), SystemError);
}

TEST_P(PackFormats, throws_on_what_the_sink_throws) {
  const auto whole = [&] {
    Pack pack([](auto) { throw SystemError("the disk is full"); }, GetParam().first, noon);
    pack.add_file("a", 3);
    pack.write(std::as_bytes(std::span("123", 3)));
    pack.finish();
  };
  EXPECT_THROW(whole(), SystemError);
}

INSTANTIATE_TEST_SUITE_P(each, PackFormats,
                         testing::Values(std::pair(PackFormat::tar, "tar -xf"),
                                         std::pair(PackFormat::tar_zst, "tar -I zstd -xf"),
                                         std::pair(PackFormat::zip,
                                                   "python3 -m zipfile -e r.x . &&: ")),
                         [](const auto &each) {
                           return std::string(each.param.first == PackFormat::tar       ? "tar"
                                              : each.param.first == PackFormat::tar_zst ? "tar_zst"
                                                                                        : "zip");
                         });

} // namespace
} // namespace curate::archive

#include <gtest/gtest.h>
#include <libcurate/dicom/header.hpp>
#include <random>
#include <set>

#include "tests/support/folders.hpp"
#include "tests/support/tiny_dicom.hpp"

namespace curate::dicom {
namespace {

using Buffer = std::vector<std::byte>;

void append(Buffer &to, std::initializer_list<int> bytes) {
  for (const int byte : bytes)
    to.push_back(static_cast<std::byte>(byte));
}

// Preamble, letters, and a transfer syntax: explicit little endian.
Buffer beginning() {
  const Buffer whole = support::tiny_dicom({});
  const auto meta = std::to_integer<std::ptrdiff_t>(whole[140]) + 144;
  return {whole.begin(), whole.begin() + meta};
}

// Reads all that can be read, so that the sanitizers see every byte touched. Gives the code.
std::string touch(Buffer bytes) {
  std::string code;
  for (const Extent extent : {Extent::whole, Extent::until_pixel_data}) {
    const auto header = Header::parse(archive::Bytes(Buffer(bytes)), extent);
    if (!header) {
      code = header.error().code;
      continue;
    }
    std::vector<Dataset> todo{header->root(), header->meta()};
    std::size_t sum = 0;
    while (!todo.empty()) {
      const Dataset level = todo.back();
      todo.pop_back();
      for (const Element &element : level.elements()) {
        for (const std::byte b : element.value)
          sum += std::to_integer<std::size_t>(b);
        sum += level.numbers(element).size() + level.utf8(element).reveal().size();
        for (const Dataset &item : level.items(element))
          if (todo.size() < 1000) todo.push_back(item);
      }
    }
    EXPECT_GE(sum, 0U);
  }
  return code;
}

TEST(hostile_header, is_cut_off_at_every_byte) {
  for (const bool has_undefined_lengths : {false, true}) {
    const Buffer whole = support::tiny_dicom(
        {.has_nested_sequences = true, .has_undefined_lengths = has_undefined_lengths});
    std::set<std::string> codes;
    for (std::size_t length = 0; length < whole.size(); ++length)
      codes.insert(touch({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)}));
    EXPECT_TRUE(codes.contains("DICOM-TRUNCATED"));
    EXPECT_TRUE(codes.contains("DICOM-NOT"));
    for (const auto &code : codes)
      EXPECT_TRUE(code.empty() || code == "DICOM-TRUNCATED" || code == "DICOM-NOT") << code;
  }
}

TEST(hostile_header, lies_about_its_lengths) {
  const Buffer whole = support::tiny_dicom({.has_nested_sequences = true});
  for (std::size_t at = 132; at + 4 <= whole.size(); ++at)
    for (const int value : {0x00, 0x7F, 0xFF}) {
      Buffer bytes = whole;
      for (std::size_t i = 0; i < 4; ++i)
        bytes[at + i] = static_cast<std::byte>(value);
      touch(std::move(bytes));
    }
}

TEST(hostile_header, nests_too_deep) {
  for (const int depth : {200, 300, 10'000, 200'000}) {
    Buffer bytes = beginning();
    for (int i = 0; i < depth; ++i) {
      append(bytes, {0x08, 0x00, 0x40, 0x11, 'S', 'Q', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF});
      append(bytes, {0xFE, 0xFF, 0x00, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF});
    }
    EXPECT_EQ(touch(bytes), depth <= 256 ? "DICOM-TRUNCATED" : "DICOM-TOO-DEEP") << depth;
  }
}

TEST(hostile_header, has_sequences_without_end) {
  Buffer bytes = beginning();
  append(bytes, {0x08, 0x00, 0x40, 0x11, 'S', 'Q', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF});
  EXPECT_EQ(touch(bytes), "DICOM-TRUNCATED");
  for (int i = 0; i < 100'000; ++i)
    append(bytes, {0xFE, 0xFF, 0x00, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF});
  EXPECT_EQ(touch(bytes), "DICOM-TRUNCATED");
}

TEST(hostile_header, has_empty_items_without_number) {
  Buffer bytes = beginning();
  const std::uint32_t count = 500'000;
  append(bytes, {0x08, 0x00, 0x40, 0x11, 'S', 'Q', 0, 0});
  for (int i = 0; i < 4; ++i)
    bytes.push_back(static_cast<std::byte>(count * 8 >> (8 * i)));
  for (std::uint32_t i = 0; i < count; ++i)
    append(bytes, {0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0});
  const auto header = Header::parse(archive::Bytes(std::move(bytes)), Extent::whole);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->root().items(Tag{0x0008, 0x1140}).size(), count);
}

TEST(hostile_header, has_elements_of_four_gigabytes) {
  Buffer bytes = beginning();
  append(bytes, {0x08, 0x00, 0x40, 0x11, 'U', 'N', 0, 0, 0xFE, 0xFF, 0xFF, 0xFF, 1, 2});
  EXPECT_EQ(touch(bytes), "DICOM-TRUNCATED");
}

TEST(hostile_header, has_pixels_of_four_gigabytes) {
  Buffer bytes = beginning();
  append(bytes, {0xE0, 0x7F, 0x10, 0x00, 'O', 'W', 0, 0, 0xFE, 0xFF, 0xFF, 0xFF, 1, 2});
  const auto header = Header::parse(archive::Bytes(std::move(bytes)), Extent::whole);
  ASSERT_TRUE(header);
  EXPECT_TRUE(header->is_pixel_data_truncated());
  EXPECT_EQ(header->pixel_place()->length_bytes, 2U);
}

TEST(hostile_header, goes_backwards_for_ever) {
  // Falling tags: sorted once at the end, not on every insertion.
  Buffer bytes = beginning();
  for (int i = 200'000; i > 0; --i)
    append(bytes, {0x11 + 2 * (i >> 16), 0, i & 0xFF, i >> 8 & 0xFF, 'S', 'H', 0, 0});
  const auto header = Header::parse(archive::Bytes(std::move(bytes)), Extent::whole);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->root().elements().size(), 200'000U);
}

TEST(hostile_header, survives_twenty_thousand_mutations) {
  std::mt19937 random(20260102); // NOLINT: the same mutations on every machine
  for (const char *syntax : {"1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2",
                             "1.2.840.10008.1.2.1.99"}) {
    const Buffer whole = support::tiny_dicom({.transfer_syntax = syntax,
                                              .character_set = "\\ISO 2022 IR 87",
                                              .has_nested_sequences = true,
                                              .has_undefined_lengths = true});
    for (int run = 0; run < 5'000; ++run) {
      Buffer bytes = whole;
      for (std::uint32_t i = 0; i < 1 + random() % 8; ++i)
        bytes[128 + random() % (bytes.size() - 128)] = static_cast<std::byte>(random());
      if (random() % 8 == 0) bytes.resize(random() % bytes.size());
      const std::string code = touch(std::move(bytes));
      EXPECT_TRUE(code.empty() || code.starts_with("DICOM-") || code.starts_with("ARCHIVE-"));
    }
  }
}

// Every file is parsed or refused with a code.
TEST(hostile_header, is_in_a_collection_of_odd_files) {
  const auto shared = support::shared_data();
  if (!shared) GTEST_SKIP() << "the shared data are absent";
  for (const char *folder : {"dicom/pydicom", "dicom/dicom2nifti/failing"}) {
    std::size_t good = 0, refused = 0;
    for (fs::recursive_directory_iterator at(*shared / folder), end; at != end; ++at) {
      if (!fs::is_regular_file(at->path())) continue;
      const auto bytes = archive::Bytes::from_file(at->path().string());
      ASSERT_TRUE(bytes);
      const std::string code = touch({bytes->view().begin(), bytes->view().end()});
      ++(code.empty() ? good : refused);
      EXPECT_TRUE(code.empty() || code.starts_with("DICOM-")) << code;
    }
    EXPECT_GT(good, 20U) << folder;
    EXPECT_LT(refused, good) << folder;
  }
}

} // namespace
} // namespace curate::dicom

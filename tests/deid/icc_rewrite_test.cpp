#include <algorithm>
#include <gtest/gtest.h>
#include <libcurate/deid/icc_rewrite.hpp>
#include <string>

namespace curate::deid {
namespace {

using namespace std::string_literals;

std::string big(std::uint32_t value) {
  std::string out;
  for (unsigned shift = 32; shift > 0; shift -= 8)
    out += static_cast<char>(value >> (shift - 8));
  return out;
}

struct Tag {
  std::string name, data;
};

std::string profile(char major, const std::vector<Tag> &tags) {
  std::string head = "\0\0\0\0DOE1"s + major +
                     "\2\0\0mntrRGB XYZ \x07\xE8\0\3\0\5\0\x0B\0\x0C\0\x0D"s +
                     "acspAPPL\0\0\0\0DOE2DOE3"s + std::string(8, '\0') + big(1) +
                     std::string(12, '\1') + "DOE4"s + std::string(16, 'D') + std::string(28, 'E');
  std::string table = big(static_cast<std::uint32_t>(tags.size())), data;
  std::size_t at = 128 + 4 + 12 * tags.size();
  for (const Tag &tag : tags) {
    table += tag.name + big(static_cast<std::uint32_t>(at)) +
             big(static_cast<std::uint32_t>(tag.data.size()));
    data += tag.data;
    at += tag.data.size();
  }
  return head + table + data;
}

std::vector<Tag> usual() {
  return {{"desc", "desc\0\0\0\0\0\0\0\4DOE\0"s},
          {"cprt", "text\0\0\0\0DOE\0"s},
          {"dmnd", "desc\0\0\0\0\0\0\0\4DOE\0"s},
          {"wtpt", "XYZ \0\0\0\0"s + std::string(12, '\1')},
          {"rXYZ", "XYZ DOE1"s + std::string(12, '\2') + "DOE"},
          {"rTRC", "curv\0\0\0\0\0\0\0\1\2\x33"s},
          {"gTRC", "para\0\0\0\0\0\0DO"s + std::string(4, '\3')}};
}

std::string rewritten(const std::string &bytes) {
  const auto out = rewrite_icc(std::as_bytes(std::span(bytes)));
  return out ? std::string(reinterpret_cast<const char *>(out->data()), out->size()) : "";
}

TEST(icc_rewrite, keeps_colours_and_nothing_of_who_made_them) {
  for (const char major : {'\2', '\4'}) {
    const std::string out = rewritten(profile(major, usual()));
    ASSERT_FALSE(out.empty());
    EXPECT_EQ(out.find("DO"), std::string::npos);
    EXPECT_EQ(out.find("DDD"), std::string::npos);
    EXPECT_EQ(out.find("EEE"), std::string::npos);
    EXPECT_EQ(out.substr(0, 4), big(static_cast<std::uint32_t>(out.size())));
    EXPECT_EQ(out.size() % 4, 0U);
    EXPECT_EQ(out[8], major);
    EXPECT_EQ(out.substr(12, 12), "mntrRGB XYZ ");
    EXPECT_EQ(out.substr(64, 4), big(1));
    EXPECT_NE(out.find("XYZ \0\0\0\0"s + std::string(12, '\2')), std::string::npos);
    EXPECT_NE(out.find("curv\0\0\0\0\0\0\0\1\2\x33"s), std::string::npos);
    EXPECT_NE(out.find("para"), std::string::npos);
    EXPECT_EQ(out.find("dmnd"), std::string::npos);
    EXPECT_NE(out.find("cprt"), std::string::npos);
    EXPECT_EQ(rewritten(out), out);
  }
}

TEST(icc_rewrite, refuses_what_is_odd) {
  const std::string good = profile('\2', usual());
  ASSERT_FALSE(rewritten(good).empty());
  EXPECT_EQ(rewritten(""), "");
  EXPECT_EQ(rewritten(profile('\3', usual())), "");
  for (const std::size_t at :
       {std::size_t{12}, std::size_t{16}, std::size_t{36}, std::size_t{64}}) {
    std::string odd = good;
    odd[at] = '?';
    EXPECT_EQ(rewritten(odd), "") << at;
  }
  const auto with = [](Tag tag) {
    auto tags = usual();
    tags.push_back(std::move(tag));
    return profile('\2', tags);
  };
  EXPECT_EQ(rewritten(with({"gXYZ", "text\0\0\0\0DOE DOE"s})), "");
  EXPECT_EQ(rewritten(with({"bTRC", "curv\0\0\0\0\0\1\0\0ab"s})), "");
  EXPECT_EQ(rewritten(with({"rXYZ", "XYZ \0\0\0\0"s + std::string(12, '\1')})), ""); // twice
  EXPECT_EQ(rewritten(profile('\2', {{"wtpt", "XYZ \0\0\0\0"s + std::string(12, '\1')}})), "");
}

TEST(icc_rewrite, survives_every_cut) {
  const std::string good = profile('\2', usual());
  for (std::size_t size = 0; size < good.size(); ++size)
    EXPECT_EQ(rewritten(good.substr(0, size)), "") << size;
}

} // namespace
} // namespace curate::deid
